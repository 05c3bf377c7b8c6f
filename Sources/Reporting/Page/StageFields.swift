import Cutover
import Gating
import Planning

extension ReportPage {
    /// What the template `stage` shows.
    func stageFields(_ index: Int) -> [String: Any] {
        let (stage, plan) = (report.stages[index], report.planned.stages[index])
        let (word, sign, look) = stage.phase.wording
        var when = "never began"
        if let started = stage.started {
            when = "began \(Figures.clock(started.at)) UTC"
            if let ended = stage.ended {
                when += ", done \(Figures.clock(ended.at)) UTC, after \(Figures.duration(ended.at - started.at))"
            }
            when += stage.attempts == 1 ? "" : ", \(stage.attempts) attempts"
        }
        let befell = occurrences(in: stage).map { event -> [String: Any] in
            [
                "sign": event.kind.sign, "at": Figures.clock(event.mark.at), "words": event.words,
                "row": links(event.mark.row),
            ]
        }
        let criteria = { (list: [StageItinerary.Criterion]) in list.map(\.rawValue).joined(separator: ", ") }
        return [
            "number": index + 1, "id": stage.id, "phase": word, "phaseSign": sign, "phaseClass": look,
            "stageWords": "unit \(plan.unit), \(when)",
            "stageRows": links(RowSpans(of: [stage.started?.row, stage.ended?.row].compactMap(\.self))),
            "steps": plan.steps.enumerated().map { step, buckets in
                let share = Figures.percent(Double(buckets) / 10_000)
                return step == plan.steps.count - 1 ? "open (\(share))" : share
            }.joined(separator: " → "),
            "dwell": Figures.duration(plan.dwell), "wayBack": plan.wayBack.rawValue,
            "wayBackWords": plan.isRollbackAutomatic && plan.isRoutableBack
                ? "taken back by routing, by itself (\(plan.form.rawValue))" : "not taken back by itself",
            "hasTurns": !(stage.wayBacks ?? []).isEmpty,
            "turns": (stage.wayBacks ?? []).map { turn -> [String: Any] in
                ["at": Figures.clock(turn.mark.at), "words": turn.words, "row": links(turn.mark.row)]
            },
            "why": plan.why, "gates": plan.signals.map(\.words),
            "staff": "owner \(plan.owner), decides \(plan.decider), carries out \(plan.executor), "
                + "\(plan.approvalsNeeded) to sign\(deciding(plan))",
            "criteria": "enter: \(criteria(plan.entry)); leave: \(criteria(plan.exit))",
            "hasPaces": !(stage.paces ?? []).isEmpty, "paces": paces(stage),
            "hasBefallen": !stage.curves.isEmpty && !befell.isEmpty, "befallen": befell,
            "stepsSeen": stage.openings.map { fields(of: $0, plan) },
            "hasCurves": !stage.curves.isEmpty, "curves": curves(stage, number: index + 1),
        ]
    }

    private func curves(_ stage: StageReport, number: Int) -> [[String: Any]] {
        let befell = occurrences(in: stage)
        return stage.curves.enumerated().map { place, curve in
            let ends = [curve.points.first?.row, curve.points.last?.row].compactMap(\.self)
            return [
                "curve": curve.signal, "curveAttempt": curve.attempt, "curveRows": "from \(links(RowSpans(of: ends)))",
                "picture": EvidencePicture(
                    curve: curve, stage: stage, occurrences: befell, name: "curve-\(number)-\(place)", frame: .page,
                    isLinked: true
                ).svg(),
            ]
        }
    }

    private func fields(of step: StepReport, _ plan: StageItinerary) -> [String: Any] {
        let (ending, look) = step.ending.wording
        var times = "Asked \(Figures.clock(step.asked.at))"
        var rows = [step.asked.row]
        if let opened = step.opened {
            times += ", acknowledged \(Figures.clock(opened.at))"
            times += step.took.map { " (in \(Figures.decimal($0, 1)) ms)" } ?? ""
            rows.append(opened.row)
        }
        if let closed = step.closed {
            times += ", closed \(Figures.clock(closed.at)) UTC"
            rows.append(closed.row)
        }
        times += step.length.map { ", open for \(Figures.duration($0))" } ?? ""
        let exact = Set(plan.signals.filter { $0.kind == .exact }.map(\.id))
        return [
            "step": step.step, "stepStage": plan.id, "attempt": step.attempt, "share": Figures.percent(step.share),
            "decision": step.decision, "stepEnding": ending, "stepClass": look, "times": times,
            "stepRows": links(RowSpans(of: rows)), "hasSignals": !step.signals.isEmpty,
            "signals": step.signals.map { fields(of: $0, isExact: exact.contains($0.signal)) },
            "traffic": traffic(step), "trafficRows": links(step.rows),
        ]
    }

    private func traffic(_ step: StepReport) -> String {
        let (requests, sales) = (step.requests, step.sales)
        var words =
            "Requests: old \(Figures.count(requests.oldUnits)) (\(Figures.count(requests.oldEvents)) failed), new "
            + "\(Figures.count(requests.newUnits)) (\(Figures.count(requests.newEvents)) failed). Sales meanwhile: old "
            + "\(Figures.count(sales.oldUnits)), new \(Figures.count(sales.newUnits))."
        if let latency = step.latency {
            let ms = { (value: Double) in "\(Figures.decimal(value, 0)) ms" }
            words +=
                " Latency, median and 95th percentile: old \(ms(latency.oldMedian)), \(ms(latency.oldP95)); new "
                + "\(ms(latency.newMedian)), \(ms(latency.newP95))."
        }
        return words
    }

    private func deciding(_ plan: StageItinerary) -> String {
        guard let within = plan.decideWithin, !plan.escalateTo.isEmpty else { return "" }
        return "; a hold is decided within \(Figures.duration(within)), or \(plan.escalateTo) is called"
    }

    private func occurrences(in stage: StageReport) -> [Occurrence] {
        Occurrence.all(
            in: stage, incidents: report.incidents ?? [], rollbacks: report.rollbacks,
            amendments: report.amendments ?? [])
    }

    /// How long the steps took, beside what the plan expected of them.
    private func paces(_ stage: StageReport) -> [[String: Any]] {
        (stage.paces ?? []).map { pace in
            [
                "paceShare": Figures.percent(pace.share), "paceAttempt": pace.attempt,
                "expected": pace.mean.map { TimeToDecide.hours($0) } ?? "–",
                "most": pace.most.map { TimeToDecide.hours($0) } ?? "–", "by": pace.signal ?? "–",
                "actual": TimeToDecide.hours(pace.actual), "advice": pace.advice, "paceRows": links(pace.mark.row),
            ]
        }
    }
}

extension Verdict {
    package var look: String {
        switch self {
        case .healthy: "is-good"
        case .undecided: ""
        case .blind: "is-blind"
        case .regressed: "is-bad"
        }
    }
}

extension StageReport.Phase {
    /// Word, sign and look.
    package var wording: (String, String, String) {
        switch self {
        case .waiting: ("waiting", "○", "")
        case .entering: ("entering", "◔", "is-warn")
        case .exposing: ("exposed", "◑", "is-warn")
        case .leaving: ("leaving", "◕", "is-warn")
        case .done: ("done", "●", "is-good")
        case .rollingBack: ("going back", "▼", "is-bad")
        case .rolledBack: ("taken back", "▼", "is-bad")
        }
    }
}

extension StepReport.Ending {
    var wording: (String, String) {
        switch self {
        case .open: ("… open", "is-warn")
        case .proven: ("✓ proven healthy", "is-good")
        case .passed: ("✓ passed", "is-good")
        case .judgedAfresh: ("↻ judged afresh", "")
        case .takenBack: ("▼ taken back", "is-bad")
        }
    }
}
