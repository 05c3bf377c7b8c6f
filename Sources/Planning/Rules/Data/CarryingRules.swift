extension Rule {
    static let dat004 = Rule(
        "DAT004",
        catches: "an import that cannot be repeated, before its source has stopped changing",
        why: """
            What changes at the source after such an import can never be brought over: a spent gift card keeps its \
            balance on the new side.
            """,
        incident: """
            Shopify's guide for large merchants says of gift cards that they can be neither deleted nor switched on \
            again, and that a number is never free for a second try.
            """,
        mend: "write from when the source is frozen (`freeze`), and import no earlier (`at`)"
    ) { check in
        check.plan.imports.filter(\.isOneWay).compactMap { carried in
            guard let freeze = carried.freeze else {
                return Violation(
                    "import \(carried.id.value) cannot be repeated, and its source is never frozen",
                    carried.oneWay?.position ?? carried.id.position)
            }
            guard let at = carried.at, at.value < freeze.value else { return nil }
            return Violation(
                "import \(carried.id.value) cannot be repeated, and is planned before its source is frozen", at.position
            )
        }
    }

    static let dat005 = Rule(
        "DAT005",
        catches: "subscriptions that both sides can bill",
        why: """
            A subscription that was copied and left running on both sides takes the customer's money twice, at night, \
            without anybody clicking anything.
            """,
        incident: """
            Stripe's instructions for carrying over card numbers tell merchants to end billing at the old provider \
            first, or they would bill their customers twice.
            """,
        mend:
            "give billing a facet of its own (`bill`), import inactive copies, and move billing birth-pinned or at once"
    ) { check in
        let plan = check.plan
        let subscriptions = plan.entities.filter { $0.kind?.value == .subscription }
        let ids = Set(subscriptions.map(\.id.value))
        let unnamed = subscriptions.filter { entity in !entity.facets.contains { $0.value == bill } }.map {
            Violation("who bills \($0.id.value) is nobody's authority: they have no facet `\(bill)`", $0.id.position)
        }
        let active = plan.imports.filter { ids.contains($0.entity.value) && !$0.isInactive }.map {
            Violation(
                "import \($0.id.value) makes copies of \($0.entity.value) that bill",
                $0.inactive?.position ?? $0.id.position, mend: "write `inactive: true`, and switch them on with billing"
            )
        }
        let split = plan.stages.filter { $0.exposure.isSplit }.flatMap { stage in
            stage.authority.filter {
                ids.contains($0.entity.value) && $0.facet.value == bill && $0.handover?.value != .birthPinned
            }.map {
                Violation(
                    "stage \(stage.id.value) moves \($0.place) while both sides are open",
                    $0.handover?.position ?? $0.position)
            }
        }
        return unnamed + active + split
    }

    /// The facet of a subscription whose writer takes the money.
    private static let bill = "bill"

    static let dat006 = Rule(
        "DAT006",
        catches: "personal data that moves while erasures and withdrawn consent stay on one side",
        why: """
            Someone who asked to be forgotten on one side lives on at the other, and gets its letters. The law (GDPR, \
            articles 17 and 19) asks for the wish to follow the data.
            """,
        mend: "carry erasures and consent either way for as long as both sides are there: `erasures: both-ways`"
    ) { check in
        let plan = check.plan
        return plan.entities(plan.movedEntities).compactMap { entity in
            guard entity.isAboutSomebody, entity.erasures?.value != .bothWays else { return nil }
            let how = entity.erasures.map { $0.value == .none ? "nowhere" : "one way" } ?? "nobody knows where"
            return Violation(
                "entity \(entity.id.value) moves, and erasures are carried \(how)",
                entity.erasures?.position ?? entity.id.position)
        }
    }

    static let dat007 = Rule(
        "DAT007", .warning,
        catches: "personal data in copied requests",
        why: """
            A copied request carries names, addresses and passwords into logs and stores that nobody declared, and \
            that no erasure reaches.
            """,
        incident: "People who copied traffic with GoReplay asked for a way to strike out what was personal in it.",
        mend: "say how personal data is made unreadable in the copies: `masking`"
    ) { check in
        let plan = check.plan
        return plan.stages.compactMap { stage in
            guard let mirror = stage.mirror, mirror.masking == nil else { return nil }
            for name in mirror.flows {
                guard let flow = plan.flow(name.value),
                    let touched = (flow.reads + flow.writes)
                        .first(where: { plan.entity($0.value)?.isAboutSomebody == true })
                else { continue }
                return Violation(
                    "stage \(stage.id.value) copies requests of \(flow.id.value), which carry \(touched.value), "
                        + "unmasked",
                    name.position)
            }
            return nil
        }
    }
}

extension Entity {
    /// Whether it may not be seen by everybody.
    var isAboutSomebody: Bool { sensitivity?.value == .personal || sensitivity?.value == .secret }
}
