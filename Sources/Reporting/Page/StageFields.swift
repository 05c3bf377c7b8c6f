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
            "why": plan.why, "gates": plan.signals.map(\.words),
            "staff": "owner \(plan.owner), decides \(plan.decider), carries out \(plan.executor), "
                + "\(plan.approvalsNeeded) to sign",
            "criteria": "enter: \(criteria(plan.entry)); leave: \(criteria(plan.exit))",
            "stepsSeen": stage.openings.map { fields(of: $0, plan) },
            "hasCurves": !stage.curves.isEmpty, "curves": curves(stage, number: index + 1),
        ]
    }

    private func curves(_ stage: StageReport, number: Int) -> [[String: Any]] {
        stage.curves.enumerated().map { place, curve in
            let ends = [curve.points.first?.row, curve.points.last?.row].compactMap(\.self)
            return [
                "curve": curve.signal, "curveAttempt": curve.attempt, "curveRows": "from \(links(RowSpans(of: ends)))",
                "picture": EvidencePicture(curve: curve, stage: stage, name: "curve-\(number)-\(place)").svg(),
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

    private func fields(of signal: SignalReport, isExact: Bool) -> [String: Any] {
        var fields: [String: Any] = [
            "signal": signal.signal, "verdict": signal.verdict.rawValue, "verdictSign": signal.verdict.sign,
            "verdictClass": signal.verdict.look, "reason": signal.reason, "signalRows": links(signal.rows),
            "exact": isExact ? "\(Figures.count(signal.new.units)) compared, \(signal.new.events) wrong" : "",
        ]
        if isExact { return fields }
        fields["sides"] = [
            "oldWords": signal.old.words, "newWords": signal.new.words,
            "whiskers": Pictures.intervals(old: signal.old.picture, new: signal.new.picture),
        ]
        var bars: [[String: Any]] = [bar("regression", signal.regression, signal.regressionNeeded)]
        if let health = signal.health, let needed = signal.healthNeeded { bars.append(bar("health", health, needed)) }
        fields["bars"] = bars
        return fields
    }

    private func bar(_ kind: String, _ log: Double, _ needed: Double) -> [String: Any] {
        [
            "barName": kind, "barWords": Pictures.barWords(log, of: needed),
            "bar": Pictures.bar(log, of: needed, kind: kind),
        ]
    }
}

extension SignalReport.Rate {
    var picture: (rate: Double, lower: Double, upper: Double)? {
        units == 0 ? nil : (Double(events) / Double(units), lower, upper)
    }

    var words: String {
        guard units > 0 else { return "nothing counted" }
        return
            "\(Figures.count(events)) of \(Figures.count(units)): \(Figures.percent(Double(events) / Double(units))) "
            + "(\(Figures.percent(lower)) to \(Figures.percent(upper)))"
    }
}

extension SignalSpec {
    package var words: String {
        guard kind != .exact else { return "\(id): exact, at most \(tolerance) wrong" }
        let side = direction == .drop ? "must not drop" : "must not rise"
        let looks = milestones.map { Figures.duration($0) }.joined(separator: ", ")
        let split = segments.isEmpty ? "" : "; by \(segments.joined(separator: ", "))"
        return
            "\(id): \(side) by \(Figures.percent(margin)), looked at after \(looks), at least \(minimum) units a side\(split)"
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
