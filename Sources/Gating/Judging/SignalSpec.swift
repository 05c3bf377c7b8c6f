/// How one signal is judged in one stage: the plan's words as numbers.
public struct SignalSpec: Sendable, Hashable, Codable {
    /// What is counted, and so which tests judge it.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// A share of units, compared between both sides (completion, slow).
        case share
        /// A share of units whose events are also judged one by one, as they happen (errors).
        case eventDriven
        /// Exact: one mismatch above `tolerance` is wrong (reconciliation).
        case exact
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
    /// Units needed on each side before `healthy` can be said.
    public var minimum: Int
    public var weight: Double
    /// Names of the dimensions by which segments are judged.
    public var segments: [String]
    /// Mismatches allowed by an exact signal.
    public var tolerance: Int

    public init(
        id: String, kind: Kind, direction: Direction, baseline: Double, margin: Double, milestones: [Int],
        freshness: Int, minimum: Int, weight: Double = 1, segments: [String] = [], tolerance: Int = 0
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
    }
}
