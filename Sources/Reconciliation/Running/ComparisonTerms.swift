/// How a comparison goes about its work.
public struct ComparisonTerms: Sendable, Hashable {
    public var pace = Sides(old: PaceTerms.gentle, new: PaceTerms.gentle)
    /// How long a write may take to arrive on the other side, in seconds: before that no difference counts.
    public var lag: Double
    /// How often a row that keeps changing is looked at before it is called unresolved; at least 2.
    public var looks: Int
    /// How many differences a result shows; all are counted, and all are written to the folder.
    public var examples: Int
    /// The way, where it is not to be chosen by measurement.
    public var way: TableResult.Way?
    /// Compares all rows, whatever an earlier pass found.
    public var isFresh: Bool
    /// Only rows that say they were changed since (ms since 1970): what was deleted is then not checked.
    public var since: Int?
    /// How many bytes of rows of each side may be held back while the other side catches up.
    public var held: Int

    public init(
        lag: Double = 2, looks: Int = 5, examples: Int = 20, way: TableResult.Way? = nil, isFresh: Bool = false,
        since: Int? = nil, held: Int = 8 << 20
    ) {
        self.lag = lag
        self.looks = looks
        self.examples = examples
        self.way = way
        self.isFresh = isFresh
        self.since = since
        self.held = held
    }
}

/// How far a comparison has come.
public struct ComparisonProgress: Sendable, Hashable {
    public enum Phase: String, Sendable, Hashable {
        case reading, looking
    }

    public var table: String
    public var phase: Phase
    /// Rows read of the side that is further, or candidates looked at.
    public var done: Int
    /// About how many there are; nil where nobody knows.
    public var of: Int?
    /// Rows a second since this run began.
    public var rate: Double
    /// Rows that seem to differ.
    public var candidates: Int
    /// Why it waits, where it does.
    public var waiting: String?

    /// Seconds, where they can be told.
    public var left: Double? {
        guard let of, rate > 0 else { return nil }
        return Double(max(0, of - done)) / rate
    }
}
