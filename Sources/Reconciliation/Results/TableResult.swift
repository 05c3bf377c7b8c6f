/// What comparing one table came to.
public struct TableResult: Sendable, Hashable, Codable {
    public enum Outcome: String, Sendable, Hashable, Codable {
        case equal
        case different
        /// Nothing differs, but rows kept changing too fast to say so of all.
        case unresolved
        /// Nothing differs in what was looked at; what was deleted, or written past the mark, was not looked at.
        case deletesNotChecked = "deletes-not-checked"
        case couldNotCheck = "could-not-check"
    }

    public var table: String
    public var outcome: Outcome
    /// Why it could not be checked, or why it was not checked whole.
    public var why: String?
    /// Rows read, or digested, on each side.
    public var rows = Sides(old: 0, new: 0)
    /// Rows of both sides that belong together and are equal.
    public var same = 0
    /// How many rows differ, by kind.
    public var differing: [Difference.Kind: Int] = [:]
    /// Rows that kept changing while they were looked at.
    public var unresolved = 0
    /// Rows that differed at first and not when looked at again.
    public var moving = 0
    public var leftOut = LeftOutSummary()
    /// The first differences, in key order as far as one was kept; at most as many as were asked for.
    public var examples: [Difference] = []
    public var way: Way?
    /// Why this way.
    public var wayReason: String?
    /// Bytes that came from each side.
    public var bytes = Sides(old: 0, new: 0)
    /// Rows that were read or digested again, of those that were known.
    public var touched = Sides(old: 0, new: 0)
    public var positions = Sides<StorePosition?>(old: nil, new: nil)
    /// ms since 1970.
    public var began: Int
    public var ended: Int
    /// SHA-256, in hexadecimal, over the mapping and every difference, whatever their order: equal for equal results.
    public var digest = ""
    /// SHA-256 of the mapping, in hexadecimal.
    public var mapping = ""

    public enum Way: String, Sendable, Hashable, Codable {
        case pushDown = "push-down"
        case stream
    }

    public struct LeftOutSummary: Sendable, Hashable, Codable {
        public var columns: [String] = []
        /// Rows outside the declared condition; nil where no condition was declared.
        public var rows = Sides<Int?>(old: nil, new: nil)

        public init() {}
    }

    public init(table: String, outcome: Outcome, why: String? = nil, began: Int, ended: Int) {
        self.table = table
        self.outcome = outcome
        self.why = why
        self.began = began
        self.ended = ended
    }

    public var differences: Int { differing.values.reduce(0, +) }
}
