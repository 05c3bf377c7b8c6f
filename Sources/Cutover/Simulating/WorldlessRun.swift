import Gating

/// A run without a world: decided as any run, on an edge that acknowledges at once, with nobody to ask and no orders to
/// compare.
public struct WorldlessRun: Sendable {
    public private(set) var state = RunState.blank
    /// What was remarked, of the stages only; empty where it was not asked for.
    public private(set) var remarks: [(at: Int, remark: Remark)] = []
    private let keepsRemarks: Bool

    public init(keepsRemarks: Bool = false) { self.keepsRemarks = keepsRemarks }

    /// Something happened; whatever follows from it is done before this returns.
    public mutating func tell(_ event: Event, at now: Int) {
        decideUpon(event, at: now)
        while let intent = state.intents.first {
            let result: Outcome.Result =
                switch intent.action {
                case .expose(let exposure, _): .exposed(took: 0, generation: exposure.generation)
                case .compareOrders:
                    .compared(ExactResult(compared: 0, mismatches: 0, detail: "no orders here", couldCheck: false))
                case .askApproval: .asked
                case .tell: .told("nobody is told")
                case .carryOut: .carriedOut("nothing is moved here")
                }
            decideUpon(.outcome(Outcome(effect: intent.id, result: result)), at: now)
        }
    }

    private mutating func decideUpon(_ event: Event, at now: Int) {
        let decision = decide(state, event, at: now)
        state = decision.state
        guard keepsRemarks else { return }
        remarks += decision.remarks.filter { $0.kind != .run && $0.kind != .orders }.map { (now, $0) }
    }

    /// The remarks since the last call.
    public mutating func takeRemarks() -> [(at: Int, remark: Remark)] {
        defer { remarks = [] }
        return remarks
    }
}

extension Itinerary {
    /// One stage of it, to be judged without a world: nothing is asked, needed or compared before or after. Its signals
    /// keep the parts of the budget that they have among all stages and signals.
    /// - Parameter judging: the signals that stay; nil is returned where none does, or there is no such stage.
    public func alone(_ stage: String, judging kept: Set<String>) -> Itinerary? {
        guard var only = stages.first(where: { $0.id == stage }) else { return nil }
        func weight(_ signals: [SignalSpec]) -> Double {
            signals.filter { $0.kind != .exact }.map(\.weight).reduce(0, +)
        }
        let all = weight(only.signals)
        only.signals = only.signals.filter { kept.contains($0.id) }
        guard !only.signals.isEmpty else { return nil }
        let left = weight(only.signals)
        (only.needs, only.entry, only.exit) = ([], [.freshEvidence], [.stepsProven])
        only.carriesOut = nil
        (only.compareEvery, only.load, only.audiences, only.decideWithin) = (nil, nil, [], nil)
        (only.approvalsNeeded, only.orderScopes) = (0, [])
        var single = self
        single.stages = [only]
        // One stage alone would have the whole budget, and its signals the parts of those that are left out.
        single.alpha = alpha / Double(max(1, stages.count)) * (all > 0 ? left / all : 1)
        return single
    }
}
