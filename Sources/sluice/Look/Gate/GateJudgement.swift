import Gating

/// What evidence out of a file says, for people.
struct GateJudgement {
    let text: String

    init(_ result: OfflineResult, stage: String?, steps: [Int]) {
        var lines = [Self.head(result, stage, steps)]
        if let mismatch = result.mismatch { lines.append("blind: \(mismatch)") }
        let until = result.until ?? 0
        for signal in result.signals { lines += [""] + Self.lines(signal, result.from ?? until) }
        text = lines.joined(separator: "\n")
    }

    private static func head(_ result: OfflineResult, _ stage: String?, _ steps: [Int]) -> String {
        let which = result.signals.filter { $0.verdict.verdict == result.verdict }.map(\.verdict.signal)
        let names = result.verdict == .healthy ? "every signal" : which.joined(separator: ", ")
        let place = stage.map { "gate of \($0)" } ?? "verdict"
        let step =
            steps.isEmpty
            ? ""
            : ", step \(result.step) of \(steps.count) (\(GateWords.percent(Double(steps[result.step - 1]) / 10_000)))"
        let attempt = result.attempt > 1 ? ", attempt \(result.attempt)" : ""
        let times = "\(EvidenceMoment.text(result.from ?? 0)) to \(EvidenceMoment.text(result.until ?? 0))"
        return "\(place): \(styled(result.verdict)) (\(names.isEmpty ? "the split" : names))\n"
            + "\(GateWords.count(result.looks)) looks, \(times)\(step)\(attempt)"
    }

    private static func styled(_ verdict: Verdict) -> String {
        switch verdict {
        case .healthy: Terminal.good(verdict.rawValue)
        case .undecided: Terminal.strong(verdict.rawValue)
        case .blind, .regressed: Terminal.alarm(verdict.rawValue)
        }
    }

    private static func lines(_ signal: OfflineVerdict, _ from: Int) -> [String] {
        let verdict = signal.verdict
        var lines = ["\(Terminal.strong(verdict.signal)): \(styled(verdict.verdict))\(reached(signal, from))"]
        lines.append("  why         \(verdict.reason)")
        if verdict.counts.oldUnits > 0 {
            lines.append(
                "  old         \(side(verdict.counts.oldEvents, verdict.counts.oldUnits, verdict.oldInterval))")
        }
        if verdict.spent == 0, verdict.counts.newUnits > 0 {
            let (compared, wrong) = (verdict.counts.newUnits, verdict.counts.newEvents)
            lines.append("  compared    \(GateWords.count(compared)), \(GateWords.count(wrong)) of them wrong")
        } else if verdict.counts.newUnits > 0 {
            lines.append(
                "  new         \(side(verdict.counts.newEvents, verdict.counts.newUnits, verdict.newInterval))")
        }
        if let difference = verdict.difference, verdict.counts.isClosed {
            lines.append("  difference  \(words(of: difference))")
        }
        if verdict.spent > 0 {
            lines.append(
                "  regression  evidence \(GateWords.evidence(verdict.regressionLogE)) of "
                    + "\(GateWords.evidence(verdict.regressionThreshold)) needed\(place(verdict))")
        }
        if let health = verdict.healthLogE, let threshold = verdict.healthThreshold {
            lines.append(
                "  health      evidence \(GateWords.evidence(health)) of \(GateWords.evidence(threshold)) needed")
        }
        if !verdict.affected.isEmpty { lines.append("  affected    \(verdict.affected.joined(separator: ", "))") }
        if let lost = verdict.lostSoFar, lost >= 0.5 {
            lines.append("  lost        about \(GateWords.count(Int(lost.rounded()))) so far")
        }
        if verdict.verdict == .undecided, let units = verdict.unitsNeeded {
            let hours = signal.hoursNeeded.map { ", \(GateWords.time($0 * 3_600_000)) at the traffic seen" } ?? ""
            lines.append("  needs       about \(GateWords.count(units)) more units on the new side\(hours)")
        }
        if !verdict.missing.isEmpty { lines.append("  would change it: \(verdict.missing)") }
        let earlier = signal.changes.dropLast()
        if !earlier.isEmpty {
            lines.append(
                "  before      "
                    + earlier.map { "\($0.verdict.rawValue) at look \($0.look) (step \($0.step))" }.joined(
                        separator: ", "))
        }
        return lines
    }

    private static func reached(_ signal: OfflineVerdict, _ from: Int) -> String {
        guard let last = signal.changes.last, last.verdict == signal.verdict.verdict else { return "" }
        return " at look \(GateWords.count(last.look)), \(EvidenceMoment.text(last.at)) "
            + "(\(GateWords.time(Double(last.at - from))) after the first)"
    }

    /// New less old, in points.
    private static func words(of difference: DifferenceInterval) -> String {
        let (low, high) = (GateWords.signed(difference.low), GateWords.signed(difference.high))
        switch (difference.low > -1, difference.high < 1) {
        case (true, true) where difference.low > difference.high:
            return "not the same all the time: above \(low) and below \(high) points, new less old"
        case (true, true): return "\(low) to \(high) points, new less old"
        case (true, false): return "above \(low) points, new less old"
        case (false, true): return "below \(high) points, new less old"
        case (false, false): return "not known yet"
        }
    }

    private static func side(_ events: Int, _ units: Int, _ interval: RateInterval) -> String {
        "\(GateWords.percent(Double(events) / Double(units))) of \(GateWords.count(units)) units "
            + "(\(GateWords.range(interval)))"
    }

    private static func place(_ verdict: SignalVerdict) -> String {
        if let segment = verdict.segment { return ", in \(segment)" }
        return verdict.milestone.map { ", at \(GateWords.time(Double($0)))" } ?? ""
    }
}
