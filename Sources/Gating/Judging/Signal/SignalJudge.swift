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
    let share: Double
    let proofAlpha: Double
    let wholeThreshold: Double
    let segmentThreshold: Double
    let proofThreshold: Double

    // Over the attempt.
    private(set) var regressions: [RegressionStream]  // one per milestone
    private(set) var segments: [String: RegressionStream]
    private(set) var events: CountTest?
    private(set) var latency: LatencyStream?
    private var lostBefore: Double?
    // Once crossed, a threshold stays crossed: the guarantee is about ever crossing it.
    private(set) var crossing: Accusation?

    private(set) var stepNumber = 0
    private(set) var step: StepEvidence

    /// - Parameters:
    ///   - share: the part of the budget of false rollbacks that this signal may spend in this attempt.
    ///   - proofAlpha: the probability, per step, of calling a side healthy that is worse by the margin or more.
    ///   - now: run clock in ms.
    public init(_ spec: SignalSpec, share: Double, proofAlpha: Double = 0.05, now: Int) {
        self.spec = spec
        self.share = share
        self.proofAlpha = proofAlpha
        events = spec.kind == .eventDriven ? CountTest() : nil
        latency = spec.kind == .latency ? LatencyStream() : nil
        // One side alone is judged by its last milestone, when the outcome is final.
        let watched = spec.kind == .rate ? min(1, spec.milestones.count) : spec.milestones.count
        let tests = watched + (events == nil ? 0 : 1) + (latency == nil ? 0 : 1)
        let thresholds = ErrorBudget.thresholds(share: share, milestones: tests, segmented: spec.isSegmented)
        wholeThreshold = thresholds.whole
        segmentThreshold = thresholds.segment
        proofThreshold = log(1 / proofAlpha)
        regressions = spec.milestones.map { _ in RegressionStream(spec) }
        // Segments that the plan names have a place of their own from the start; the rest come as they are seen.
        let named = spec.segmentMargins.keys.sorted().prefix(ErrorBudget.segmentLimit - 1)
        segments = Dictionary(uniqueKeysWithValues: named.map { ($0, RegressionStream(spec)) })
        step = StepEvidence(spec, step: 0, now: now)
    }

    /// The step's place in the stage's list, from 0, opened: health must be proven anew, with that step's margin, and
    /// the regression tests may invest at a known event.
    public mutating func openStep(step number: Int, now: Int) {
        lostBefore = lost
        stepNumber = number
        step = StepEvidence(spec, step: number, now: now)
        for i in regressions.indices { regressions[i].restart() }
        for key in segments.keys { segments[key]?.restart() }
        latency?.restart()
    }

    /// The present step opened again, or another with the same margin.
    public mutating func openStep(now: Int) { openStep(step: stepNumber, now: now) }

    /// Takes in what was counted since the last look.
    /// - Parameter exposure: the new side's share of the eligible visitors, 0…1.
    public mutating func add(_ evidence: SignalEvidence, exposure: Double, now: Int) {
        for (i, block) in evidence.milestones.enumerated() where i < regressions.count && !block.isEmpty {
            if spec.kind == .rate, i != regressions.count - 1 { continue }
            if regressions[i].add(block) {
                note(regressions[i].logE, against: wholeThreshold, .milestone(spec.milestones[i]))
            }
        }
        if let last = evidence.milestones.last, !last.isEmpty {
            step.add(last, minimum: spec.minimum, threshold: proofThreshold, now: now)
        }
        for (name, block) in evidence.segments.sorted(by: { $0.key < $1.key }) { add(block, toSegment: name, now) }
        if events != nil {
            for side in evidence.events {
                events?.add(side, exposure: exposure)
                note(events?.logE ?? 0, against: wholeThreshold, .events)
            }
        }
        if latency?.add(evidence.slower) == true { note(latency?.logE ?? 0, against: wholeThreshold, .latency) }
        if let result = evidence.exact { step.add(result, now: now) }
    }

    private mutating func add(_ block: Block, toSegment name: String, _ now: Int) {
        let isKnown = segments[name] != nil || segments.count < ErrorBudget.segmentLimit - 1
        let key = isKnown ? name : "other"
        let changed = segments[key, default: RegressionStream(spec)].add(block)
        if changed { note(segments[key]?.logE ?? 0, against: segmentThreshold, .segment(key)) }
        step.add(block, ofSegment: name, as: key, threshold: proofThreshold, now: now)
    }

    private mutating func note(_ logE: Double, against threshold: Double, _ subject: Accusation.Subject) {
        guard crossing == nil, logE >= threshold else { return }
        crossing = Accusation(logE: logE, threshold: threshold, subject: subject)
    }

    /// What the new side lost in this attempt, as far as both sides could be compared; below 0 where it gained.
    var lost: Double? {
        guard let now = Outlook.lost(step.counts) else { return lostBefore }
        return (lostBefore ?? 0) + now
    }

    // All of a judge follows from the evidence it was given; its counts tell judges apart well enough.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(spec)
        hasher.combine(step.counts)
    }
}
