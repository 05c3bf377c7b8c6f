extension Rule {
    static let dec002 = Rule(
        "DEC002",
        catches: "an old side that ends while somebody may still use it",
        why: """
            A report that runs once a week, a partner with the old address, a till in a branch: who still reads or \
            writes there is known only by counting for long enough to have seen a whole week.
            """,
        mend: "write `idle: 7d` or more, count with `sluice relocation idle`, and give the folder of records here"
    ) { check in
        guard let end = check.plan.decommission else { return [] }
        guard let idle = end.idle else {
            return [Violation("how long the old side must have been idle is not said", end.position)]
        }
        guard idle.value >= leastIdle else {
            return [
                Violation(
                    "the old side ends after \(PlanText.duration(idle.value)) without use, less than a week",
                    idle.position)
            ]
        }
        guard !check.plan.isRehearsal, let at = end.at, at.value <= check.time else { return [] }
        return end.systems.compactMap { system in
            guard check.proof(.idle, of: system.value.rawValue, within: idleAge) == nil else { return nil }
            return Violation("no record of the last day shows that \(system.value) is idle", system.position)
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
        let open = [plan.lastWayBack, plan.lastClaim].compactMap(\.self)
        guard let at = end.at else {
            return open.filter { $0.until > check.time }.prefix(1).map {
                Violation("when the old side ends is not said, while \($0.what) until \($0.until)", end.position)
            }
        }
        return open.filter { $0.until > at.value }.map {
            Violation("the old side ends while \($0.what) until \($0.until)", at.position)
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
