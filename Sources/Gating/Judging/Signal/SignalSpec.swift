/// How one signal is judged in one stage: the plan's words as numbers.
public struct SignalSpec: Sendable, Hashable {
    /// What is counted, and so which tests judge it.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// A share of units, compared between both sides (completion, slow).
        case share
        /// A share of units whose events are also judged one by one, as they happen (errors).
        case eventDriven
        /// Exact: one mismatch above `tolerance` is wrong (reconciliation).
        case exact
        /// A share of one side's units, compared with `toleratedRate` (mismatches, pages sent): no control is needed.
        case rate
        /// Durations: the whole distribution is compared for a regression, the share slower than the plan's own limit
        /// for health.
        case latency
    }

    /// What a regressed verdict asks for.
    public enum Response: String, Sendable, Hashable, Codable {
        /// Exposure goes back, where that is safe.
        case rollback
        /// Exposure stays, nothing expands, people are called.
        case hold
    }

    public var id: String
    public var kind: Kind
    public var direction: Direction
    /// The share expected on the old side, 0…1 exclusive.
    public var baseline: Double
    /// The difference in shares, 0…1, that must be ruled out before exposure grows.
    public var margin: Double
    /// When a unit's outcome is looked at, in ms after its start, ascending. Health is proven at the last.
    public var milestones: [Int]
    /// No mature unit for longer than this, in ms, is blindness.
    public var freshness: Int
    /// Units needed on each side before `healthy` can be said; on the new side where only that is judged.
    public var minimum: Int
    public var weight: Double
    /// Names of the dimensions by which segments are judged.
    public var segments: [String]
    /// Mismatches allowed by an exact signal.
    public var tolerance: Int
    public var response: Response
    /// Segments, by name as in the evidence (`region=EU`), that must prove health of their own, and the difference in
    /// shares that must be ruled out in each.
    public var segmentMargins: [String: Double]
    /// The margin of each step, from the first; the last holds for all further ones. Empty: `margin` at every step.
    public var margins: [Double]
    /// A difference in shares that is no regression, at most a quarter of the last margin (more is cut to that). Costs
    /// detection dearly.
    public var toleratedDifference: Double
    /// The rate of events, 0…1 exclusive, up to which a signal of kind `rate` is good.
    public var toleratedRate: Double

    public init(
        id: String, kind: Kind, direction: Direction, baseline: Double, margin: Double, milestones: [Int],
        freshness: Int, minimum: Int, weight: Double = 1, segments: [String] = [], tolerance: Int = 0,
        response: Response = .rollback, segmentMargins: [String: Double] = [:], margins: [Double] = [],
        toleratedDifference: Double = 0, toleratedRate: Double = 0
    ) {
        self.id = id
        self.kind = kind
        self.direction = direction
        self.baseline = baseline
        self.margin = margin
        self.milestones = milestones
        self.freshness = freshness
        self.minimum = minimum
        self.weight = weight
        self.segments = segments
        self.tolerance = tolerance
        self.response = response
        self.segmentMargins = segmentMargins
        self.margins = margins
        self.toleratedDifference = toleratedDifference
        self.toleratedRate = toleratedRate
    }

    /// The margin of a step, from 0.
    public func margin(ofStep step: Int) -> Double {
        margins.isEmpty ? margin : margins[min(max(0, step), margins.count - 1)]
    }

    /// How long the latest mature unit may lie back, in ms: units need their last milestone to mature.
    var patience: Int { freshness + (milestones.last ?? 0) }

    var isSegmented: Bool { !segments.isEmpty || !segmentMargins.isEmpty }

    /// The difference that the tests for a regression leave alone.
    var effectiveTolerance: Double { min(max(0, toleratedDifference), (margins.last ?? margin) / 4) }

    /// The constants of the two-sample tests: the baseline is what they believe at first.
    var settings: TestSettings { TestSettings(priorRate: min(max(baseline, 1e-4), 1 - 1e-4)) }
}

extension SignalSpec: Codable {
    /// Reads what older journals hold as well: what they did not know yet has its default.
    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try box.decode(String.self, forKey: .id), kind: try box.decode(Kind.self, forKey: .kind),
            direction: try box.decode(Direction.self, forKey: .direction),
            baseline: try box.decode(Double.self, forKey: .baseline),
            margin: try box.decode(Double.self, forKey: .margin),
            milestones: try box.decode([Int].self, forKey: .milestones),
            freshness: try box.decode(Int.self, forKey: .freshness),
            minimum: try box.decode(Int.self, forKey: .minimum), weight: try box.decode(Double.self, forKey: .weight),
            segments: try box.decode([String].self, forKey: .segments),
            tolerance: try box.decode(Int.self, forKey: .tolerance),
            response: try box.decodeIfPresent(Response.self, forKey: .response) ?? .rollback,
            segmentMargins: try box.decodeIfPresent([String: Double].self, forKey: .segmentMargins) ?? [:],
            margins: try box.decodeIfPresent([Double].self, forKey: .margins) ?? [],
            toleratedDifference: try box.decodeIfPresent(Double.self, forKey: .toleratedDifference) ?? 0,
            toleratedRate: try box.decodeIfPresent(Double.self, forKey: .toleratedRate) ?? 0)
    }
}
