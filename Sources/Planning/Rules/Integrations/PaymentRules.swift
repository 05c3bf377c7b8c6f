extension Rule {
    static let int003 = Rule(
        "INT003",
        catches: "a payment provider that ends while payments made through it can still be given or claimed back",
        why: """
            Money goes back the way it came. When the old provider's account is closed, a refund is a bank transfer by \
            hand, and a dispute that nobody answers is lost.
            """,
        mend: """
            keep the provider, its credentials and its webhooks until the last sale through it can be neither given \
            back nor disputed, and write both windows (`refund_window`, `dispute_window`)
            """
    ) { check in
        let plan = check.plan
        let last = plan.lastMoneyMove
        return plan.systems.filter(\.takesOldPayments).flatMap { psp -> [Violation] in
            guard let window = psp.paymentWindow else {
                return [
                    Violation(
                        "\(psp.id.value) does not say how long payments can be given back or disputed", psp.id.position)
                ]
            }
            guard let last else { return [] }
            let open = last.end + window
            return plan.endings(of: psp).compactMap { ending in
                guard let time = ending.time else {
                    return Violation("\(ending.what) at no planned time", ending.position)
                }
                guard time < open else { return nil }
                let short = PlanText.duration(.milliseconds(open.milliseconds - time.milliseconds))
                return Violation(
                    "\(ending.what) at \(time.seconds), \(short) "
                        + "before the last payments of stage \(last.stage.id.value) are past refund and dispute",
                    ending.position)
            }
        }
    }

    static let int004 = Rule(
        "INT004",
        catches: "a callback or allow-list that was not tried from its host, or a payment provider without any",
        why: """
            Logins, card checks and wallets are bound to host names that somebody entered in a form elsewhere. On a \
            new host they fail, some without a word, and only for those who use them.
            """,
        incident: """
            Apple Pay asks each domain for a file and follows no redirect to it; where it is missing the button is \
            simply not shown.
            """,
        mend: "try it from its host, which leaves a `callback` record, and give the folder of records here"
    ) { check in
        let plan = check.plan
        let untried = plan.callbacks.compactMap { callback -> Violation? in
            guard let stage = callback.before.flatMap({ plan.stage($0.value) }) ?? plan.stages.first,
                check.isDue(stage),
                check.proof(.callback, of: callback.id.value.rawValue, within: callbackAge) == nil
            else { return nil }
            let known = check.records.newest(.callback, of: callback.id.value.rawValue, at: check.time)
            let what = known.map { $0.passed ? "is too old" : "says that it failed" } ?? "is missing"
            return Violation(
                "the record of callback \(callback.id.value) from \(callback.host.value) \(what)", callback.id.position)
        }
        let called = Set(plan.callbacks.map(\.system.value))
        let hasHosts = plan.stages.contains { plan.unit($0.unit.value)?.match.hosts.isEmpty == false }
        guard hasHosts else { return untried }
        return untried
            + plan.systems.filter { $0.kind.value == .psp && $0.side.value != .old && !called.contains($0.id.value) }
            .map {
                Violation(
                    "no callback says how \($0.id.value) gets to know the store's hosts", $0.id.position,
                    mend: "list its webhooks, card checks and wallets under `callbacks`, each with its host")
            }
    }

    /// How old the trial of a callback may be.
    private static let callbackAge = Duration.seconds(30 * 86_400)
}

extension System {
    /// Whether payments from before the move can still be claimed here.
    var takesOldPayments: Bool { kind.value == .psp && side.value != .new }

    /// How long after a sale money can go back; nil when nothing is said.
    var paymentWindow: Duration? { [refundWindow?.value, disputeWindow?.value].compactMap(\.self).max() }
}

extension Stage {
    /// When its last step is done at the earliest; nil when its beginning is not planned.
    var leastEnd: PlanTime? { starts.map { $0.value + leastDuration } }
}

extension Plan {
    /// The stage after which no money is taken on the old side any more, and its end, as far as that is planned.
    var lastMoneyMove: (stage: Stage, end: PlanTime)? {
        stages.filter { stage in
            stage.authority.contains { entity($0.entity.value)?.sensitivity?.value == .money }
        }
        .compactMap { stage in stage.leastEnd.map { (stage, $0) } }
        .max { $0.1 < $1.1 }
    }

    /// What the plan knows of that ends a system, or a part of it, and when; nil when that is not planned.
    fileprivate func endings(of system: System) -> [(what: String, time: PlanTime?, position: Position)] {
        let id = system.id.value
        var found: [(String, PlanTime?, Position)] = system.ends.map {
            ("the \($0.what.value.rawValue) of \(id) ends", $0.at.value, $0.at.position)
        }
        if let decommission, let at = decommission.at?.value,
            let place = decommission.systems.first(where: { $0.value == id })
        {
            found.append(("\(id) is decommissioned", at, place.position))
        }
        for task in tasks {
            guard let place = task.destroys.first(where: { $0.value == id }) else { continue }
            let time = task.at?.value ?? task.before.flatMap { stage($0.value)?.starts?.value }
            found.append(("task \(task.id.value) ends \(id)", time, place.position))
        }
        return found
    }
}
