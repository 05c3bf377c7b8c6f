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

    /// The segments that are to blame where the verdict is `regressed`, ascending by name, listed by e-BH so that the
    /// expected share of wrongly listed ones is at most what the signal may spend.
    public var affected: [String] = []
    /// What the plan asks for where the verdict is `regressed`.
    public var response = SignalSpec.Response.rollback
    /// p(new) − p(old) over the blocks of this step; nil where two sides are not compared by their shares.
    public var difference: DifferenceInterval?
    /// The share of the budget of false rollbacks, 0…1, that this signal may spend in this attempt; 0 where it is exact.
    public var spent = 0.0
    /// One sentence: what would change the verdict.
    public var missing = ""
    /// Further units on the new side until health is to be expected to be proven at the rates seen; nil where no number
    /// suffices, nothing is known of both sides yet, or nothing is to be proven.
    public var unitsNeeded: Int?
    /// Successes expected on the new side at the old side's rate less those seen there, summed over the attempt's steps,
    /// never below 0; nil where events are no successes, or nothing could be compared.
    public var lostSoFar: Double?
}

/// The differences p(new) − p(old), −1…1 in shares, that the evidence leaves possible, valid at every look (95 %).
/// An end that nothing is known of is −1 or 1.
public struct DifferenceInterval: Sendable, Hashable, Codable {
    public var low: Double
    public var high: Double

    public init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }
}
