extension Rule {
    static let aut001 = Rule(
        "AUT001",
        catches: """
            a facet that nobody writes, or that two systems write in the same scope; a system that writes past the \
            store what it has no authority over
            """,
        why: """
            Two writers of one thing make two truths, and no later step can tell which one is right. A cron job, an \
            import or a till is a writer like any other: it does not pass the edge, so no routing stops it.
            """,
        incident: """
            GitHub wrote on both sides of a network split on 2018-10-21. Neither side held all of it, so there was no \
            failing back, and it took 24 hours and 11 minutes to bring the two together.
            """,
        mend: "name exactly one writer for each facet and scope under `authority`"
    ) { check in
        let plan = check.plan
        let twice = clashes(plan.authority.map { ($0.place, $0.writer.value, $0.position) })
        let moves = plan.stages.flatMap { stage in
            clashes(stage.authority.map { ($0.place, $0.to.value, $0.position) })
        }
        return twice + moves + unwritten(plan) + BypassWriters(plan).violations
    }

    /// Places that get a writer though one that overlaps has one already.
    private static func clashes(_ claims: [(FacetScope, System.ID, Position)]) -> [Violation] {
        var seen: [FacetScope: (System.ID, Position)] = [:]
        return claims.compactMap { place, writer, position in
            // Everywhere overlaps whatever came first; a named scope overlaps itself and everywhere.
            let everywhere = place.everywhere
            let any = FacetScope(entity: place.entity, facet: place.facet, scope: .named(""))
            let earlier = place == everywhere ? seen[any] : seen[place] ?? seen[everywhere]
            for key in [place, any] where seen[key] == nil { seen[key] = (writer, position) }
            return earlier.map {
                Violation("\(place) has more than one writer: \($0.0) at \($0.1), and \(writer) here", position)
            }
        }
    }

    /// Facets that have no writer before the first stage, in a scope of which the plan speaks; everywhere when it
    /// names none.
    private static func unwritten(_ plan: Plan) -> [Violation] {
        let map = AuthorityMap(plan.authority)
        var scopes: [FacetScope: Set<Scope>] = [:]
        for place in plan.authority.map(\.place) + plan.stages.flatMap(\.authority).map(\.place) {
            scopes[place.everywhere, default: []].insert(place.scope)
        }
        let granted = Set(plan.authority.map(\.place.everywhere))
        return plan.entities.flatMap { entity in
            entity.facets.flatMap { facet -> [Violation] in
                let whole = FacetScope(entity: entity.id.value, facet: facet.value, scope: .everywhere)
                return (scopes[whole] ?? [.everywhere]).sorted { $0.description < $1.description }
                    .map { FacetScope(entity: entity.id.value, facet: facet.value, scope: $0) }
                    // Everywhere is covered when something is granted for every scope the plan names, which is all
                    // that is known.
                    .filter { map.writer(of: $0) == nil && !($0 == whole && granted.contains(whole)) }
                    .map { Violation("nobody writes \($0) before the first stage", facet.position) }
            }
        }
    }
}

/// Systems that write an entity past the store, against what the plan's authority says of them.
private struct BypassWriters {
    private(set) var violations: [Violation] = []

    init(_ plan: Plan) {
        findStrangers(plan)
        findDisplaced(plan)
    }

    /// Those that no line of `authority`, before the first stage or later, lets write any facet.
    private mutating func findStrangers(_ plan: Plan) {
        var allowed: [Entity.ID: Set<System.ID>] = [:]
        for grant in plan.authority { allowed[grant.entity.value, default: []].insert(grant.writer.value) }
        for move in plan.stages.flatMap(\.authority) { allowed[move.entity.value, default: []].insert(move.to.value) }
        for entity in plan.entities {
            for (way, system, position) in entity.bypassing
            where allowed[entity.id.value]?.contains(system) != true && entity.allocator?.value != system {
                violations.append(
                    Violation(
                        "\(system) writes \(entity.id.value) past the store (\(way)), and has authority over no facet",
                        position,
                        mend: "give it a facet of its own under `authority`, make it the allocator, or write `none`"))
            }
        }
    }

    /// Those that lose their last facet to a move with one fence for several writers.
    private mutating func findDisplaced(_ plan: Plan) {
        var found: [Violation] = []
        plan.stagesWithAuthority { stage, before in
            guard !stage.authority.isEmpty else { return }
            var after = before
            after.apply(stage.authority)
            // One fence speaks of one writer: whoever loses to a move together with others may not be meant by it.
            let fenced = Set(stage.authority.map { before.losers(by: $0) }.filter { $0.count == 1 }.joined())
            var looked: Set<Entity.ID> = []
            for move in stage.authority where looked.insert(move.entity.value).inserted {
                guard let entity = plan.entity(move.entity.value) else { continue }
                let held = Set(before.writers(of: entity.id.value).values.map(\.value))
                let kept = Set(after.writers(of: entity.id.value).values.map(\.value))
                for (way, system, _) in entity.bypassing
                where held.contains(system) && !kept.contains(system) && !fenced.contains(system)
                    && entity.allocator?.value != system
                {
                    found.append(
                        Violation(
                            "stage \(stage.id.value) takes the last facet of \(entity.id.value) from \(system), which "
                                + "goes on writing past the store (\(way)): one fence stands for several writers",
                            move.position,
                            mend: "move its scope by a line of its own, with the fence that stops it"))
                }
            }
        }
        violations += found
    }
}

extension Entity {
    /// The systems that write it past the store, each with the way and the place that says so.
    fileprivate var bypassing: [(way: String, system: System.ID, position: Position)] {
        (writers?.ways ?? []).compactMap { way, writer in
            guard let writer, case .system(let system) = writer.value else { return nil }
            return (way, system, writer.position)
        }
    }
}

extension FacetScope {
    /// The same facet in every scope.
    fileprivate var everywhere: FacetScope { FacetScope(entity: entity, facet: facet, scope: .everywhere) }
}
