extension Rule {
    static let rsk005 = Rule(
        "RSK005",
        catches: "a risk that is accepted by nobody, without an end, or no longer",
        why: """
            Accepting a risk is a decision, and a decision has a person and a day on which it is taken again. \
            Otherwise "known" and "accepted" come to mean the same.
            """,
        incident: """
            TSB went live in 2018 with about two thousand known defects; its board had been told of some eight hundred, \
            and nobody had put a name to the rest.
            """,
        mend: "give the acceptance a `signer` and an `expires` to come, or mitigate the risk"
    ) { check in
        check.plan.risks.compactMap { risk in
            guard let acceptance = risk.acceptance else { return nil }
            let missing = [("signer", acceptance.signer == nil), ("expires", acceptance.expires == nil)]
                .filter(\.1).map(\.0)
            guard missing.isEmpty else {
                return Violation(
                    "the acceptance of risk \(risk.id.value) lacks \(missing.joined(separator: ", "))",
                    acceptance.position)
            }
            guard let expires = acceptance.expires, expires.value <= check.time else { return nil }
            return Violation("the acceptance of risk \(risk.id.value) has expired", expires.position)
        }
    }
}
