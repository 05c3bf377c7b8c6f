import Cutover
import Gating
import Reporting

extension ConsolePage {
    /// The gate of the stage that is exposed, or that was taken back: every signal with all it rests on.
    var gates: [String: Any] {
        guard let stage = view.stages.first(where: { $0.isPresent || $0.phase == .rolledBack }), !stage.signals.isEmpty,
            let gate = stage.gate
        else { return ["hasGates": false] }
        return [
            "hasGates": true, "stage": stage.id, "share": Figures.percent(stage.exposure), "gate": gate.rawValue,
            "gateSign": gate.sign, "gateLook": gate.look, "stand": stand(of: stage, gate),
            "gateTiles": tiles(of: stage, gate),
            "signals": zip(stage.signals, stage.outlooks).enumerated().map { fields(of: $1.0, $1.1, number: $0) },
            "hasBefallen": !view.occurrences.isEmpty,
            "befallen": view.occurrences.map { event in
                ["befellSign": event.kind.sign, "at": Figures.clock(event.mark.at), "words": event.words]
            },
        ]
    }

    /// What the gate does now: it says when it waits, and never that waiting could be cut short.
    private func stand(of stage: RunView.StageView, _ gate: Verdict) -> String {
        var dwell = "The step stays open for at least \(Figures.duration(stage.dwell))"
        if let openedAt = stage.openedAt {
            dwell += "; it is open for \(Figures.duration((view.clock - openedAt) / 1000 * 1000))"
        }
        let next =
            switch gate {
            case .healthy: view.hold == nil ? "Every signal proved health in it." : "It is held all the same."
            case .undecided: "Nothing expands before every signal has proved health."
            case .blind: "Nothing expands while a signal cannot be seen."
            case .regressed: "Nothing expands: a signal is worse, or out of its bounds."
            }
        return "\(dwell). \(next)"
    }

    private func tiles(of stage: RunView.StageView, _ gate: Verdict) -> [[String: Any]] {
        let known = zip(stage.signals, stage.outlooks).filter { $0.0.verdict == .undecided }
        let slowest = known.max { $0.1.toDecide?.mean ?? .max < $1.1.toDecide?.mean ?? .max }
        var tiles: [[String: Any]] = []
        func tile(_ label: String, _ value: String, _ more: String) {
            tiles.append(["label": label, "value": value, "more": more])
        }
        if let slowest {
            let time = slowest.1.toDecide
            tile(
                "Time to decide", time.map { "about \(TimeToDecide.hours($0.mean))" } ?? "not known",
                time.map { "in the mean, \(TimeToDecide.hours($0.most)) nine times in ten; by \(slowest.0.signal)" }
                    ?? "\(slowest.0.signal) does not say how much it needs")
        } else {
            tile("Time to decide", gate == .blind ? "not known" : "decided", "in this step")
        }
        if let lost = stage.signals.filter({ $0.lostSoFar != nil }).max(by: { $0.lostSoFar ?? 0 < $1.lostSoFar ?? 0 }) {
            tile("Lost so far", Figures.about(lost.lostSoFar ?? 0), "successes of \(lost.signal), in this attempt")
        }
        let sales = view.orders.oldPerMinute + view.orders.newPerMinute
        tile(
            "Orders at risk", "\(Figures.about(sales * stage.exposure)) a minute",
            "\(Figures.percent(stage.exposure)) of \(Figures.about(sales)) a minute")
        return tiles
    }

    private func fields(of signal: SignalVerdict, _ outlook: SignalOutlook, number: Int) -> [String: Any] {
        var fields: [String: Any] = [
            "signal": signal.signal, "verdict": signal.verdict.rawValue, "sign": signal.verdict.sign,
            "look": signal.verdict.look, "reason": signal.reason, "facts": facts(signal, outlook),
            "picture": picture(of: signal, number: number),
        ]
        guard outlook.kind != .exact else { return fields }
        let counts = signal.counts
        let old = outlook.isCompared ? picture(counts.oldEvents, counts.oldUnits, signal.oldInterval) : nil
        fields["sides"] = [
            "oldSide": outlook.isCompared ? [words(counts.oldEvents, counts.oldUnits, signal.oldInterval)] : [],
            "newWords": words(counts.newEvents, counts.newUnits, signal.newInterval),
            "whiskers": Pictures.intervals(
                old: old, new: picture(counts.newEvents, counts.newUnits, signal.newInterval)),
        ]
        var bars = [bar("regression", signal.regressionLogE, signal.regressionThreshold)]
        if let health = signal.healthLogE, let needed = signal.healthThreshold {
            bars.append(bar("health", health, needed))
        }
        fields["bars"] = bars
        return fields
    }

    /// What stands below a verdict, as labels with words.
    private func facts(_ signal: SignalVerdict, _ outlook: SignalOutlook) -> [[String: Any]] {
        var facts: [[String: Any]] = []
        func fact(_ label: String, _ value: String, _ picture: String = "") {
            facts.append(["label": label, "value": value, "factPicture": picture])
        }
        if !signal.missing.isEmpty { fact("What would change it", signal.missing) }
        if !signal.affected.isEmpty { fact("To blame", signal.affected.joined(separator: ", ")) }
        if let difference = signal.difference {
            fact(
                "New less old", difference.words,
                Pictures.difference(low: difference.low, high: difference.high, bound: outlook.margin ?? 0))
        }
        if let time = outlook.toDecide { fact("To decide", time.words) }
        if let lost = signal.lostSoFar { fact("Lost so far", Figures.about(lost)) }
        if let seenAt = outlook.seenAt {
            fact("Last result", "\(Figures.duration(max(0, view.clock - seenAt))) ago, \(Figures.clock(seenAt)) UTC")
        }
        fact("Bound", outlook.bound)
        if signal.spent > 0, let budget = view.budget {
            fact("May spend", "\(Figures.fine(signal.spent)) of the \(Figures.fine(budget.whole)) rollback budget")
        }
        return facts
    }

    /// The evidence since the stage's present attempt began.
    private func picture(of signal: SignalVerdict, number: Int) -> [[String: Any]] {
        guard let account = view.account, let curve = account.curves.last(where: { $0.signal == signal.signal }),
            curve.points.count > 1
        else { return [] }
        let picture = EvidencePicture(
            curve: curve, stage: account, occurrences: view.occurrences, name: "curve-\(number)", frame: .card,
            isLinked: false)
        return [["svg": picture.svg()]]
    }

    private func bar(_ kind: String, _ log: Double, _ needed: Double) -> [String: Any] {
        [
            "barName": kind, "barWords": Pictures.barWords(log, of: needed),
            "bar": Pictures.bar(log, of: needed, kind: kind),
        ]
    }

    private func picture(
        _ events: Int, _ units: Int, _ interval: RateInterval
    ) -> (rate: Double, lower: Double, upper: Double)? {
        units == 0 ? nil : (Double(events) / Double(units), interval.lower, interval.upper)
    }

    private func words(_ events: Int, _ units: Int, _ interval: RateInterval) -> String {
        guard units > 0 else { return "nothing counted" }
        return "\(Figures.percent(Double(events) / Double(units))) (\(Figures.percent(interval.lower)) to "
            + "\(Figures.percent(interval.upper))) of \(Figures.count(units))"
    }
}
