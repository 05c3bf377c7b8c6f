import Gating

/// One signal made ready for the hot path, and what was counted of it since the last look.
struct WatchedSignal {
    enum Kind { case completion, errors, slow, reach, latency }

    let id: String
    let kind: Kind
    let start: [UInt8]
    let success: [UInt8]
    let slowAbove: Int
    let milestones: [UInt32]
    let dimensions: [String]
    let eventDriven: Bool

    init(_ signal: ObservedSignal) {
        id = signal.id
        milestones = signal.milestones.map { UInt32(clamping: $0) }
        dimensions = signal.dimensions
        eventDriven = signal.eventDriven
        switch signal.rule {
        case .completion(let start, let success):
            (kind, self.start, self.success, slowAbove) = (.completion, Array(start.utf8), Array(success.utf8), 0)
        case .errors: (kind, start, success, slowAbove) = (.errors, [], [], 0)
        case .slow(let above): (kind, start, success, slowAbove) = (.slow, [], [], above)
        case .reach(let step): (kind, start, success, slowAbove) = (.reach, [], Array(step.utf8), 0)
        case .latency(let above): (kind, start, success, slowAbove) = (.latency, [], [], above)
        }
    }
}

/// Counts units slower than thresholds that were fixed before any of them was seen.
///
/// The thresholds are quantiles of the control: of an earlier step's, or of the first units of this one, which then are
/// not compared themselves. Once fixed they hold for the step, so that all its blocks are counted against the same ones.
struct LatencyWatch {
    private(set) var control: LatencySketch
    private var thresholds: LatencyThresholds?
    private var slower: [Block] = []

    /// - Parameter earlier: durations of the control in the step before.
    init(earlier: LatencySketch?) {
        control = earlier ?? LatencySketch()
        thresholds = LatencyThresholds(control)
    }

    @inline(__always)
    mutating func see(_ side: Side, took duration: Int) {
        if side == .old { control.add(duration) }
        thresholds?.count(side, took: duration, into: &slower)
    }

    /// What was counted since the last call; thresholds not fixed yet are fixed now, if they can be.
    mutating func take() -> [Block] {
        if thresholds == nil { thresholds = LatencyThresholds(control) }
        let taken = slower
        slower.removeAll(keepingCapacity: true)
        return taken
    }
}
