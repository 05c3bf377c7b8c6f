/// Parts what stands from what is suppressed, and finds suppressions that suppress nothing.
struct Suppressing {
    private struct Key: Hashable {
        let rule: String
        /// Nil for whatever the rule finds.
        let subject: String?
    }

    private let plan: Plan
    /// Only those that count: with a reason, an owner, and not expired.
    private let counting: [Key: (place: Int, reason: String, owner: Person.ID, expires: PlanTime)]
    private let rules: Set<String>

    init(_ check: Check, rules: [Rule]) {
        plan = check.plan
        self.rules = Set(rules.map(\.code))
        counting = Dictionary(
            plan.suppressions.enumerated().compactMap { place, suppression in
                let code = suppression.rule.value.uppercased()
                guard Rule.isSuppressible(code), let reason = suppression.reason, let owner = suppression.owner,
                    let expires = suppression.expires, check.time < expires.value
                else { return nil }
                let key = Key(rule: code, subject: suppression.of?.value)
                return (key, (place, reason.value, owner.value, expires.value))
            }, uniquingKeysWith: { first, _ in first })
    }

    func sort(_ findings: [Finding]) -> CheckReport {
        var standing: [Finding] = []
        var suppressed: [CheckReport.Suppressed] = []
        var used: Set<Int> = []
        let files = plan.files.map(\.path)
        for finding in findings.sortedByPosition(files: files) {
            guard
                let found = finding.subject.flatMap({ counting[Key(rule: finding.code, subject: $0)] })
                    ?? counting[Key(rule: finding.code, subject: nil)]
            else {
                standing.append(finding)
                continue
            }
            used.insert(found.place)
            suppressed.append(
                CheckReport.Suppressed(
                    finding: finding, reason: found.reason, owner: found.owner, expires: found.expires,
                    position: plan.suppressions[found.place].position))
        }
        standing += unused(used)
        return CheckReport(findings: standing.sortedByPosition(files: files), suppressed: suppressed)
    }

    /// What counts, speaks of a rule that was asked, and met nothing: a leftover that would hide the next finding.
    private func unused(_ used: Set<Int>) -> [Finding] {
        guard rules.contains(Rule.sup001.code) else { return [] }
        return counting.filter { rules.contains($0.key.rule) && !used.contains($0.value.place) }.map { key, value in
            let suppression = plan.suppressions[value.place]
            let what = key.subject.map { "\(key.rule) of \($0)" } ?? key.rule
            return Finding(
                code: Rule.sup001.code, severity: .warning, message: "there is no finding \(what) to suppress",
                position: suppression.position, mend: "remove the suppression", subject: suppression.of?.value)
        }
    }
}

extension Rule {
    /// What reads the plan, and what judges suppressions, cannot be suppressed.
    static func isSuppressible(_ code: String) -> Bool { code != sup001.code && Rule.named(code) != nil }
}
