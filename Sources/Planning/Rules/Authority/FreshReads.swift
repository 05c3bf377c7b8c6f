extension Rule {
    static let aut007 = Rule(
        "AUT007", .warning,
        catches: "a flow that reads back what its shoppers wrote, on a side that does not write it",
        why: """
            A shopper who changes a cart on one side and looks at it on the other sees it as it was, until something \
            has carried it over. They add the item again, or leave.
            """,
        mend: """
            move the entity's writer in the same stage or an earlier one, keep the flow that reads it out of the unit, \
            or make it shared with one allocator
            """
    ) { check in
        let plan = check.plan
        let written = Set(plan.flows.flatMap(\.writes).map(\.value))
        let own = plan.entities.filter { $0.aggregate != nil && !$0.isShared }.map(\.id.value)
        let readBack = written.intersection(own)
        var found: [Violation] = []
        plan.stagesWithAuthority { stage, before in
            var after = before
            after.apply(stage.authority)
            var looked: Set<Entity.ID> = []
            for flow in plan.flows(through: stage.unit.value) {
                for read in flow.reads where readBack.contains(read.value) && looked.insert(read.value).inserted {
                    guard let left = plan.leftBehind(read.value, by: stage, after) else { continue }
                    found.append(
                        Violation(
                            "after stage \(stage.id.value) flow \(flow.id.value) reads \(read.value) on the new side, "
                                + "and \(left.writer) of the old side still writes \(left.place)",
                            stage.id.position))
                }
            }
        }
        return found
    }
}

extension Plan {
    /// What of an entity the old side still writes after a stage, in a scope that the stage is about: those in which it
    /// moves the entity, or all of them when it moves none.
    fileprivate func leftBehind(
        _ entity: Entity.ID, by stage: Stage, _ after: AuthorityMap
    ) -> (place: FacetScope, writer: System.ID)? {
        let moved = Set(stage.authority.filter { $0.entity.value == entity }.map(\.scope.value))
        let facets = self.entity(entity)?.facets.map(\.value) ?? []
        let places =
            moved.isEmpty || moved.contains(.everywhere)
            ? Array(after.writers(of: entity).keys)
            : facets.flatMap { facet in
                moved.map { FacetScope(entity: entity, facet: facet, scope: $0) }
            }
        return places.sorted { $0.description < $1.description }.lazy
            .compactMap { place in after.writer(of: place).map { (place, $0.value) } }
            .first { self.system($0.1)?.side.value == .old }
    }
}
