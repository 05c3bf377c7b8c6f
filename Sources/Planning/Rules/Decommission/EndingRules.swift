extension Rule {
    static let dec002 = Rule(
        "DEC002",
        catches: "an old side that ends while somebody may still use it",
        why: """
            A report that runs once a week, a partner with the old address, a till in a branch: who still reads or \
            writes there is known only by counting for long enough to have seen a whole week.
            """,
        mend: "write `idle: 7d` or more, count what still comes, and give the `idle` records with `--evidence`"
    ) { check in
        guard let end = check.plan.decommission else { return [] }
        var found: [Violation] = []
        if (end.idle?.value ?? .zero) < leastIdle {
            let what = end.idle.map { "after \(PlanText.duration($0.value)) without use, less than a week" }
            found.append(
                Violation(
                    "the old side ends \(what ?? "without a time in which nobody used it")",
                    end.idle?.position ?? end.position))
        }
        guard !check.plan.isRehearsal, let at = end.at, at.value <= check.time else { return found }
        return found
            + end.systems.filter { check.proof(.idle, of: $0.value.rawValue, within: idleAge) == nil }.map {
                Violation("no record of the last day shows that \($0.value) is idle", $0.position)
            }
    }

    static let dec003 = Rule(
        "DEC003",
        catches: "an old side that ends while a way back, a refund or a dispute still needs it",
        why: """
            The way back leads to the old side; when that is gone, so is the way. A refund or a dispute asks for the \
            payment and its order where they were made.
            """,
        incident: """
            Vitess removes the tables at the source when a move of them is completed, unless told to keep them: one \
            command ends the way back.
            """,
        mend: "plan it (`at`) for when the last way back is closed and the last payment can no longer be claimed back"
    ) { check in
        let plan = check.plan
        guard let end = plan.decommission else { return [] }
        // What is not planned for a time may be done at any, now included.
        let at = end.at?.value ?? check.time
        return [plan.lastWayBack, plan.lastClaim].compactMap(\.self).filter { $0.until > at }.map {
            Violation(
                "the old side \(end.at == nil ? "may end" : "ends") while \($0.what) until \($0.until.seconds)",
                end.at?.position ?? end.position)
        }
    }

    /// The least time in which weekly uses of the old side show.
    private static let leastIdle = Duration.seconds(7 * 86_400)
    /// How old the count of reads and writes may be.
    private static let idleAge = Duration.seconds(86_400)
}

extension Plan {
    /// The way back that is open longest, as far as that is planned.
    fileprivate var lastWayBack: (what: String, until: PlanTime)? {
        stages.compactMap { stage in stage.wayBackSpan.map { (stage.id.value, $0.to) } }
            .max { $0.1 < $1.1 }
            .map { ("stage \($0.0) can be taken back", $0.1) }
    }

    /// The payment provider through which something can be claimed back longest after the last stage.
    fileprivate var lastClaim: (what: String, until: PlanTime)? {
        guard let last = stages.compactMap(\.leastEnd).max() else { return nil }
        return systems.filter(\.takesOldPayments)
            .compactMap { psp in psp.paymentWindow.map { (psp.id.value, $0) } }
            .max { $0.1 < $1.1 }
            .map { ("payments through \($0.0) can be claimed back", last + $0.1) }
    }
}
