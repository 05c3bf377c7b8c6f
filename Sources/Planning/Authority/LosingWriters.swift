/// What every move of a plan takes authority from, found in one walk over its stages.
struct LosingWriters {
    /// One move and who loses by it.
    struct Loss {
        let move: AuthorityMove
        /// The systems that wrote it until then, in the order of the plan; none where nobody did.
        let writers: [System]
        /// The writers, and the databases of their side that keep the entity or that an integration joins to them.
        let stores: [System]
    }

    private struct Facet: Hashable {
        let entity: Entity.ID
        let facet: String
    }

    /// For each stage, in the order of the plan, its moves.
    private(set) var stages: [[Loss]] = []

    private let plan: Plan
    private var writers: [Facet: [Scope: System.ID]] = [:]
    private var keeping: [Entity.ID: [System]] = [:]
    private var joined: [System.ID: [System]] = [:]

    init(_ plan: Plan) {
        self.plan = plan
        for system in plan.systems where system.kind.value == .database {
            for entity in system.records { keeping[entity.value, default: []].append(system) }
        }
        for integration in plan.integrations {
            join(integration.from.value, integration.to.value)
            join(integration.to.value, integration.from.value)
        }
        for grant in plan.authority {
            let facet = Facet(entity: grant.entity.value, facet: grant.facet.value)
            writers[facet, default: [:]][grant.scope.value] = grant.writer.value
        }
        stages = plan.stages.map { stage in
            // All moves of a stage happen at once, so each loses to what was before the stage.
            let losses = stage.authority.map { loss(by: $0) }
            for move in stage.authority { apply(move) }
            return losses
        }
    }

    private mutating func join(_ one: System.ID, _ other: System.ID) {
        guard let database = plan.system(other), database.kind.value == .database else { return }
        joined[one, default: []].append(database)
    }

    private func loss(by move: AuthorityMove) -> Loss {
        let known = writers[Facet(entity: move.entity.value, facet: move.facet.value)] ?? [:]
        let from: [System.ID]
        switch move.scope.value {
        case .everywhere: from = Array(known.values)
        case .named: from = [known[move.scope.value] ?? known[.everywhere]].compactMap(\.self)
        }
        let losing = inOrder(Set(from).subtracting([move.to.value]).compactMap(plan.system))
        let databases = losing.flatMap { writer in
            ((keeping[move.entity.value] ?? []) + (joined[writer.id.value] ?? []))
                .filter { $0.side.value == writer.side.value && $0.id.value != move.to.value }
        }
        return Loss(move: move, writers: losing, stores: inOrder(losing + databases))
    }

    private mutating func apply(_ move: AuthorityMove) {
        let facet = Facet(entity: move.entity.value, facet: move.facet.value)
        if move.scope.value == .everywhere {
            writers[facet] = [.everywhere: move.to.value]
        } else {
            writers[facet, default: [:]][move.scope.value] = move.to.value
        }
    }

    /// Each once, as the plan has them.
    private func inOrder(_ systems: [System]) -> [System] {
        let byPlace = Dictionary(
            systems.compactMap { system in plan.index.systems[system.id.value].map { ($0, system) } },
            uniquingKeysWith: { first, _ in first })
        return byPlace.sorted { $0.key < $1.key }.map(\.value)
    }
}
