import Gating

extension ReportPage {
    /// What the template `step` shows of one signal.
    func fields(of signal: SignalReport, isExact: Bool) -> [String: Any] {
        var fields: [String: Any] = [
            "signal": signal.signal, "verdict": signal.verdict.rawValue, "verdictSign": signal.verdict.sign,
            "verdictClass": signal.verdict.look, "reason": signal.reason, "more": more(signal),
            "signalRows": links(signal.rows),
            "exact": isExact ? "\(Figures.count(signal.new.units)) compared, \(signal.new.events) wrong" : "",
        ]
        if isExact { return fields }
        fields["sides"] = [
            "oldWords": signal.old.words, "newWords": signal.new.words,
            "difference": signal.difference.map { "new less old: \($0.words)" } ?? "",
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

    /// What stands under a verdict: whom it blames, what would change it, what it cost.
    private func more(_ signal: SignalReport) -> [[String: Any]] {
        var more: [[String: Any]] = []
        func say(_ label: String, _ value: String) { more.append(["label": label, "value": value]) }
        if let affected = signal.affected { say("To blame", affected.joined(separator: ", ")) }
        if let missing = signal.missing, signal.verdict != .healthy { say("What would change it", missing) }
        if let lost = signal.lost { say("Lost on the new side", Figures.about(lost)) }
        if let spent = signal.spent {
            say("May spend", "\(Figures.fine(spent)) of the \(Figures.fine(report.budget.whole)) for false rollbacks")
        }
        return more
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
        guard kind != .rate else { return "\(id): \(bound(margin: margin))" }
        let side = direction == .drop ? "must not drop" : "must not rise"
        let looks = milestones.map { Figures.duration($0) }.joined(separator: ", ")
        let split = segments.isEmpty ? "" : "; by \(segments.joined(separator: ", "))"
        return
            "\(id): \(side) by \(Figures.percent(margin)), looked at after \(looks), at least \(minimum) units a side\(split)"
    }
}
