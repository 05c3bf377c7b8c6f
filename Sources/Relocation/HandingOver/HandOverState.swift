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
    /// By schema, as the side that hands over names it: tables whose counter is behind, and where it must stand.
    public var counters: [String: [String: UInt64]] = [:]
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

    /// The pause of all writers so far, in milliseconds: until ``HandOverStep/released``, without the time between
    /// runs.
    public var pause: Int {
        HandOverStep.allCases.prefix { $0 != .reversed }.reduce(0) { $0 + (took[$1] ?? 0) }
    }
}
