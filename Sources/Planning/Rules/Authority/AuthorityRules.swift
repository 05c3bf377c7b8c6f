extension Rule {
    /// About who writes what, and what going back means (AUT).
    static let authorityRules: [Rule] = [.aut001, .aut005, .aut006]

    static let aut001 = Rule(
        "AUT001",
        catches: "a facet that nobody writes, or that two systems write in the same scope",
        why: """
            Two writers of one thing make two truths, and no later step can tell which one is right.
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
        let nobody = plan.entities.flatMap { entity in
            entity.facets.flatMap { facet in
                scopes(of: entity.id.value, facet: facet.value, in: plan)
                    .map { FacetScope(entity: entity.id.value, facet: facet.value, scope: $0) }
                    .filter { plan.authority(beforeFirst: $0) == nil }
                    .map { Violation("nobody writes \($0) before the first stage", facet.position) }
            }
        }
        return twice + moves + nobody
    }

    static let aut005 = Rule(
        "AUT005",
        catches: "a rollback class that claims a better way back than the plan's authority allows",
        why: """
            People act on the class that is written. If it promises a way back that does not exist, they find out when \
            they need it.
            """,
        incident: """
            gh-ost, which changes MariaDB tables while they are in use, lists in its notes on reverting what must still \
            exist for a way back to be one: binary logs, a checkpoint, values that the old columns can hold.
            """,
        mend: "declare the derived class, or change the hand over so that a better one follows"
    ) { check in
        let plan = check.plan
        return plan.stages.compactMap { stage in
            guard let declared = stage.rollback?.declared else { return nil }
            let derived = check.promisedWayBack(of: stage)
            guard declared.value < derived.wayBack else { return nil }
            let chain = derived.why.map(\.text).joined(separator: "; ")
            return Violation(
                "stage \(stage.id.value) declares \(declared.value), but its way back is \(derived.wayBack): \(chain)",
                declared.position)
        }
    }

    static let aut006 = Rule(
        "AUT006",
        catches: "a shared aggregate that both sides of a split change without one allocator",
        why: """
            Stock, a gift card's balance, a coupon's count or a number series is one thing whichever side a shopper is \
            on. Written from both, it is sold twice.
            """,
        mend: "give the entity an `allocator` that both sides ask, and make it the only writer under `authority`"
    ) { check in
        let plan = check.plan
        return plan.stages.filter { $0.exposure.isSplit }.flatMap { stage in
            let written = plan.flows(through: stage.unit.value).flatMap(\.writes).map(\.value)
            let moved = stage.authority.map(\.entity.value)
            return plan.entities.filter { $0.isShared }.compactMap { entity -> Violation? in
                let id = entity.id.value
                guard written.contains(id) || moved.contains(id) else { return nil }
                return clash(over: entity, in: stage, plan)
            }
        }
    }

    private static func clash(over entity: Entity, in stage: Stage, _ plan: Plan) -> Violation? {
        let id = entity.id.value
        let during = "while stage \(stage.id.value) is split"
        if let move = stage.authority.first(where: { $0.entity.value == id }) {
            return Violation("\(id) is shared, and changes its writer \(during)", move.position)
        }
        guard let allocator = entity.allocator else {
            return Violation(
                "\(id) is shared and has no allocator, but both sides write it \(during)", entity.id.position)
        }
        let others = plan.authority(before: stage.id.value).writers
            .filter { $0.key.entity == id && $0.value.value != allocator.value }
            .min { $0.key.description < $1.key.description }
        return others.map {
            Violation(
                "\($0.key) is written by \($0.value.value), not by its allocator \(allocator.value), \(during)",
                $0.value.position)
        }
    }

    /// Places that get a writer though one that overlaps has one already.
    private static func clashes(_ claims: [(FacetScope, System.ID, Position)]) -> [Violation] {
        var seen: [FacetScope: (System.ID, Position)] = [:]
        return claims.compactMap { place, writer, position in
            // Everywhere overlaps whatever came first; a named scope overlaps itself and everywhere.
            let everywhere = FacetScope(entity: place.entity, facet: place.facet, scope: .everywhere)
            let any = FacetScope(entity: place.entity, facet: place.facet, scope: .named(""))
            let earlier = place == everywhere ? seen[any] : seen[place] ?? seen[everywhere]
            for key in [place, any] where seen[key] == nil { seen[key] = (writer, position) }
            return earlier.map {
                Violation("\(place) has more than one writer: \($0.0) at \($0.1), and \(writer) here", position)
            }
        }
    }

    /// The scopes of which the plan speaks for this facet; everywhere when it names none.
    private static func scopes(of entity: Entity.ID, facet: String, in plan: Plan) -> [Scope] {
        let moves = plan.stages.flatMap(\.authority).filter { $0.entity.value == entity && $0.facet.value == facet }
        let grants = plan.authority.filter { $0.entity.value == entity && $0.facet.value == facet }
        let named = Set(moves.map(\.scope.value) + grants.map(\.scope.value))
        return named.isEmpty ? [.everywhere] : named.sorted { $0.description < $1.description }
    }
}

extension Plan {
    fileprivate func authority(beforeFirst place: FacetScope) -> System.ID? {
        if let writer = AuthorityMap(authority).writer(of: place) { return writer.value }
        // Everywhere is covered when something is granted for every scope the plan names, which is all that is known.
        guard place.scope == .everywhere else { return nil }
        return authority.first { $0.place.overlaps(place) }?.writer.value
    }
}
