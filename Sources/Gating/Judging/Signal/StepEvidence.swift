/// What one step has shown; every step begins with a fresh one.
struct StepEvidence: Sendable, Hashable {
    let openedAt: Int
    /// The difference in shares that this step must rule out.
    let margin: Double
    private(set) var counts = Block()
    private(set) var whole: HealthProof
    /// Of the segments that the plan names with margins of their own.
    private(set) var segments: [String: HealthProof] = [:]
    private(set) var isProven = false
    private(set) var presence = Presence()
    private(set) var segmentPresence: [String: Presence] = [:]
    private(set) var difference: DifferenceSequence?
    private(set) var exact: (ExactComparison)?

    struct ExactComparison: Sendable, Hashable {
        let result: ExactResult
        let at: Int
    }

    init(_ spec: SignalSpec, step: Int, now: Int) {
        openedAt = now
        margin = spec.margin(ofStep: step)
        whole = HealthProof(spec, margin: margin)
        guard spec.kind != .exact, spec.kind != .rate else { return }
        segments = spec.segmentMargins.mapValues { HealthProof(spec, margin: $0) }
        difference = DifferenceSequence(settings: spec.settings)
    }

    /// Adds mature units at the last milestone.
    mutating func add(_ mature: Block, minimum: Int, threshold: Double, now: Int) {
        counts += mature
        presence.add(mature, now: now)
        guard difference != nil, let closed = whole.add(mature) else { return }
        difference?.add(closed)
        isProven = isProven || (whole.logE >= threshold && min(counts.oldUnits, counts.newUnits) >= minimum)
    }

    /// Adds mature units of a segment, which is judged as `key` (its own name, or that of the pool).
    mutating func add(_ mature: Block, ofSegment name: String, as key: String, threshold: Double, now: Int) {
        segmentPresence[key, default: Presence()].add(mature, now: now)
        _ = segments[name]?.add(mature, threshold: threshold)
    }

    mutating func add(_ result: ExactResult, now: Int) { exact = ExactComparison(result: result, at: now) }
}

/// A proof of health under way: the units that wait for a block to close, and the test.
struct HealthProof: Sendable, Hashable {
    let margin: Double
    private(set) var counts = Block()
    private(set) var isProven = false
    private var collector = BlockCollector()
    private var test: NonInferiorityTest

    init(_ spec: SignalSpec, margin: Double) {
        self.margin = margin
        test = NonInferiorityTest(spec.direction, margin: max(margin, 1e-6), settings: spec.settings)
    }

    var logE: Double { test.logE }

    /// Returns the block that closed, where one did. Once proven stays proven: the guarantee is about ever proving.
    @discardableResult
    mutating func add(_ mature: Block, threshold: Double = .infinity) -> Block? {
        counts += mature
        guard let closed = collector.add(mature) else { return nil }
        test.add(closed)
        isProven = isProven || test.logE >= threshold
        return closed
    }
}
