/// What both sides held under one key at one time.
public struct Look: Sendable, Hashable {
    public var candidate: Candidate
    /// nil where both sides are equal, or neither has such a row.
    public var difference: Difference?
    /// Pairs of equal rows under this key.
    public var pairs: Int
    /// The bytes that each side gave: whether a row changed between two looks at one side.
    public var prints = Sides(old: Fingerprint.none, new: Fingerprint.none)
    /// The values: whether one side has now what the other had earlier.
    public var values = Sides(old: Fingerprint.none, new: Fingerprint.none)

    public init(candidate: Candidate, difference: Difference?, pairs: Int) {
        self.candidate = candidate
        self.difference = difference
        self.pairs = pairs
    }

    public var isSame: Bool { difference == nil }
}
