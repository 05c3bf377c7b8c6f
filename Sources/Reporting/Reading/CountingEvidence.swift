import Cutover
import Gating

extension ReportFold {
    /// Counts requests and sales for the steps they belong to, and comparisons of orders.
    mutating func count(_ event: Event, _ mark: Mark) {
        switch event {
        case .evidence(let batch):
            if let index = before.current, case .exposing(_, _?) = before.stages[index].phase,
                let place = stages[index].openings.indices.last
            {
                stages[index].openings[place].sales += batch.sales
            }
            for index in stages.indices {
                guard let place = stages[index].openings.lastIndex(where: { $0.decision == batch.decision }) else {
                    continue
                }
                stages[index].openings[place].requests += batch.requests
                stages[index].openings[place].latency = batch.latency ?? stages[index].openings[place].latency
                stages[index].openings[place].firstFailure =
                    stages[index].openings[place].firstFailure ?? batch.firstFailure
                stages[index].openings[place].rows.insert(mark.row)
            }
        case .outcome(let outcome):
            guard case .compared(let result) = outcome.result else { return }
            comparisons.insert(mark.row)
            orders = OrdersReport(result, mark: mark, comparisons: comparisons)
        case .began, .read, .blinded, .drifted, .resumed, .command, .approved, .amended: break
        }
    }

    /// The verdicts after an event: where it closed the step, those that closed it.
    func verdicts(_ index: Int, _ after: RunState) -> [SignalVerdict] {
        let kept = after.stages[index].verdicts
        guard kept.isEmpty, before.current == index, case .exposing(_, _?) = before.stages[index].phase else {
            return kept
        }
        return after.stages[index].closing
    }

    /// Notes the verdicts on the step that is open, and their evidence on the stage's curves.
    mutating func note(_ verdicts: [SignalVerdict], in index: Int, _ event: Event, _ mark: Mark) {
        guard let place = stages[index].openings.indices.last, !verdicts.isEmpty else { return }
        let step = stages[index].openings[place]
        var isLook = false
        if case .evidence(let batch) = event { isLook = batch.decision == step.decision }
        let exact = Set(before.itinerary.stages[index].signals.filter { $0.kind == .exact }.map(\.id))
        for verdict in verdicts { noteReading(verdict, event, isExact: exact.contains(verdict.signal), mark) }
        stages[index].openings[place].signals = verdicts.map { verdict in
            let known = step.signals.first { $0.signal == verdict.signal }
            let since = known?.verdict == verdict.verdict ? known?.since ?? mark : mark
            return SignalReport(verdict, since: since, rows: RowSpans())
        }
        for verdict in verdicts {
            if exact.contains(verdict.signal) {
                turn(verdict, attempt: step.attempt, in: index, mark)
            } else if isLook {
                plot(verdict, attempt: step.attempt, in: index, mark)
            }
        }
    }

    /// Names the rows of every signal of an opening. Done once it closes: a list that is shared is copied whenever it
    /// grows.
    mutating func nameRows(_ index: Int, _ place: Int) {
        let plan = before.itinerary.stages[index]
        let step = stages[index].openings[place]
        // What people are asked to do is weighed at every look, like what is counted.
        let weighed = Set(plan.signals.filter { $0.kind != .exact || $0.id == plan.load?.signal }.map(\.id))
        for signal in step.signals.indices {
            let id = step.signals[signal].signal
            stages[index].openings[place].signals[signal].rows =
                reads[id] ?? (weighed.contains(id) ? step.rows : RowSpans())
        }
    }

    /// The stages with the rows of the step that is still open, too.
    var finishedStages: [StageReport] {
        var whole = self
        for index in stages.indices {
            guard let place = stages[index].openings.indices.last, stages[index].openings[place].closed == nil else {
                continue
            }
            whole.nameRows(index, place)
        }
        return whole.stages
    }

    /// A signal that is read by itself has rows of its own: those of its readings, or of the comparisons that it shows.
    private mutating func noteReading(_ verdict: SignalVerdict, _ event: Event, isExact: Bool, _ mark: Mark) {
        switch event {
        case .read(verdict.signal, _): reads[verdict.signal, default: RowSpans()].insert(mark.row)
        case .outcome(let outcome):
            guard isExact, case .compared(let result) = outcome.result, result.detail == verdict.reason else { return }
            reads[verdict.signal, default: RowSpans()].insert(mark.row)
        case .began, .evidence, .read, .blinded, .drifted, .resumed, .command, .approved, .amended: break
        }
    }

    private mutating func turn(_ verdict: SignalVerdict, attempt: Int, in index: Int, _ mark: Mark) {
        let last = stages[index].readings?.last { $0.signal == verdict.signal && $0.attempt == attempt }
        let isNews =
            switch verdict.verdict {
            case .regressed, .blind: last?.verdict != verdict.verdict
            case .healthy: last.map { $0.verdict != .healthy } ?? false
            case .undecided: false
            }
        guard isNews else { return }
        let turn = ReadingTurn(
            signal: verdict.signal, attempt: attempt, verdict: verdict.verdict, words: verdict.reason, mark: mark)
        stages[index].readings = (stages[index].readings ?? []) + [turn]
    }

    private mutating func plot(_ verdict: SignalVerdict, attempt: Int, in index: Int, _ mark: Mark) {
        let curves = stages[index].curves
        let known = curves.firstIndex { $0.signal == verdict.signal && $0.attempt == attempt }
        let place = known ?? curves.count
        if known == nil {
            stages[index].curves.append(
                EvidenceCurve(
                    signal: verdict.signal, attempt: attempt,
                    healthNeeded: verdict.healthThreshold.map { rounded($0, 4) }))
            strides[index].append(CurveStride())
        }
        let point = EvidenceCurve.Point(
            at: mark.at, row: mark.row, regression: rounded(verdict.regressionLogE, 4),
            regressionNeeded: rounded(verdict.regressionThreshold, 4),
            health: verdict.healthLogE.map { rounded($0, 4) })
        let turned = stages[index].curves[place].turns.last?.verdict ?? .undecided != verdict.verdict
        if turned { stages[index].curves[place].turns.append(.init(mark: mark, verdict: verdict.verdict)) }
        strides[index][place].add(point, to: &stages[index].curves[place].points, mustKeep: turned)
    }
}

/// Keeps a curve at a bounded number of points: when it is full every second one goes, and the stride doubles.
struct CurveStride {
    private static let most = 160
    private var stride = 1
    private var seen = 0
    private var kept: Set<Int> = []

    mutating func add(_ point: EvidenceCurve.Point, to points: inout [EvidenceCurve.Point], mustKeep: Bool) {
        if mustKeep { kept.insert(point.row) }
        seen += 1
        // The newest point always stands at the end; the next one takes its place unless it is due to stay.
        if let last = points.last, (seen - 2) % stride != 0, !kept.contains(last.row) { points.removeLast() }
        points.append(point)
        guard points.count > Self.most else { return }
        stride *= 2
        let newest = points.count - 1
        points = points.enumerated().filter { $0 % 2 == 0 || $0 == newest || kept.contains($1.row) }.map(\.element)
    }
}

extension OrdersReport {
    init(_ result: ExactResult, mark: Mark, comparisons: RowSpans) {
        self.init(
            acknowledged: result.compared, mismatches: result.mismatches, detail: result.detail,
            couldCheck: result.couldCheck, mark: mark, comparisons: comparisons)
        guard couldCheck else { return }
        (lost, duplicated) = (result.figures["lost"], result.figures["duplicated"])
        (foundOld, foundNew) = (result.figures["found on old"], result.figures["found on new"])
    }
}
