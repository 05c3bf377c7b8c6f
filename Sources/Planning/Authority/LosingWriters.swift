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

    /// For each stage, in the order of the plan, its moves.
    private(set) var stages: [[Loss]] = []

    private let plan: Plan
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
        plan.stagesWithAuthority { stage, before in
            // All moves of a stage happen at once, so each loses to what was before the stage.
            stages.append(stage.authority.map { loss(by: $0, before) })
        }
    }

    private mutating func join(_ one: System.ID, _ other: System.ID) {
        guard let database = plan.system(other), database.kind.value == .database else { return }
        joined[one, default: []].append(database)
    }

    private func loss(by move: AuthorityMove, _ before: AuthorityMap) -> Loss {
        let losing = inOrder(before.losers(by: move).compactMap(plan.system))
        let databases = losing.flatMap { writer in
            ((keeping[move.entity.value] ?? []) + (joined[writer.id.value] ?? []))
                .filter { $0.side.value == writer.side.value && $0.id.value != move.to.value }
        }
        return Loss(move: move, writers: losing, stores: inOrder(losing + databases))
    }

    /// Each once, as the plan has them.
    private func inOrder(_ systems: [System]) -> [System] {
        let byPlace = Dictionary(
            systems.compactMap { system in plan.index.systems[system.id.value].map { ($0, system) } },
            uniquingKeysWith: { first, _ in first })
        return byPlace.sorted { $0.key < $1.key }.map(\.value)
    }
}
