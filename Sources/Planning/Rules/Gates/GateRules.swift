extension Rule {
    /// About what must prove health (GAT).
    static let gateRules: [Rule] = [
        .gat001, .gat002, .gat003, .gat004, .gat005, .gat006, .gat007, .gat008, .gat009,
    ]

    static let gat001 = Rule(
        "GAT001",
        catches: "a signal for which missing evidence means anything but blind",
        why: """
            A monitor that has lost its feed looks exactly like a healthy store; silence must hold the run, and call \
            someone.
            """,
        incident: "Kayenta, a judge of canary releases, gave a group of measures without any data the full score.",
        mend: "write `no_data: blind`"
    ) { check in
        check.plan.signals.compactMap { signal in
            guard let rule = signal.noData else {
                return Violation(
                    "signal \(signal.id.value) does not say what missing evidence means", signal.id.position)
            }
            guard rule.value != "blind" else { return nil }
            return Violation(
                "signal \(signal.id.value) takes missing evidence for \(rule.value)", rule.position)
        }
    }

    static let gat004 = Rule(
        "GAT004",
        catches: "a stage without a gate that sees the store's income",
        why: """
            A shop can answer every request quickly and correctly, and sell nothing.
            """,
        incident: """
            Finish Line's new site of 2012 and the one that M&S opened in 2014 were both up, and answered, while sales \
            fell; the first was taken back within three weeks, at a loss of about three million dollars.
            """,
        mend: """
            add a gate on a signal with `business: true`, or say why there is none: \
            `business: { none: …, accepted_by: … }`
            """
    ) { check in
        let plan = check.plan
        return plan.stages.compactMap { stage in
            guard !stage.gates.contains(where: { plan.signal($0.value)?.isBusiness == true }) else { return nil }
            guard let business = stage.business else {
                return Violation("stage \(stage.id.value) has no gate that sees the store's income", stage.position)
            }
            guard business.none == nil || business.acceptedBy == nil else { return nil }
            let missing = business.none == nil ? "does not say why (`none`)" : "names nobody who accepts that"
            return Violation(
                "stage \(stage.id.value) has no gate that sees the store's income, and \(missing)", business.position)
        }
    }
}
