extension Rule {
    /// About critical flows (FLW).
    static let flowRules: [Rule] = [.flw001, .flw002, .flw003, .flw004]

    static let flw001 = Rule(
        "FLW001",
        catches: "a critical flow with no signal that sees it completed",
        why: """
            Answers without errors are not orders. Unless something counts who begins a flow and who arrives at its \
            last step, a broken button shows on the day's income, which is the most expensive monitor there is. A flow \
            of one step is completed by being answered, so a signal of errors sees it to its end.
            """,
        incident: """
            Reports to Argo (issues 1905 and 363) show how late a release that fails its users is found when nothing \
            watches them to the end.
            """,
        mend: """
            name the flow's `success` step, and add a signal `kind: completion` on the flow with that `success` and an \
            earlier `start`
            """
    ) { check in
        let plan = check.plan
        let watching = Dictionary(grouping: plan.signals.filter { $0.flow != nil }) { $0.flow?.value }
        let seesAllErrors = plan.signals.contains { $0.kind.value == .errors && $0.flow == nil }
        return plan.flows.filter(\.isCritical).compactMap { flow in
            let name = "critical flow \(flow.id.value)"
            guard let success = flow.success else {
                return Violation("\(name) does not say which step means success", flow.id.position)
            }
            let signals = watching[flow.id.value] ?? []
            if flow.steps.count == 1, seesAllErrors || signals.contains(where: { $0.kind.value == .errors }) {
                return nil
            }
            let before = flow.steps.prefix { $0.id.value != success.value }.map(\.id.value)
            let isSeen = signals.contains { signal in
                signal.kind.value == .completion && signal.success?.value == success.value
                    && signal.start.map { before.contains($0.value) } ?? true
            }
            guard !isSeen else { return nil }
            return Violation("no signal sees \(name) arrive at `\(success.value)`", flow.id.position)
        }
    }

    static let flw002 = Rule(
        "FLW002",
        catches: "a critical flow that no stage moves, or one of whose requests two stages move at once",
        why: """
            What no stage moves stays behind on the old side, and is found when that is switched off. What two stages \
            move is on either side depending on which of two equal paths the edge looks up first; a stage that is done \
            keeps its share, so both are live together.
            """,
        mend: """
            give each request of a flow to one unit: a path or a host of its own; and put every critical flow's unit \
            into a stage
            """
    ) { check in
        FlowStages(check.plan).violations
    }

    static let flw003 = Rule(
        "FLW003",
        catches: "a flow that writes, without a word on what becomes of those under way when it moves",
        why: """
            A shopper who is halfway through a checkout has a cart, a reserved item and perhaps an authorised payment \
            on the side where it began. Sent to the other side between two requests, all three are gone.
            """,
        incident: """
            Istio (issue 19630), Emissary (747) and Argo Rollouts (1301) were each asked for the same thing while \
            weights change: a session must finish where it began.
            """,
        mend: """
            write `in_flight: birth-pinned` (it finishes where it began), `drain` (old finishes first) or `migrate` \
            (what is under way is carried over)
            """
    ) { check in
        check.plan.flows.filter { !$0.writes.isEmpty && $0.inFlight == nil }.map { flow in
            let written = flow.writes.map(\.value.rawValue).joined(separator: ", ")
            return Violation(
                "flow \(flow.id.value) writes \(written), and does not say what becomes of those under way",
                flow.id.position)
        }
    }

    static let flw004 = Rule(
        "FLW004", .warning,
        catches: "orders of which only the happy path is known: no refund, cancel, guest or asynchronous payment",
        why: """
            Nobody forgets to try the purchase where all goes well. Refunds, cancellations, guests and payments that \
            are confirmed an hour later take other code, other callbacks and other tables, and are met by customers \
            first.
            """,
        mend: "name under a flow's `covers` what is watched, and under `lacks` what the store does not have"
    ) { check in
        let plan = check.plan
        var writing: [Entity.ID: [Flow]] = [:]
        for flow in plan.flows {
            for entity in Set(flow.writes.map(\.value)) { writing[entity, default: []].append(flow) }
        }
        return plan.entities.filter(\.isOrder).compactMap { entity in
            let flows = writing[entity.id.value] ?? []
            guard let first = flows.first(where: \.isCritical) ?? flows.first else { return nil }
            let said = Set(flows.flatMap { $0.covers + $0.lacks }.map(\.value))
            let open = Flow.Path.allCases.filter { !said.contains($0) }.map(\.rawValue)
            guard !open.isEmpty else { return nil }
            return Violation(
                "of \(entity.id.value) no flow covers or lacks \(open.joined(separator: ", "))", first.id.position)
        }
    }
}

extension Entity {
    /// Whether its records are bought and paid: orders by name, or what is money and of no named kind.
    fileprivate var isOrder: Bool {
        kind.map { $0.value == .order } ?? (sensitivity?.value == .money)
    }
}
