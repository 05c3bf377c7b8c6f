extension Rule {
    static let own004 = Rule(
        "OWN004",
        catches: "integrations, and nobody who answers when they fail or must be tried again",
        why: """
            What goes between two systems belongs to neither of their owners. When the ERP hears of no orders, each \
            looks at the other, and the queue grows.
            """,
        mend: "write `responsibilities: { integration_failures: { owner: …, deputy: … } }` with two people"
    ) { check in
        guard !check.plan.integrations.isEmpty else { return [] }
        return unanswered("what happens when an integration fails", \.integrationFailures, in: check.plan)
    }

    static let own006 = Rule(
        "OWN006",
        catches: "monitoring, alerting or the response to incidents without a person and a deputy",
        why: """
            A graph that nobody owns stops unnoticed, an alarm that nobody owns calls last year's colleague, and an \
            incident that nobody owns is discussed by everybody.
            """,
        mend: """
            write under `responsibilities` an owner and a deputy for each of `monitoring`, `alerting` and \
            `incident_response`
            """
    ) { check in
        unanswered("monitoring", \.monitoring, in: check.plan)
            + unanswered("alerting", \.alerting, in: check.plan)
            + unanswered("the response to incidents", \.incidentResponse, in: check.plan)
    }

    static let own007 = Rule(
        "OWN007",
        catches: "nobody who validates that search engines find on the new side what they found on the old one",
        why: """
            Pages leave an index silently, and come back after weeks. Whoever moves the pages does not look at the \
            index, and whoever looks at the index hears of the move afterwards.
            """,
        mend: """
            write `responsibilities: { seo_validation: { owner: …, deputy: … } }`, or let somebody sign that search \
            has no part in this: `not_applicable: [{ domain: seo, why: …, signed_by: … }]`
            """
    ) { check in
        let plan = check.plan
        let isSignedAway = plan.notApplicable.contains { $0.domain.value == .seo && $0.signedBy != nil }
        return isSignedAway ? [] : unanswered("the validation of search engines' view", \.seoValidation, in: plan)
    }

    /// What is missing from one of the responsibilities.
    private static func unanswered(
        _ what: String, _ duty: (Responsibilities) -> Duty?, in plan: Plan
    ) -> [Violation] {
        guard let all = plan.responsibilities, let named = duty(all) else {
            return [
                Violation("nobody is responsible for \(what)", plan.responsibilities?.position ?? plan.position)
            ]
        }
        return Accountable(what, named.position, named.owner, named.deputy).violations(in: plan)
    }
}
