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
    private var account = ReportFold()
    /// When the last result of a signal that is read, or compared exactly, came in, ms since 1970.
    private var seen: [String: Int] = [:]

    public init(identity: JournalIdentity) { self.identity = identity }

    /// Folds further rows, oldest first.
    public mutating func fold(_ rows: [Row]) throws(RunHistory.Unreadable) {
        // Moved, not copied: the account of a long run is large. What was folded before a row that cannot be read stays.
        var (sales, account, seen) = (SalesWindow(), ReportFold(), [String: Int]())
        swap(&sales, &self.sales)
        swap(&account, &self.account)
        swap(&seen, &self.seen)
        defer { (self.sales, self.account, self.seen) = (sales, account, seen) }
        try history.fold(rows) { row, event, state in
            if case .evidence(let batch) = event { sales.add(batch.sales, at: row.at) }
            account.take(row, event, state)
            Self.note(event, state, &seen)
        }
    }

    /// Notes when signals had results: by a reading, by a comparison that a verdict shows, or at every look.
    private static func note(_ event: Event, _ state: RunState, _ seen: inout [String: Int]) {
        guard let index = state.current else { return }
        switch event {
        case .read(let signal, _): seen[signal] = state.clock
        case .outcome(let outcome):
            guard case .compared(let result) = outcome.result else { return }
            for verdict in state.stages[index].verdicts where verdict.reason == result.detail {
                seen[verdict.signal] = state.clock
            }
        case .evidence:
            if let load = state.itinerary.stages[index].load { seen[load.signal] = state.clock }
        case .began, .blinded, .drifted, .resumed, .command, .approved, .amended: return
        }
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
        if case .gate(let obstacle)? = state.hold { view.obstacle = obstacle }
        view.stages = state.stages.indices.map(stage)
        view.incidents = account.incidents
        view.notices = account.notices.suffix(20)
        view.budget = account.budget.whole > 0 ? account.budget : nil
        if let index = state.current ?? state.stages.lastIndex(where: { $0.phase == .rolledBack }) {
            view.account = present(index)
            view.occurrences = Occurrence.all(
                in: account.stages[index], incidents: account.incidents, rollbacks: account.finishedRollbacks,
                amendments: account.amendments
            ).suffix(40)
        }
        view.routine = routine
        view.pending = state.intents.map(\.action.words)
        view.tail = history.moments.suffix(30)
        return view
    }

    /// A stage's account without its earlier attempts, and without the journal's rows: the page has none.
    private func present(_ index: Int) -> StageReport {
        var stage = account.stages[index]
        let attempt = history.state.stages[index].attempt
        stage.openings.removeAll { $0.attempt != attempt }
        stage.curves.removeAll { $0.attempt != attempt }
        for place in stage.openings.indices {
            stage.openings[place].rows = RowSpans()
            for signal in stage.openings[place].signals.indices {
                stage.openings[place].signals[signal].rows = RowSpans()
            }
        }
        return stage
    }

    /// Of the stage that is under way; else of the one that was taken back, else of the next.
    private var routine: ResponseRoutine? {
        let state = history.state
        guard state.phase == .running,
            let index = state.current ?? state.stages.lastIndex(where: { $0.phase == .rolledBack })
                ?? state.stages.firstIndex(where: { $0.phase == .waiting })
        else { return nil }
        let called = account.notices.last { notice in
            notice.occasion == .escalate && state.heldAt.map { notice.asked.at >= $0 } ?? false
        }
        return ResponseRoutine(
            state.itinerary.stages[index], state.wayBack(of: index), heldAt: state.heldAt, calledAt: called?.asked.at)
    }

    private func stage(_ index: Int) -> RunView.StageView {
        let state = history.state
        let (plan, stage, exposure) = (state.itinerary.stages[index], state.stages[index], state.exposure)
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
        let signals = stage.phase == .done ? [] : stage.verdicts
        let outlooks = signals.compactMap { verdict -> SignalOutlook? in
            guard let spec = plan.signals.first(where: { $0.id == verdict.signal }) else { return nil }
            let judge = index == state.current ? state.judges.first { $0.spec.id == verdict.signal } : nil
            let hasResult = spec.kind != .exact || verdict.verdict != .undecided
            return SignalOutlook(
                verdict, spec, margin: judge?.margin ?? spec.margin(ofStep: max(0, present)),
                openFor: openedAt.map { state.clock - $0 }, seenAt: hasResult ? seen[verdict.signal] : nil)
        }
        let back = state.wayBack(of: index)
        return RunView.StageView(
            id: stage.id, unit: plan.unit, phase: StageReport.Phase(stage.phase),
            exposure: Double(exposure.units[plan.unit]?.newBelow ?? 0) / 10_000, steps: steps,
            wayBack: back.wayBack.rawValue, why: plan.why, measuredWayBack: back.isPlain ? nil : back,
            attempt: stage.attempt, openedAt: openedAt,
            dwell: plan.dwell,
            approvals: stage.approvals.filter { $0.attempt == stage.attempt }.map(\.person),
            approvalsNeeded: plan.approvalsNeeded, gate: isJudged ? stage.gate : nil,
            signals: signals, outlooks: outlooks, paces: account.stages[index].paces ?? [], expected: plan.expected)
    }
}

extension RunState.Hold {
    fileprivate var asksForAPerson: Bool {
        switch self {
        case .asked, .rolledBack: false
        case .blind, .wrong, .forwardOnly, .gate, .refused: true
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
        case .carryOut(let work, let stage): "\(work.name) of \(stage)"
        }
    }
}
