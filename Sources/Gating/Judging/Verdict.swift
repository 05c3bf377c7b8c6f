/// What the evidence of one signal, or of a whole gate, allows.
public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// The new side is proven no worse than the margin: the next step may open.
    case healthy
    /// Neither proven nor disproven: wait.
    case undecided
    /// No evidence, or evidence that cannot be trusted: hold and alarm.
    case blind
    /// The new side is worse: go back, where that is safe.
    case regressed

    /// By weight in a gate: one blind signal blinds the gate, one regressed signal condemns it.
    public static func < (a: Verdict, b: Verdict) -> Bool { a.weight < b.weight }

    private var weight: Int {
        switch self {
        case .healthy: 0
        case .undecided: 1
        case .blind: 2
        case .regressed: 3
        }
    }
}

/// The verdict on one signal with everything a person needs to check it.
public struct SignalVerdict: Sendable, Hashable, Codable {
    public var signal: String
    public var verdict: Verdict
    /// One sentence: what was seen and what would change it.
    public var reason: String
    /// Mature units and events since the step opened, whole.
    public var counts: Block
    public var oldInterval: RateInterval
    public var newInterval: RateInterval
    /// log evidence for a regression, the greatest over the whole and its segments relative to its own threshold.
    public var regressionLogE: Double
    public var regressionThreshold: Double
    /// log evidence for health in this step, and the log threshold to reach; nil where the signal proves none.
    public var healthLogE: Double?
    public var healthThreshold: Double?
    /// The segment that is to blame, where a segment and not the whole crossed its threshold.
    public var segment: String?
    /// The milestone at which the crossing test looked, in ms after the unit's start; nil for events and exact signals.
    public var milestone: Int?
}
