extension Rule {
    /// About suppressions (SUP).
    static let suppressionRules: [Rule] = [.sup001]

    static let sup001 = Rule(
        "SUP001",
        catches: "a suppression without reason, owner or expiry, an expired one, or one that suppresses nothing",
        why: """
            A finding that is switched off for ever is a rule that somebody deleted. With a reason, a person and a day \
            it is a debt that is looked at again; one that meets nothing would hide the next finding unseen.
            """,
        mend: "give the suppression `reason`, `owner` and an `expires` to come, or remove it and mend the finding"
    ) { check in
        let known = Set(all.map(\.code))
        return check.plan.suppressions.flatMap { problems(of: $0, check, known) }
    }

    private static func problems(
        of suppression: Suppression, _ check: Check, _ known: Set<String>
    ) -> [Violation] {
        let code = suppression.rule.value.uppercased()
        var found: [Violation] = []
        if !known.contains(code) {
            let isReader = ReadingCode(rawValue: code) != nil
            let why = isReader ? "is found by the reader, and cannot be suppressed" : "is no rule"
            let hint = isReader ? "" : NearestKey.hint(for: code, among: known)
            found.append(Violation("`\(suppression.rule.value)` \(why)\(hint)", suppression.rule.position))
        } else if !isSuppressible(code) {
            found.append(Violation("\(code) judges suppressions, and cannot be suppressed", suppression.rule.position))
        }
        let missing = [
            ("reason", suppression.reason == nil), ("owner", suppression.owner == nil),
            ("expires", suppression.expires == nil),
        ].filter(\.1).map(\.0)
        if !missing.isEmpty {
            found.append(
                Violation("the suppression of \(code) lacks \(missing.joined(separator: ", "))", suppression.position))
        }
        if let expires = suppression.expires, expires.value <= check.time {
            found.append(Violation("the suppression of \(code) has expired", expires.position))
        }
        return found
    }
}
