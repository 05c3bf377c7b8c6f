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

    public init(
        isSourceReadOnly: Bool, sourceOpenings: [String], isSourceFollowing: Bool, isTargetReadOnly: Bool,
        isTargetReplica: Bool, targetApplied: GTIDPosition, targetEventsOff: [String], targetCountersBehind: [String]
    ) {
        self.isSourceReadOnly = isSourceReadOnly
        self.sourceOpenings = sourceOpenings
        self.isSourceFollowing = isSourceFollowing
        self.isTargetReadOnly = isTargetReadOnly
        self.isTargetReplica = isTargetReplica
        self.targetApplied = targetApplied
        self.targetEventsOff = targetEventsOff
        self.targetCountersBehind = targetCountersBehind
    }
}
