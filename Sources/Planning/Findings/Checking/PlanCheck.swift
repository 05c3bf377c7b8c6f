/// Judges a plan by every rule.
public enum PlanCheck {
    /// The findings that stand, in the order in which a reader of the plan meets them.
    ///
    /// - Parameters:
    ///   - plan: as read by ``PlanReader``.
    ///   - time: the moment for which freezes and expiries are judged, so that a case still holds next year.
    ///   - records: what was measured or drilled, from ``EvidenceFolder``.
    ///   - rules: all of them unless a test wants fewer.
    public static func run(
        _ plan: Plan, at time: PlanTime, records: EvidenceRecords = .none, rules: [Rule] = Rule.all
    ) -> [Finding] {
        report(plan, at: time, records: records, rules: rules).findings
    }

    /// What stands and what is suppressed; the parameters are those of ``run(_:at:records:rules:)``.
    public static func report(
        _ plan: Plan, at time: PlanTime, records: EvidenceRecords = .none, rules: [Rule] = Rule.all
    ) -> CheckReport {
        let check = Check(plan, at: time, records: records)
        return Suppressing(check, rules: rules).sort(rules.flatMap { $0.findings(in: check) })
    }
}
