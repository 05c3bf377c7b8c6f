/// Judges a plan by every rule.
public enum PlanCheck {
    /// All findings, in the order in which a reader of the plan meets them.
    ///
    /// - Parameters:
    ///   - plan: as read by ``PlanReader``.
    ///   - time: the moment for which freezes and expiries are judged, so that a case still holds next year.
    ///   - rules: all of them unless a test wants fewer.
    public static func run(_ plan: Plan, at time: PlanTime, rules: [Rule] = Rule.all) -> [Finding] {
        rules.flatMap { $0.findings(in: plan, at: time) }.sortedByPosition(files: plan.files.map(\.path))
    }
}
