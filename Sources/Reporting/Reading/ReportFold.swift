package import Cutover
import Gating
package import Journaling

/// Reads a journal's events in order and gathers what a report tells, and what the live page does.
///
/// It decides nothing: it compares the run's state before and after each event, as `decide` gave them.
package struct ReportFold: Sendable {
    var began: Mark?
    var last: Mark?
    package internal(set) var stages: [StageReport] = []
    var rollbacks: [(report: RollbackReport, stage: Int, opening: Int?)] = []
    var holds: [HoldReport] = []
    var people: [PersonAct] = []
    var troubles: [Trouble] = []
    var orders: OrdersReport?
    package internal(set) var budget = BudgetReport(whole: 0, spent: 0)
    package internal(set) var amendments: [AmendmentReport] = []
    package internal(set) var incidents: [IncidentReport] = []
    package internal(set) var notices: [NoticeReport] = []
    /// The digest of the plan that the run began with.
    var firstPlan = ""

    var before = RunState.blank
    var comparisons = RowSpans()
    var commands: Set<String> = []
    /// The readings of the step that is open, by signal.
    var reads: [String: RowSpans] = [:]
    /// Where in `notices` those stand that were not told yet, by effect.
    var untold: [Int: Int] = [:]
    var lastEffect = 0
    /// Curves are thinned with a stride of their own, by stage and curve.
    var strides: [[CurveStride]] = []

    package init() {}

    /// Takes in one event with the state that it led to.
    package mutating func take(_ row: Row, _ event: Event, _ after: RunState) {
        defer { before = after }
        let mark = Mark(at: after.clock, row: row.sequence)
        if case .running = before.phase { last = mark }
        if case .began(let itinerary) = event, began == nil {
            (began, last) = (mark, mark)
            stages = itinerary.stages.map { StageReport(id: $0.id, phase: .waiting, attempts: 0) }
            strides = itinerary.stages.map { _ in [] }
            budget.whole = itinerary.alpha
            firstPlan = itinerary.planDigest
        }
        if case .amended(let amendment) = event { amend(amendment, after, mark) }
        guard began != nil else { return }
        count(event, mark)
        for index in stages.indices { follow(index, event, after, mark) }
        noteBudget(after, mark)
        noteHold(after, mark)
        noteIncident(event, after, mark)
        noteNotices(event, after, mark)
        notePeople(event, after, mark)
        noteTrouble(event, mark)
    }

    /// Another plan, if the run took it: the stages that had begun stay in their places, the others are what it says.
    private mutating func amend(_ amendment: Amendment, _ after: RunState, _ mark: Mark) {
        guard before.itinerary.planDigest != after.itinerary.planDigest else { return }
        amendments.append(AmendmentReport(amendment, mark))
        let known = Dictionary(zip(stages, strides).map { ($0.0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let parts = after.itinerary.stages.map {
            known[$0.id] ?? (StageReport(id: $0.id, phase: .waiting, attempts: 0), [])
        }
        (stages, strides) = (parts.map(\.0), parts.map(\.1))
    }

    private mutating func noteBudget(_ after: RunState, _ mark: Mark) {
        guard before.judges.isEmpty, !after.judges.isEmpty, let index = after.current else { return }
        let attempt = after.stages[index].attempt
        let whole = ErrorBudget(alpha: after.itinerary.alpha, stages: after.itinerary.stages.count)
        let share = whole.share(ofAttempt: attempt)
        budget.attempts.append(.init(stage: stages[index].id, attempt: attempt, share: rounded(share, 9), mark: mark))
        budget.spent = rounded(budget.spent + share, 9)
    }

    private mutating func noteHold(_ after: RunState, _ mark: Mark) {
        guard before.hold != after.hold else { return }
        if before.hold != nil, !holds.isEmpty { holds[holds.count - 1].until = mark }
        guard let hold = after.hold else { return }
        let kind: HoldReport.Kind
        var obstacle: RunState.Obstacle?
        var stage = after.current.map { stages[$0].id }
        switch hold {
        case .asked: kind = .asked
        case .blind: kind = .blind
        case .wrong: kind = .wrong
        case .forwardOnly: kind = .forwardOnly
        case .refused: kind = .refused
        case .rolledBack(let which): (kind, stage) = (.rolledBack, which)
        case .gate(let which): (kind, obstacle) = (.gate, which)
        }
        holds.append(HoldReport(kind: kind, reason: hold.reason, stage: stage, obstacle: obstacle, from: mark))
    }

    private mutating func notePeople(_ event: Event, _ after: RunState, _ mark: Mark) {
        switch event {
        case .approved(let approval):
            let taken = zip(before.stages, after.stages).contains { $0.approvals.count < $1.approvals.count }
            guard taken else { return }
            people.append(
                PersonAct(
                    person: approval.person, deed: .approved, stage: approval.stage, attempt: approval.attempt,
                    requestDigest: approval.requestDigest, mark: mark))
        case .command(let command) where commands.insert(command.id).inserted:
            var act = PersonAct(person: command.by, deed: .hold, mark: mark)
            switch command.order {
            case .hold(let why): act.words = why
            case .resume(let version): (act.deed, act.words) = (.resume, version)
            case .rollback(let stage): (act.deed, act.stage) = (.rollback, stage)
            case .stop: act.deed = .stop
            case .incident(let id, .closed(let cause, _)): (act.deed, act.words) = (.closed, "\(id): \(cause)")
            // What programs tell is no person's act; the incidents stand in a list of their own.
            case .incident: return
            }
            people.append(act)
        case .began, .evidence, .read, .blinded, .outcome, .drifted, .resumed, .command, .amended: break
        }
    }

    private mutating func noteTrouble(_ event: Event, _ mark: Mark) {
        switch event {
        case .drifted(let differences): trouble(.drift, differences.joined(separator: "; "), mark)
        case .resumed: trouble(.restart, "the program was started again", mark)
        case .blinded(let why): trouble(.blind, why, mark)
        case .outcome(let outcome):
            if case .failed(let why) = outcome.result { trouble(.refused, why, mark) }
        case .began, .evidence, .read, .command, .approved, .amended: break
        }
    }

    private mutating func trouble(_ kind: Trouble.Kind, _ what: String, _ mark: Mark) {
        if let last = troubles.last, last.kind == kind, last.what == what {
            troubles[troubles.count - 1].times += 1
            troubles[troubles.count - 1].rows.insert(mark.row)
        } else {
            troubles.append(Trouble(kind: kind, what: what, times: 1, rows: RowSpans(mark.row), first: mark.at))
        }
    }
}
