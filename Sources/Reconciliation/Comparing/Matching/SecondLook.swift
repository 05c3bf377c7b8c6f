/// Whether a row that differs stands still, or is only moving: looks at one key, one after the other.
///
/// A difference counts when both sides stood still over two looks that are at least the lag apart, and when the new
/// side does not have what the old side had in an earlier look: such a row is only behind.
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

    private let lag: Int
    private let looks: Int
    private var made = 0
    /// What the sides were at the last look, and the time of the first look since which they are that.
    private var standing: Sides<Fingerprint>?
    private var since = 0
    /// What the old side held in earlier looks; a handful, so that thousands of these stay small.
    private var versions: [Fingerprint] = []

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
        let isBehind = versions.contains(look.values.new)
        if versions.last != look.values.old { versions.append(look.values.old) }
        if standing == look.prints {
            if !isBehind, ms - since >= lag { return .different }
        } else {
            standing = look.prints
            since = ms
        }
        return made < looks ? .again : .unresolved
    }
}
