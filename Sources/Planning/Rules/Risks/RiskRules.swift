extension Rule {
    /// About what could go wrong (RSK).
    static let riskRules: [Rule] = [.rsk001, .rsk002, .rsk003, .rsk004, .rsk005, .rsk006]

    static let rsk001 = Rule(
        "RSK001",
        catches: "a failure mode that no signal would show",
        why: "A failure that nothing detects ends when a customer writes, which is weeks after it began.",
        mend: "name a signal under `signals`, or add one that would show it"
    ) { check in
        check.plan.risks.filter(\.signals.isEmpty).map {
            Violation("no signal would show risk \($0.id.value)", $0.id.position)
        }
    }
}
