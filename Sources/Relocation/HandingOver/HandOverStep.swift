/// The steps that move a database's authority from one side to the other, in order. Writes are held back at the edge
/// before the first, and let go after ``released``.
///
/// The fence stands before the last position is read: an account that `read_only` does not bind could otherwise still
/// write between *caught up* and *fenced*, and its rows would be lost.
public enum HandOverStep: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// Nobody is in the middle of something on the side that hands over.
    case drained
    /// It takes no more writes, after a crash too.
    case readOnly
    /// Its writers are locked out, its events off, its connections ended.
    case fenced
    /// Every writer's own credential was refused.
    case proven
    /// The other side has applied everything up to the last position.
    case caughtUp
    /// The ends of all tables are equal.
    case tailVerified
    /// The other side follows no more; its own position is written down.
    case followingEnded
    /// Its counters are above, its events on, its own writers let in.
    case readied
    /// It takes writes. **Authority has moved.**
    case released
    /// The side that handed over follows, from the other's own position.
    case reversed
    /// A row written on the one came to the other, and went again.
    case roundTrip

    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// Whether one comes before the other.
    public static func < (one: HandOverStep, other: HandOverStep) -> Bool { one.place < other.place }
}
