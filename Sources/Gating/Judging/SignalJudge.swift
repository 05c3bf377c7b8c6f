#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Judges one signal over one attempt at a stage.
///
/// The tests for a regression live as long as the attempt and are told of every step that opens; the proof of health
/// starts afresh at each step, with the step's own margin. A value: the same evidence gives the same verdict, always.
public struct SignalJudge: Sendable, Hashable {
    public let spec: SignalSpec
    private let wholeThreshold: Double
    private let segmentThreshold: Double
    private let proofThreshold: Double

    private var regressions: [RegressionTest]  // one per milestone
    private var collectors: [BlockCollector]
    private var segments: [String: (test: RegressionTest, open: BlockCollector)] = [:]
    private var count = CountTest()
    private var proof: NonInferiorityTest
    private var proofCollector = BlockCollector()
    private var proven = false

    // Since the step opened.
    private var counts = Block()
    private var lastUnit: Int?
    private var openedAt: Int
    private var exact: (result: ExactResult, at: Int)?

    // Once crossed, a threshold stays crossed: the guarantee is about ever crossing it.
    private var crossing: Crossing?

    private struct Crossing: Sendable, Hashable {
        var logE: Double
        var threshold: Double
        var segment: String?
        var milestone: Int?
        var events: Bool
    }

    /// - Parameters:
    ///   - share: the part of the budget of false rollbacks that this signal may spend in this attempt.
    ///   - proofAlpha: the probability, per step, of calling a side healthy that is worse by the margin or more.
    ///   - now: run clock in ms.
    public init(_ spec: SignalSpec, share: Double, proofAlpha: Double = 0.05, now: Int) {
        self.spec = spec
        let tests = spec.milestones.count + (spec.kind == .eventDriven ? 1 : 0)
        let thresholds = ErrorBudget.thresholds(share: share, milestones: tests, segmented: !spec.segments.isEmpty)
        wholeThreshold = thresholds.whole
        segmentThreshold = thresholds.segment
        proofThreshold = log(1 / proofAlpha)
        let settings = TestSettings(priorRate: min(max(spec.baseline, 1e-4), 1 - 1e-4))
        regressions = spec.milestones.map { _ in RegressionTest(spec.direction, settings: settings) }
        collectors = spec.milestones.map { _ in BlockCollector() }
        proof = NonInferiorityTest(spec.direction, margin: max(spec.margin, 1e-6), settings: settings)
        openedAt = now
    }

    /// A step opened: health must be proven anew, and the regression tests may invest at a known event.
    public mutating func openStep(now: Int) {
        let settings = TestSettings(priorRate: min(max(spec.baseline, 1e-4), 1 - 1e-4))
        proof = NonInferiorityTest(spec.direction, margin: max(spec.margin, 1e-6), settings: settings)
        proofCollector = BlockCollector()
        proven = false
        counts = Block()
        lastUnit = nil
        exact = nil
        openedAt = now
        for i in regressions.indices { regressions[i].restart() }
        for key in segments.keys { segments[key]?.test.restart() }
    }

    /// Takes in what was counted since the last look.
    public mutating func add(_ evidence: SignalEvidence, exposure: Double, now: Int) {
        for (i, block) in evidence.milestones.enumerated() where i < regressions.count && !block.isEmpty {
            if let closed = collectors[i].add(block) {
                regressions[i].add(closed)
                note(regressions[i].logE, against: wholeThreshold, milestone: spec.milestones[i])
            }
        }
        if let last = evidence.milestones.last, !last.isEmpty {
            counts += last
            lastUnit = now
            if let closed = proofCollector.add(last) { proof.add(closed) }
            proven = proven || (proof.logE >= proofThreshold && min(counts.oldUnits, counts.newUnits) >= spec.minimum)
        }
        for (name, block) in evidence.segments.sorted(by: { $0.key < $1.key }) { add(block, toSegment: name) }
        for side in evidence.events {
            count.add(side, exposure: exposure)
            note(count.logE, against: wholeThreshold, events: true)
        }
        if let result = evidence.exact { exact = (result, now) }
    }

    private mutating func add(_ block: Block, toSegment name: String) {
        let known = segments[name] != nil || segments.count < ErrorBudget.segmentLimit - 1
        let key = known ? name : "other"
        let settings = TestSettings(priorRate: min(max(spec.baseline, 1e-4), 1 - 1e-4))
        var entry = segments[key] ?? (RegressionTest(spec.direction, settings: settings), BlockCollector())
        if let closed = entry.open.add(block) {
            entry.test.add(closed)
            note(entry.test.logE, against: segmentThreshold, segment: key, milestone: spec.milestones.last)
        }
        segments[key] = entry
    }

    private mutating func note(
        _ logE: Double, against threshold: Double, segment: String? = nil, milestone: Int? = nil, events: Bool = false
    ) {
        guard crossing == nil, logE >= threshold else { return }
        crossing = Crossing(logE: logE, threshold: threshold, segment: segment, milestone: milestone, events: events)
    }

    /// What the evidence so far allows.
    public func verdict(now: Int) -> SignalVerdict {
        switch spec.kind {
        case .exact: exactVerdict(now: now)
        case .share, .eventDriven: shareVerdict(now: now)
        }
    }

    private func shareVerdict(now: Int) -> SignalVerdict {
        let strongest = strongest
        var result = SignalVerdict(
            signal: spec.id, verdict: .undecided, reason: "", counts: counts,
            oldInterval: RateInterval(events: counts.oldEvents, units: counts.oldUnits),
            newInterval: RateInterval(events: counts.newEvents, units: counts.newUnits),
            regressionLogE: strongest.logE, regressionThreshold: strongest.threshold,
            healthLogE: proof.logE, healthThreshold: proofThreshold,
            segment: strongest.segment, milestone: strongest.milestone)
        if let crossing {
            result.verdict = .regressed
            result.reason = regressedReason(crossing)
        } else if let silence = silence(now: now) {
            result.verdict = .blind
            result.reason = silence
        } else if proven {
            result.verdict = .healthy
            result.reason = "no worse than \(percent(spec.margin)) points: proven"
        } else {
            result.reason = waitingReason
        }
        return result
    }

    private var strongest: Crossing {
        if let crossing { return crossing }
        var best = Crossing(logE: 0, threshold: wholeThreshold, events: false)
        func consider(_ candidate: Crossing) {
            if candidate.logE - candidate.threshold > best.logE - best.threshold { best = candidate }
        }
        for (i, test) in regressions.enumerated() {
            consider(.init(logE: test.logE, threshold: wholeThreshold, milestone: spec.milestones[i], events: false))
        }
        if spec.kind == .eventDriven { consider(.init(logE: count.logE, threshold: wholeThreshold, events: true)) }
        for (name, entry) in segments {
            consider(.init(logE: entry.test.logE, threshold: segmentThreshold, segment: name, events: false))
        }
        return best
    }

    private func silence(now: Int) -> String? {
        let patience = spec.freshness + (spec.milestones.last ?? 0)
        let since = lastUnit ?? openedAt
        guard now - since > patience else { return nil }
        return "no mature unit for \((now - since) / 1000) s (allowed: \(patience / 1000) s)"
    }

    private func regressedReason(_ crossing: Crossing) -> String {
        let place = crossing.segment.map { " in \($0)" } ?? ""
        let how =
            crossing.events
            ? "failures fall on the new side" : "\(spec.direction == .drop ? "fewer" : "more") on the new side"
        return "worse\(place): \(how) (evidence \(ratio(crossing.logE)) of \(ratio(crossing.threshold)) needed)"
    }

    private var waitingReason: String {
        let units = min(counts.oldUnits, counts.newUnits)
        if units < spec.minimum { return "\(units) of at least \(spec.minimum) units on the smaller side" }
        return "evidence of health \(ratio(max(0, proof.logE))) of \(ratio(proofThreshold)) needed"
    }

    private func exactVerdict(now: Int) -> SignalVerdict {
        var result = SignalVerdict(
            signal: spec.id, verdict: .blind, reason: "", counts: Block(),
            oldInterval: RateInterval(events: 0, units: 0), newInterval: RateInterval(events: 0, units: 0),
            regressionLogE: 0, regressionThreshold: 0)
        guard let exact else {
            let waited = now - openedAt
            result.verdict = waited > spec.freshness ? .blind : .undecided
            result.reason = "not compared yet since the step opened"
            return result
        }
        result.counts.newUnits = exact.result.compared
        result.counts.newEvents = exact.result.mismatches
        result.reason = exact.result.detail
        if !exact.result.couldCheck {
            result.verdict = .blind
        } else if exact.result.mismatches > spec.tolerance {
            result.verdict = .regressed
        } else if now - exact.at > spec.freshness {
            result.reason = "last compared \((now - exact.at) / 1000) s ago (allowed: \(spec.freshness / 1000) s)"
        } else {
            result.verdict = .healthy
        }
        return result
    }

    private func percent(_ share: Double) -> String {
        let tenths = (share * 1000).rounded()
        return tenths.truncatingRemainder(dividingBy: 10) == 0 ? "\(Int(tenths / 10))" : "\(tenths / 10)"
    }

    private func ratio(_ logE: Double) -> String {
        let value = exp(min(logE, 40))
        return value >= 10 ? "\(Int(value))" : "\((value * 10).rounded() / 10)"
    }

    public static func == (a: Self, b: Self) -> Bool {
        a.spec == b.spec && a.proven == b.proven && a.counts == b.counts && a.crossing == b.crossing
            && a.proof == b.proof
            && a.regressions == b.regressions && a.openedAt == b.openedAt && a.lastUnit == b.lastUnit
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(spec)
        hasher.combine(counts)
    }
}
