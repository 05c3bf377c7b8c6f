extension Rule {
    static let rsk002 = Rule(
        "RSK002",
        catches: "a risk whose detection is declared better than its signals allow",
        why: """
            How soon a failure is seen follows from how late its signal speaks and how long the stage waits, not from \
            how sure somebody feels. A number that is too good moves the risk down the list, where nobody acts on it.
            """,
        mend: "remove `detection`, so that it is derived, or name a signal that speaks sooner"
    ) { check in
        let detector = RiskDetector(check.plan)
        return check.plan.risks.compactMap { risk in
            guard let declared = risk.detection else { return nil }
            let derived = detector.detection(of: risk)
            guard declared.value < derived.value else { return nil }
            let chain = derived.why.map(\.text).joined(separator: "; ")
            return Violation(
                "risk \(risk.id.value) declares detection \(declared.value), but it is \(derived.value): \(chain)",
                declared.position)
        }
    }

    static let rsk003 = Rule(
        "RSK003",
        catches: "a risk of high priority without a mitigation, its owner and the stage before which it is done",
        why: """
            High means that somebody acts. Without a person and a time it is a line in a table, and a mitigation that \
            comes after the stage at which the failure strikes helps the next migration.
            """,
        mend: "add `mitigation: { what: …, owner: …, before: … }`, with a stage no later than the one it strikes at"
    ) { check in
        let plan = check.plan
        let detector = RiskDetector(plan)
        return plan.risks.flatMap { risk -> [Violation] in
            guard detector.priority(of: risk) == .high else { return [] }
            let title = "risk \(risk.id.value) is of high priority"
            guard let mitigation = risk.mitigation else {
                return [Violation("\(title), and has no mitigation", risk.id.position)]
            }
            let missing = [("owner", mitigation.owner == nil), ("before", mitigation.before == nil)]
                .filter(\.1).map(\.0)
            if !missing.isEmpty {
                return [
                    Violation(
                        "\(title), and its mitigation lacks \(missing.joined(separator: ", "))", mitigation.position)
                ]
            }
            guard let before = mitigation.before, let struck = firstStruck(risk, detector, plan),
                let due = plan.place(of: before.value), let strikes = plan.place(of: struck), due > strikes
            else { return [] }
            return [
                Violation(
                    "\(title) and strikes at stage \(struck), but its mitigation is due before \(before.value), "
                        + "which comes later",
                    before.position, mend: "write `before: \(struck)`, or an earlier stage")
            ]
        }
    }

    /// The first stage at which a risk may strike. What every request may meet strikes at the first of all; for what no
    /// stage moves it is not known.
    private static func firstStruck(_ risk: Risk, _ detector: RiskDetector, _ plan: Plan) -> Stage.ID? {
        if let named = detector.namedStages(of: risk) { return named.first }
        guard let system = plan.system(System.ID(risk.place.value)), StagesConcerned.serving.contains(system.kind.value)
        else { return nil }
        return plan.stages.first?.id.value
    }
}
