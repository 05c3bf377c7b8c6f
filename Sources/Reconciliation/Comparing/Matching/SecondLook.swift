/// Whether a row that differs stands still, or is only moving: looks at one key, one after the other.
public struct SecondLook: Sendable, Hashable {
    public enum Decision: String, Sendable, Hashable, Codable {
        /// Both sides are equal now: it was moving.
        case same
        /// Both sides stood still for at least the lag, and differ.
        case different
        /// Look again, at the earliest when the lag has passed.
        case again
        /// It kept changing in every look that was allowed.
        case unresolved
    }

    /// - Parameters:
    ///   - lag: How far the new side may be behind the old, in ms.
    ///   - looks: How many looks are allowed, 2 at the least.
    public init(lag: Int, looks: Int) {
        self.lag = lag
        self.looks = max(2, looks)
    }

    /// Takes in one look, made at `ms` since 1970, and says what follows.
    public mutating func saw(_ look: Look, at ms: Int) -> Decision {
        if look.isSame { return .same }
        made += 1
        return made < looks ? .again : .unresolved
    }

    private let lag: Int
    private let looks: Int
    private var made = 0
}
