public import Conducting
import Cutover
import Gating
public import Journaling
import Planning
import Reporting

/// A run folded as its journal grows, ready to be looked at.
public struct LiveRun: Sendable {
    public let identity: JournalIdentity
    public private(set) var history = RunHistory()
    private var sales = SalesWindow()

    public init(identity: JournalIdentity) { self.identity = identity }

    /// Folds further rows, oldest first.
    public mutating func fold(_ rows: [Row]) throws(RunHistory.Unreadable) {
        var sales = sales
        try history.fold(rows) { row, event, _ in
            if case .evidence(let batch) = event { sales.add(batch.sales, at: row.at) }
        }
        self.sales = sales
    }

    /// How the run stands after the last row folded.
    public var view: RunView {
        let state = history.state
        let (old, new) = sales.perMinute(at: state.clock)
        let (oldHistory, newHistory) = sales.history(at: state.clock)
        let last = state.lastComparison
        var view = RunView(
            run: identity.run, name: state.itinerary.name, isRehearsal: state.itinerary.isRehearsal,
            ending: RunReport.Ending(state), hold: state.hold?.reason, isAlarm: state.hold?.asksForAPerson ?? false,
            beganAt: state.beganAt, clock: state.clock, row: history.row, version: state.version,
            orders: .init(
                oldPerMinute: old, newPerMinute: new, oldHistory: oldHistory, newHistory: newHistory,
                compared: last?.result.detail, comparedAt: last?.at,
                isWrong: last.map { !$0.result.couldCheck || $0.result.mismatches > 0 } ?? false))
        view.stages = zip(state.itinerary.stages, state.stages).map { Self.stage($0, $1, state.exposure) }
        view.pending = state.intents.map(\.action.words)
        view.tail = history.moments.suffix(30)
        return view
    }

    private static func stage(
        _ plan: StageItinerary, _ stage: StageState, _ exposure: Cutover.Exposure
    ) -> RunView.StageView {
        var (present, openedAt) = (-1, Int?.none)
        switch stage.phase {
        case .exposing(let step, let at): (present, openedAt) = (step, at)
        case .leaving, .done: present = plan.steps.count
        case .waiting, .entering, .rollingBack, .rolledBack: break
        }
        let steps = plan.steps.enumerated().map { step, buckets in
            RunView.StepView(
                share: Double(buckets) / 10_000, standing: step < present ? .done : step == present ? .open : .ahead)
        }
        let isJudged = !stage.verdicts.isEmpty
        return RunView.StageView(
            id: stage.id, unit: plan.unit, phase: StageReport.Phase(stage.phase),
            exposure: Double(exposure.units[plan.unit]?.newBelow ?? 0) / 10_000, steps: steps,
            wayBack: plan.wayBack.rawValue, why: plan.why, attempt: stage.attempt, openedAt: openedAt,
            dwell: plan.dwell,
            approvals: stage.approvals.filter { $0.attempt == stage.attempt }.map(\.person),
            approvalsNeeded: plan.approvalsNeeded, gate: isJudged ? stage.gate : nil,
            signals: stage.phase == .done ? [] : stage.verdicts,
            exact: plan.signals.filter { $0.kind == .exact }.map(\.id))
    }
}

extension RunState.Hold {
    fileprivate var asksForAPerson: Bool {
        switch self {
        case .asked, .rolledBack: false
        case .blind, .wrong, .forwardOnly, .gate: true
        }
    }
}

extension Cutover.Effect.Action {
    fileprivate var words: String {
        switch self {
        case .expose(_, let heading): "telling the edge (\(heading.rawValue))"
        case .compareOrders: "comparing orders"
        case .askApproval(let stage, _): "asking for signatures on \(stage)"
        case .tell(let notice): "telling \(notice.receiver.words)"
        }
    }
}
