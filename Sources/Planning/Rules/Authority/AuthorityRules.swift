extension Rule {
    /// About who writes what, and what going back means (AUT).
    static let authorityRules: [Rule] = [
        .aut001, .aut002, .aut003, .aut004, .aut005, .aut006, .aut007, .aut008,
    ]

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
            return Violation(
                "stage \(stage.id.value) declares \(declared.value), but its way back is \(derived.wayBack): "
                    + derived.chain, declared.position)
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
        let shared = plan.entities.filter(\.isShared)
        var found: [Violation] = []
        plan.stagesWithAuthority { stage, before in
            guard stage.exposure.isSplit else { return }
            let touched = Set(
                plan.flows(through: stage.unit.value).flatMap(\.writes).map(\.value)
                    + stage.authority.map(\.entity.value))
            found += shared.filter { touched.contains($0.id.value) }
                .compactMap { clash(over: $0, in: stage, before) }
        }
        return found
    }

    private static func clash(over entity: Entity, in stage: Stage, _ before: AuthorityMap) -> Violation? {
        let id = entity.id.value
        let during = "while stage \(stage.id.value) is split"
        if let move = stage.authority.first(where: { $0.entity.value == id }) {
            return Violation("\(id) is shared, and changes its writer \(during)", move.position)
        }
        guard let allocator = entity.allocator else {
            return Violation(
                "\(id) is shared and has no allocator, but both sides write it \(during)", entity.id.position)
        }
        let others = before.writers(of: id)
            .filter { $0.value.value != allocator.value }
            .min { $0.key.description < $1.key.description }
        return others.map {
            Violation(
                "\($0.key) is written by \($0.value.value), not by its allocator \(allocator.value), \(during)",
                $0.value.position)
        }
    }
}
