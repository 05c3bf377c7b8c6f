public import Cutover
import Gating
import Journaling
import Planning

extension ScriptedRun {
    /// Two stages; the second asks for signatures and compares orders.
    public static let itinerary = Itinerary(
        name: "regional <storefront>", planDigest: identity.planDigest, isRehearsal: true,
        stages: [stage("catalog", .r0), stage("checkout-eu", .r1)], reportSigners: ["ada", "cleo"])

    static func stage(_ id: String, _ wayBack: WayBack) -> StageItinerary {
        let isCheckout = id == "checkout-eu"
        var signals = [
            SignalSpec(
                id: "payment-success", kind: .share, direction: .drop, baseline: 0.97, margin: 0.1,
                milestones: [1000, 2000], freshness: 5000, minimum: 30, weight: 3),
            SignalSpec(
                id: "errors", kind: .share, direction: .rise, baseline: 0.002, margin: 0.05, milestones: [1000],
                freshness: 5000, minimum: 30),
        ]
        if isCheckout {
            signals.append(
                SignalSpec(
                    id: "orders-match", kind: .exact, direction: .rise, baseline: 0, margin: 0, milestones: [],
                    freshness: 30_000, minimum: 0, response: .hold))
        }
        return StageItinerary(
            id: id, unit: id, needs: isCheckout ? ["catalog"] : [],
            entry: isCheckout ? [.freshEvidence, .approved, .ordersReconciled] : [.freshEvidence],
            exit: isCheckout ? [.stepsProven, .ordersReconciled] : [.stepsProven], steps: [2500, 5000, 9500],
            dwell: 10_000, signals: signals, compareEvery: isCheckout ? 10_000 : nil, wayBack: wayBack,
            why: isCheckout
                ? [
                    "orders: create moves to shop-new for EU",
                    "birth-pinned: what is born on the new side finishes there",
                ]
                : ["nothing durable is written"],
            isRollbackAutomatic: true, form: isCheckout ? .stopBirths : .evict, pins: isCheckout, lease: nil,
            approvalsNeeded: isCheckout ? 2 : 0, orderScopes: isCheckout ? ["EU"] : [], owner: "ada", decider: "ada",
            executor: "ben", orderSignals: isCheckout ? ["orders-match"] : [])
    }

    /// The whole path: a healthy stage, a regression taken back by its gate, a mended version, the end.
    public static func whole() -> ScriptedRun {
        var run = ScriptedRun()
        run.begin()
        run.shop { $0.state.stages[0].phase == .done }
        run.approve("checkout-eu")
        run.shop { if case .exposing(1, _?) = $0.state.stages[1].phase { true } else { false } }
        run.event(.blinded("the edge's log has a hole of 12 lines"))
        run.now += 2500
        run.look()
        run.settle()
        for _ in 0..<5 { run.look(); run.settle() }
        run.shop(newRate: 0.6) { $0.state.hold != nil }
        run.now += 3000
        run.event(.command(Command(id: "c1", by: "ada", order: .resume(version: "v2 <script>alert(1)</script>"))))
        run.settle()
        run.approve("checkout-eu")
        run.shop { if case .ended = $0.state.phase { true } else { false } }
        return run
    }

    /// Until the second stage's first step is open and judged for a while.
    public static func midway() -> ScriptedRun {
        var run = ScriptedRun()
        run.begin()
        run.shop { $0.state.stages[0].phase == .done }
        run.approve("checkout-eu")
        run.shop { if case .exposing(1, _?) = $0.state.stages[1].phase { true } else { false } }
        for _ in 0..<4 { run.look(); run.settle() }
        return run
    }

    public mutating func begin(_ itinerary: Itinerary = Self.itinerary) {
        event(.began(itinerary))
        settle()
        look()
        settle()
    }

    /// Two people approve the present attempt.
    public mutating func approve(_ stage: String) {
        settle()
        let attempt = state.stages.first { $0.id == stage }?.attempt ?? 1
        for person in ["ben", "cleo"] {
            now += 700
            event(
                .approved(
                    Approval(
                        stage: stage, attempt: attempt, person: person,
                        requestDigest: String(repeating: "\(attempt)\(person == "ben" ? "b" : "c")", count: 32))))
        }
        settle()
    }

    /// Looks, and settles, until something holds; at most ten minutes.
    public mutating func shop(newRate: Double = 0.97, until: (ScriptedRun) -> Bool) {
        for _ in 0..<600 {
            if until(self) { return }
            look(newRate: newRate)
            settle()
        }
    }
}
