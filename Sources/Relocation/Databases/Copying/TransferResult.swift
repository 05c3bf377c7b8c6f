/// What a copy of a database came to.
public struct TransferResult: Sendable, Hashable {
    public var schema: FollowedSchema
    /// The snapshot's position in the old server's log: following begins there.
    public var position: GTIDPosition
    public var tables: Int
    /// Of the dump.
    public var bytes: Int
    /// Events that were switched on, on the old side; for ``HandOverState/init(events:admitted:)``. On the new side
    /// all are off until promotion.
    public var enabledEvents: [FencedEvent]
    /// How long commits of the old server waited for the snapshot.
    public var blocked: Duration
    /// Of this run; what an earlier run had done is not in it.
    public var dumping: Duration
    public var loading: Duration
    public var findings: [CopyFinding]
}
