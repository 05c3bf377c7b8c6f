public import Cutover
import Gating
import Planning

/// Runs in which much befalls: incidents, a reading out of its bounds, people told and not told.
extension ScriptedRun {
    /// The two stages with people to be told, a time to decide, a forecast, segments, and a reading of a queue.
    public static let watchedItinerary: Itinerary = {
        var plan = itinerary
        plan.stages = plan.stages.map { stage in
            var stage = stage
            stage.signals[0].segments = ["region"]
            stage.signals.insert(
                SignalSpec(
                    id: "retry-queue", kind: .exact, direction: .rise, baseline: 0, margin: 0, milestones: [],
                    freshness: 30_000, minimum: 0, response: .hold), at: 2)
            stage.audiences = [
                AudienceItinerary(
                    who: "shop staff", channel: "chat", sender: "ada",
                    go: "The new \(stage.id) takes its first shoppers.",
                    hold: "We wait with \(stage.id) until it is clear what is wrong.",
                    rollback: "Everybody shops with the old \(stage.id) again."),
                AudienceItinerary(
                    who: "operators", channel: "pager", sender: "ben", go: "\(stage.id) is open.",
                    hold: "\(stage.id) is held.", rollback: "\(stage.id) was taken back."),
            ]
            (stage.decideWithin, stage.escalateTo) = (120_000, "cleo")
            stage.expected = [
                StepExpectation(
                    signal: "payment-success", mean: 9_000, most: 19_000, unitsPerHour: 216_000, baseline: 0.97),
                StepExpectation(
                    signal: "payment-success", mean: 21_000, most: 45_000, unitsPerHour: 216_000, baseline: 0.97),
                nil,
            ]
            return stage
        }
        return plan
    }()

    /// The whole path: a reading goes out of its bounds and comes back, one incident is closed as unrelated and one with
    /// a changed signal, a segment regresses, a mended version goes through.
    public static func eventful() -> ScriptedRun {
        var run = ScriptedRun()
        run.begin(watchedItinerary)
        run.watch { $0.isOpen(0, step: 0) }
        run.watch(waiting: 143, most: 4)
        run.watch { $0.isOpen(0, step: 1) }
        run.openIncident("PD-7", "wallet payments fail in Italy")
        run.watch(most: 6)
        run.hear("PD-7", .resolved, by: "pagerduty")
        run.watch(most: 3)
        run.hear(
            "PD-7", .closed(cause: "the wallet's key had run out", lesson: .unrelated("no shopper of ours goes there")),
            by: "ada")
        run.watch { $0.state.stages[0].phase == .done }
        run.openIncident("disk", "the mail server's disk is full", by: "ben")
        run.approve("checkout-eu")
        run.tightenErrors()
        run.hear(
            "disk", .closed(cause: "order mails were kept for ever", lesson: .signal("errors")), by: "cleo")
        run.approve("checkout-eu")
        run.watch { $0.isOpen(1, step: 1) }
        run.watch(newRate: 0.5) { $0.state.hold != nil }
        run.now += 130_000
        run.look()
        run.settle()
        run.event(.command(Command(id: "c1", by: "ada", order: .resume(version: "v2"))))
        run.settle()
        run.approve("checkout-eu")
        run.watch { if case .ended = $0.state.phase { true } else { false } }
        return run
    }

    /// Until the second stage's second step, whose margin is small: a reading was out of its bounds, an incident keeps the gate shut, the time
    /// to decide is over, and one notice is still on its way.
    public static func troubled() -> ScriptedRun {
        var run = ScriptedRun()
        var plan = watchedItinerary
        plan.stages[1].signals[0].margins = [0.1, 0.02]
        run.begin(plan)
        run.openIncident("PD-6", "slow search in the back office")
        run.hear("PD-6", .closed(cause: "a report ran by day", lesson: .unrelated("staff only")), by: "ada")
        run.watch { $0.state.stages[0].phase == .done }
        run.approve("checkout-eu")
        run.watch { $0.isOpen(1, step: 1) }
        run.watch(waiting: 143, most: 3)
        run.watch(most: 2)
        run.openIncident("PD-7", "wallet payments fail in Italy")
        for _ in 0..<13 {
            run.now += 9_000
            run.watch(newRate: 0.93, most: 1)
        }
        run.now += 1_000
        run.event(.command(Command(id: "h", by: "ben", order: .hold("until the wallet pays again"))))
        return run
    }

    public func isOpen(_ stage: Int, step: Int) -> Bool {
        if case .exposing(step, _?) = state.stages[stage].phase { true } else { false }
    }

    /// Looks with a reading of the queue at each, until something holds; at most so many.
    public mutating func watch(
        newRate: Double = 0.97, waiting: Int = 12, most: Int = 600, until: (ScriptedRun) -> Bool = { _ in false }
    ) {
        for _ in 0..<most {
            if until(self) { return }
            look(newRate: newRate)
            settle()
            read(waiting: waiting)
            settle()
        }
    }

    public mutating func openIncident(_ id: String, _ title: String, by source: String = "pagerduty") {
        hear(
            id,
            .opened(title: title, severity: "high", link: "https://incidents.test/\(id)?a=1&b=2", since: now - 30_000),
            by: source)
    }

    public mutating func hear(_ id: String, _ news: IncidentNews, by source: String) {
        now += 400
        event(.command(Command(id: "i\(entries.count)", by: source, order: .incident(id: id, news))))
        settle()
    }

    /// The plan asks more of the signal `errors` in the second stage, and two people sign for it.
    private mutating func tightenErrors() {
        var plan = state.itinerary
        plan.planDigest = String(repeating: "cd", count: 32)
        plan.stages[1].signals[1].margin = 0.04
        now += 400
        event(
            .amended(
                Amendment(
                    from: state.itinerary.planDigest, itinerary: plan,
                    changes: ["errors of checkout-eu: margin 5 points → 4 points"], requester: "ada",
                    signers: ["ben", "cleo"], requestDigest: String(repeating: "ef", count: 32))))
        settle()
    }
}
