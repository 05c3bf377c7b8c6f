extension SignalJudge {
    /// What the evidence so far allows.
    public func verdict(now: Int) -> SignalVerdict {
        var result = blank
        switch spec.kind {
        case .exact: judgeExact(&result, now: now)
        case .rate: judgeRate(&result, now: now)
        case .share, .eventDriven, .latency: judgeShare(&result, now: now)
        }
        return result
    }

    private var blank: SignalVerdict {
        let counts = step.counts
        let strongest = strongest
        var result = SignalVerdict(
            signal: spec.id, verdict: .undecided, reason: "", counts: counts,
            oldInterval: RateInterval(events: counts.oldEvents, units: counts.oldUnits),
            newInterval: RateInterval(events: counts.newEvents, units: counts.newUnits),
            regressionLogE: strongest.logE, regressionThreshold: strongest.threshold)
        switch strongest.subject {
        case .segment(let name): result.segment = name
        case .milestone(let time): result.milestone = time
        case .events, .latency, nil: break
        }
        if case .segment = crossing?.subject { result.milestone = spec.milestones.last }
        result.response = spec.response
        result.spent = share
        if spec.direction == .drop, spec.kind != .rate { result.lostSoFar = lost.map { max(0, $0) } }
        result.difference = step.difference.map { DifferenceInterval(low: $0.lower, high: $0.upper) }
        return result
    }

    private func judgeShare(_ result: inout SignalVerdict, now: Int) {
        result.healthLogE = step.whole.logE
        result.healthThreshold = proofThreshold
        let unproven = step.segments.filter { !$0.value.isProven }.keys.sorted()
        if let crossing {
            condemn(&result, crossing)
        } else if let unread = step.exact?.result, !unread.couldCheck {
            (result.verdict, result.reason) = (.blind, unread.detail)
            result.missing = "lines that can be counted"
        } else if let silence = silence(now: now, last: step.presence.last) {
            (result.verdict, result.reason) = (.blind, silence)
            result.missing = "mature units of both sides"
        } else if let last = step.presence.last(.new), step.presence.isSilent(.new, now: now, patience: spec.patience) {
            result.verdict = .blind
            result.reason = "no mature unit of the new side for \((now - last) / 1000) s, while the old side has them"
            result.missing = "mature units of the new side"
        } else if let (segment, side) = silentSegment(now: now) {
            result.verdict = .blind
            result.segment = segment
            result.reason = "\(segment) had units on the \(side.rawValue) side and now has none, while the whole has"
            result.missing = "units of \(segment) on the \(side.rawValue) side"
        } else if step.isProven, unproven.isEmpty {
            result.verdict = .healthy
            let own = step.segments.sorted { $0.key < $1.key }
                .map { "\($0.key) no worse than \(Words.points($0.value.margin))" }
            result.reason = (["no worse than \(Words.points(step.margin)) points: proven"] + own).joined(
                separator: "; ")
            result.missing = "nothing in this step: health once proven stands, unless a regression is found"
        } else if step.isProven, let segment = unproven.first, let proof = step.segments[segment] {
            result.reason = "\(segment) must prove health of its own: \(evidence(of: proof))"
            wait(for: proof, called: "of \(segment) ", minimum: 0, &result)
        } else {
            let units = min(step.counts.oldUnits, step.counts.newUnits)
            result.reason =
                units < spec.minimum
                ? "\(units) of at least \(spec.minimum) units on the smaller side" : evidence(of: step.whole)
            wait(for: step.whole, called: "", minimum: spec.minimum, &result)
        }
    }

    private func judgeRate(_ result: inout SignalVerdict, now: Int) {
        let counts = step.counts
        result.newInterval = RateInterval(events: counts.newEvents, units: counts.newUnits, alpha: proofAlpha)
        // What the source says of the last reading: what differs, or why nothing could be compared.
        let last = step.exact?.result
        let seen = "\(counts.newEvents) in \(counts.newUnits) units\(last.map { ": \($0.detail)" } ?? "")"
        let limit = Words.percent(spec.toleratedRate)
        if let crossing {
            condemn(&result, crossing)
            if let last { result.reason += ": \(last.detail)" }
            return
        }
        if let last, !last.couldCheck {
            (result.verdict, result.reason) = (.blind, last.detail)
            result.missing = "a reading that can be made"
        } else if let silence = silence(now: now, last: step.presence.last(.new)) {
            (result.verdict, result.reason) = (.blind, silence)
            result.missing = "mature units of the new side"
        } else if counts.newUnits > 0, counts.newUnits >= spec.minimum,
            counts.newEvents == 0 || result.newInterval.upper <= spec.toleratedRate
        {
            result.verdict = .healthy
            result.reason =
                result.newInterval.upper <= spec.toleratedRate
                ? "at most \(limit): proven (\(seen))" : "none in \(counts.newUnits) units, \(limit) tolerated"
            result.missing = "more events than \(limit) of the units"
        } else {
            result.reason = "\(seen), \(limit) tolerated; at least \(spec.minimum) units are needed"
            result.unitsNeeded = Outlook.unitsToGoodRate(
                counts, tolerated: spec.toleratedRate, alpha: proofAlpha, minimum: spec.minimum)
            result.missing =
                result.unitsNeeded.map { "about \(Words.about($0)) more units on the new side at the present rate" }
                ?? "fewer events: at the present rate no number of units shows that at most \(limit) meet one"
        }
    }

    private func judgeExact(_ result: inout SignalVerdict, now: Int) {
        result.spent = 0
        result.verdict = .blind
        guard let exact = step.exact else {
            result.verdict = now - step.openedAt > spec.freshness ? .blind : .undecided
            result.reason = "not compared yet since the step opened"
            result.missing = "a comparison in this step"
            return
        }
        result.counts.newUnits = exact.result.compared
        result.counts.newEvents = exact.result.mismatches
        result.reason = exact.result.detail
        if !exact.result.couldCheck {
            result.missing = "a comparison that can be made"
        } else if exact.result.mismatches > spec.tolerance {
            result.verdict = .regressed
            result.missing =
                "a comparison with at most \(spec.tolerance) mismatches, where \(exact.result.mismatches) were found"
        } else if now - exact.at > spec.freshness {
            result.reason = "last compared \((now - exact.at) / 1000) s ago (allowed: \(spec.freshness / 1000) s)"
            result.missing = "a newer comparison"
        } else {
            result.verdict = .healthy
            result.missing = "one mismatch more than \(spec.tolerance)"
        }
    }

    private func condemn(_ result: inout SignalVerdict, _ crossing: Accusation) {
        result.verdict = .regressed
        result.affected = affected
        result.missing = "nothing in this attempt: what was found stands"
        let place: String
        if case .segment(let name) = crossing.subject { place = " in \(name)" } else { place = "" }
        let how =
            switch crossing.subject {
            case .events: "failures fall on the new side"
            case .latency: "slower on the new side"
            case .milestone, .segment, nil:
                spec.kind == .rate
                    ? "more than \(Words.percent(spec.toleratedRate)) on the new side"
                    : "\(spec.direction == .drop ? "fewer" : "more") on the new side"
            }
        let (seen, needed) = (Words.ratio(crossing.logE), Words.ratio(crossing.threshold))
        result.reason = "worse\(place): \(how) (evidence \(seen) of \(needed) needed)"
    }

    /// The segments that e-BH lists, and the one whose own threshold was crossed.
    private var affected: [String] {
        let names = segments.keys.sorted()
        let listed = Combination.listed(names.map { segments[$0]?.logE ?? 0 }, alpha: share).map { names[$0] }
        guard case .segment(let crossed) = crossing?.subject, !listed.contains(crossed) else { return listed }
        return (listed + [crossed]).sorted()
    }

    /// The test that is nearest to its threshold.
    private var strongest: Accusation {
        if let crossing { return crossing }
        var best = Accusation(logE: 0, threshold: wholeThreshold)
        func consider(_ logE: Double, _ threshold: Double, _ subject: Accusation.Subject) {
            if threshold - logE < best.gap { best = Accusation(logE: logE, threshold: threshold, subject: subject) }
        }
        for (i, stream) in regressions.enumerated() {
            consider(stream.logE, wholeThreshold, .milestone(spec.milestones[i]))
        }
        if let events { consider(events.logE, wholeThreshold, .events) }
        if let latency { consider(latency.logE, wholeThreshold, .latency) }
        for (name, stream) in segments.sorted(by: { $0.key < $1.key }) {
            consider(stream.logE, segmentThreshold, .segment(name))
        }
        return best
    }

    private func silence(now: Int, last: Int?) -> String? {
        let since = last ?? step.openedAt
        guard now - since > spec.patience else { return nil }
        return "no mature unit for \((now - since) / 1000) s (allowed: \(spec.patience / 1000) s)"
    }

    private func silentSegment(now: Int) -> (String, Side)? {
        for (name, presence) in step.segmentPresence.sorted(by: { $0.key < $1.key }) {
            if let side = presence.silent(now: now, patience: spec.patience, whole: step.presence) {
                return (name, side)
            }
        }
        return nil
    }

    private func evidence(of proof: HealthProof) -> String {
        "evidence of health \(Words.ratio(max(0, proof.logE))) of \(Words.ratio(proofThreshold)) needed"
    }

    /// What an undecided proof waits for. Says what would be enough, never that it is good enough already.
    private func wait(for proof: HealthProof, called name: String, minimum: Int, _ result: inout SignalVerdict) {
        let counts = proof.counts
        guard counts.isClosed else {
            let sides = counts.isEmpty ? "both sides" : counts.newUnits == 0 ? "the new side" : "the old side"
            result.missing = "units \(name)on \(sides): there are none yet"
            return
        }
        result.unitsNeeded = Outlook.unitsToHealth(
            counts, direction: spec.direction, margin: proof.margin, logE: proof.logE, threshold: proofThreshold,
            minimum: minimum)
        var ways = [
            result.unitsNeeded.map { "about \(Words.about($0)) more units \(name)on the new side at the present rates" }
                ?? "better rates: at the present ones no number of units \(name)proves a margin of "
                + "\(Words.points(proof.margin)) points"
        ]
        if name.isEmpty, min(counts.oldUnits, counts.newUnits) >= minimum, let difference = result.difference,
            let margin = Outlook.provableMargin(difference, direction: spec.direction, above: proof.margin)
        {
            ways.append("a margin of \(Words.points(margin)) points")
        }
        result.missing = ways.joined(separator: ", or ")
    }
}
