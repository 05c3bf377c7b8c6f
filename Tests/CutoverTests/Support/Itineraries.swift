import Cutover
import Gating
import Planning

extension SignalSpec {
    /// Payments completed: proven by one good look of 400 units a side.
    static let paid = SignalSpec(
        id: "paid", kind: .share, direction: .drop, baseline: 0.97, margin: 0.1, milestones: [1_000], freshness: 10_000,
        minimum: 50)

    /// Every acknowledged order is found.
    static let orders = SignalSpec(
        id: "orders", kind: .exact, direction: .rise, baseline: 0, margin: 0, milestones: [], freshness: 30_000,
        minimum: 0, response: .hold)

    /// A number that is read now and then.
    static let queue = SignalSpec(
        id: "queue", kind: .exact, direction: .rise, baseline: 0, margin: 0, milestones: [], freshness: 10_000,
        minimum: 0, response: .hold)

    /// Prices compared on both sides.
    static let prices = SignalSpec(
        id: "prices", kind: .exact, direction: .rise, baseline: 0, margin: 0, milestones: [], freshness: 30_000,
        minimum: 0)
}

extension StageItinerary {
    /// A stage with two proven steps and the open one, which evidence of payments judges.
    static func sample(
        _ id: String, needs: [String] = [], entry: [Criterion] = [.freshEvidence], exit: [Criterion] = [.stepsProven],
        steps: [Int] = [2_500, 5_000, 9_500], wayBack: WayBack = .r0, isAutomatic: Bool = true,
        form: Form = .stopBirths,
        signals: [SignalSpec] = [.paid], compareEvery: Int? = nil, approvals: Int = 0, scopes: [String] = [],
        carriesOut: [RelocationStep]? = nil
    ) -> StageItinerary {
        StageItinerary(
            id: id, unit: "unit-\(id)", needs: needs, entry: entry, exit: exit, steps: steps, dwell: 2_000,
            signals: signals, compareEvery: compareEvery, wayBack: wayBack, why: ["because of \(id)"],
            isRollbackAutomatic: isAutomatic, form: form, pins: form == .evict, lease: nil, approvalsNeeded: approvals,
            orderScopes: scopes, owner: "olga", decider: "dora", executor: "emil",
            orderSignals: signals.contains(.orders) ? [SignalSpec.orders.id] : [],
            carriesOut: carriesOut)
    }
}

extension Itinerary {
    static func sample(_ stages: [StageItinerary]) -> Itinerary {
        Itinerary(name: "sample", planDigest: "abc", isRehearsal: true, stages: stages, reportSigners: ["olga"])
    }
}
