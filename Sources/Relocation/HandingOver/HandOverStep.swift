/// The steps that move a database's authority from one side to the other, in order. Writes are held back at the edge
/// before the first, and let go after ``released``.
///
/// The fence stands before the last position is read: an account that `read_only` does not bind could otherwise still
/// write between *caught up* and *fenced*, and its rows would be lost.
public enum HandOverStep: String, Sendable, Hashable, Codable, CaseIterable {
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
}

/// What a hand over has done and must remember; kept durably between any two steps.
public struct HandOverState: Sendable, Hashable, Codable {
    /// What the fence found and changes, written down before it does.
    public var fence: FenceRecord?
    /// Events that are switched on when authority has arrived; from the copy, and from the fence.
    public var events: [FencedEvent]
    /// What an earlier fence had shut out on the side that takes over; let in when it does.
    public var admitted: FenceRecord?
    public var isDrained = false
    /// Its settings file says that the side that hands over is read only, as this run has seen or written.
    public var isReadOnlyKept = false
    public var isProven = false
    /// The last position of the side that hands over, after the proof.
    public var lastPosition: GTIDPosition?
    public var isTailVerified = false
    /// Tables whose counter is behind, and where it must stand.
    public var counters: [String: UInt64] = [:]
    /// The own position of the side that takes over, before its first write.
    public var newPosition: GTIDPosition?
    public var hasMoved = false
    public var isRoundTripSeen = false
    /// Milliseconds from the step before, or the beginning of the run, until each step was done; over all runs.
    public var took: [HandOverStep: Int] = [:]

    /// - Parameters:
    ///   - events: those that were on when the database was copied, in case the old side never answers again.
    ///   - admitted: for a way back, the fence of the hand over before it.
    public init(events: [FencedEvent] = [], admitted: FenceRecord? = nil) {
        self.events = events
        self.admitted = admitted
    }

    /// The pause of all writers so far, in milliseconds: until ``HandOverStep/released``, without the time between runs.
    public var pause: Int {
        HandOverStep.allCases.prefix { $0 != .reversed }.reduce(0) { $0 + (took[$1] ?? 0) }
    }
}

/// What both servers say now.
public struct HandOverWorld: Sendable, Hashable {
    public var isSourceReadOnly: Bool
    /// What the fence lacks, such as accounts that are not locked.
    public var sourceOpenings: [String]
    /// The source follows the other side.
    public var isSourceFollowing: Bool
    public var isTargetReadOnly: Bool
    public var isTargetReplica: Bool
    public var targetApplied: GTIDPosition
    /// Events that should be on and are off.
    public var targetEventsOff: [String]
    /// Tables whose counter is still behind.
    public var targetCountersBehind: [String]
}

/// The pure heart: which step is next.
public enum HandOverOrder {
    /// The first step that is not done; nil when all are.
    public static func next(_ state: HandOverState, _ world: HandOverWorld) -> HandOverStep? {
        HandOverStep.allCases.first { !isDone($0, state, world) }
    }

    /// Whether a step is done, by what the world shows; what the world cannot show was written down.
    public static func isDone(_ step: HandOverStep, _ state: HandOverState, _ world: HandOverWorld) -> Bool {
        // After authority has moved, nothing before that counts: the source may follow, and be written by that.
        let hasMoved = state.hasMoved
        return switch step {
        case .drained: hasMoved || state.isDrained
        case .readOnly: hasMoved || (world.isSourceReadOnly && state.isReadOnlyKept)
        case .fenced: hasMoved || (state.fence != nil && world.sourceOpenings.isEmpty)
        case .proven: hasMoved || state.isProven
        case .caughtUp: hasMoved || state.lastPosition.map { world.targetApplied.covers($0) } ?? false
        case .tailVerified: hasMoved || state.isTailVerified
        case .followingEnded: hasMoved || (state.newPosition != nil && !world.isTargetReplica)
        case .readied: hasMoved || (world.targetEventsOff.isEmpty && world.targetCountersBehind.isEmpty && state.admitted == nil)
        case .released: hasMoved && !world.isTargetReadOnly
        case .reversed: world.isSourceFollowing
        case .roundTrip: state.isRoundTripSeen
        }
    }

    /// What no longer holds when the source was found open again: everything that rested on it is done anew.
    public static func reopened(_ state: HandOverState) -> HandOverState {
        guard !state.hasMoved else { return state }
        var state = state
        state.isDrained = false
        state.isProven = false
        state.lastPosition = nil
        state.isTailVerified = false
        state.newPosition = nil
        return state
    }
}
