extension Rule {
    static let gat005 = Rule(
        "GAT005",
        catches: "a stage that does not say what an open incident does to its next gate",
        why: """
            The gates can be green because no signal sees what a person has just reported. An incident that is open on \
            a stage must weigh on its next step until it is closed with a cause and a signal that would have shown it.
            """,
        mend: "write `incidents: block`, or `incidents: tighten`"
    ) { check in
        check.plan.stages.filter { $0.incidents == nil }.map {
            Violation("an incident that is open at stage \($0.id.value) does not bind its next gate", $0.position)
        }
    }

    static let gat007 = Rule(
        "GAT007",
        catches: "requests of a flow that writes, copied to the new side without a sink for their effects",
        why: """
            A copied order is an order: it takes stock, captures a payment and sends a letter, all of it a second time.
            """,
        incident: """
            Scientist is made for code that only reads, and Diffy leaves out POST, PUT and DELETE unless told \
            otherwise, because a copied write is a write.
            """,
        mend: "say with `sink` where effects of the copies end, or copy only flows that read"
    ) { check in
        let plan = check.plan
        return plan.stages.flatMap { stage -> [Violation] in
            guard let mirror = stage.mirror, mirror.sink == nil else { return [] }
            return mirror.flows.compactMap { flow in
                guard let writes = plan.flow(flow.value)?.writes, !writes.isEmpty else { return nil }
                return Violation(
                    "stage \(stage.id.value) copies flow \(flow.value), which writes "
                        + "\(writes.map(\.value.rawValue).joined(separator: ", ")), and no sink takes the effects",
                    flow.position)
            }
        }
    }
}
