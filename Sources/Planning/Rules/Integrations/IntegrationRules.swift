extension Rule {
    /// About what goes between systems, and what outside calls the store (INT).
    static let integrationRules: [Rule] = [.int001, .int002, .int003, .int004, .int005]

    static let int001 = Rule(
        "INT001",
        catches: "events whose consumer cannot tell a repeated one, or misses one unseen",
        why: """
            Whoever sends events sends some twice and some never; both are promised by no one. Without an id the \
            second one ships a second parcel, and without a comparison the missing one is found by a customer.
            """,
        incident: """
            Shopify tells those who receive its events to expect doubles and to drop them by their id, and to compare \
            from time to time, for delivery is not guaranteed.
            """,
        mend: "name the field of the event's id (`event_id`) and the signal that compares both ends (`reconciled_by`)"
    ) { check in
        check.plan.integrations.filter { $0.kind?.value == .events }.compactMap { integration in
            let missing = [
                ("event_id", integration.eventID == nil), ("reconciled_by", integration.reconciledBy == nil),
            ]
            .filter(\.1).map(\.0)
            guard !missing.isEmpty else { return nil }
            return Violation(
                "integration \(integration.id.value) carries events without \(missing.joined(separator: " and "))",
                integration.id.position)
        }
    }

    static let int002 = Rule(
        "INT002",
        catches: "the old and the new side telling the same system of the same things at the same time",
        why: """
            The ERP books an order twice, the shopper has two letters for one purchase. Each side may tell of what was \
            born on it; otherwise one falls silent when the other begins.
            """,
        incident: """
            Stores that moved to Magento 2 sent the letters of a whole backlog of orders a second time, to customers \
            who had long had their goods.
            """,
        mend: "end one with the stage with which the other begins (`until`, `since`), or mark both `births_only: true`"
    ) { check in
        DoubleTelling(check.plan).pairs.map { pair in
            let things = pair.entities.map(\.rawValue).joined(separator: ", ")
            return Violation(
                "\(pair.old.id.value) and \(pair.new.id.value) both tell \(pair.to) of \(things) at the same time",
                pair.new.id.position)
        }
    }

    static let int005 = Rule(
        "INT005", .warning,
        catches: "an import faster than its target accepts, or of unknown speed",
        why: """
            A target that refuses what comes too fast turns a night's import into a week's, and the refused records \
            are missing where nobody looks for them. BigCommerce writes of its own limits in its guide to carrying \
            over what changed during a move.
            """,
        mend: "write a `rate` of at most the target's `rate_limit`, and plan the time that it takes"
    ) { check in
        let plan = check.plan
        return plan.imports.compactMap { carried in
            guard let limit = plan.system(carried.to.value)?.rateLimit else { return nil }
            let bound = "\(carried.to.value) accepts \(PlanText.number(limit.value)) an hour"
            guard let rate = carried.rate else {
                return Violation(
                    "\(bound), and import \(carried.id.value) does not say how fast it goes", carried.id.position)
            }
            guard rate.value > limit.value else { return nil }
            return Violation(
                "import \(carried.id.value) sends \(PlanText.number(rate.value)) an hour, and \(bound)", rate.position)
        }
    }
}
