/// A filter for the bytes of a dump, begun anew for each table; called with each piece in turn and, once, with the last
/// (which may be empty). What it holds back it gives out with a later piece.
public typealias DumpFilter =
    @Sendable (_ table: String) -> (_ piece: [UInt8], _ isLast: Bool) throws(RelocationError) -> [UInt8]

/// What to copy, and how.
///
/// A database that is **followed** afterwards must be copied without a `filter`: replication carries the values as the
/// old side wrote them, and rows that change later would come unrewritten. Keep the names the same and let the edge
/// translate, or rewrite only copies that are not followed (staging).
public struct TransferTerms: Sendable {
    public var schema: FollowedSchema
    /// Tables that are dumped and loaded at a time, each on connections of its own; 1...16.
    public var lanes: Int
    /// Tables outside the snapshot (MyISAM, Aria, …) are locked against writing while they are dumped; otherwise they
    /// stop the copy.
    public var locksOutsiders: Bool
    /// COMPACT and REDUNDANT become DYNAMIC.
    public var makesRowsDynamic: Bool
    /// Definer accounts that are missing on the new server are created there, locked, with the rights code needs on the
    /// schema.
    public var createsDefiners: Bool
    /// Accounts that take the place of a definer.
    public var definers: [DatabaseAccount: DatabaseAccount]
    /// The loaded rows are written to the new server's binary log: needed where it has replicas of its own.
    public var logsOnTarget: Bool
    /// A copy that an earlier transfer finished, or began, is thrown away. Never where the new side has authority.
    public var replacesEarlier: Bool
    /// The copy is kept in step afterwards. One that is not (staging) is taken without holding anybody's commits, may
    /// stand beside schemas that are followed, and may be thrown away and taken anew at any time.
    public var isFollowed: Bool
    public var filter: DumpFilter?
    /// Done to the rows on the new server when all are there, before the first trigger, view, routine or event is:
    /// what changes them is seen by no trigger.
    public var settling: (@Sendable () async throws(RelocationError) -> Void)?

    public init(
        schema: FollowedSchema, lanes: Int = 4, locksOutsiders: Bool = false, makesRowsDynamic: Bool = true,
        createsDefiners: Bool = true, definers: [DatabaseAccount: DatabaseAccount] = [:], logsOnTarget: Bool = false,
        replacesEarlier: Bool = false, isFollowed: Bool = true, filter: DumpFilter? = nil,
        settling: (@Sendable () async throws(RelocationError) -> Void)? = nil
    ) {
        self.schema = schema
        self.lanes = min(max(lanes, 1), 16)
        self.locksOutsiders = locksOutsiders
        self.makesRowsDynamic = makesRowsDynamic
        self.createsDefiners = createsDefiners
        self.definers = definers
        self.logsOnTarget = logsOnTarget
        self.replacesEarlier = replacesEarlier
        self.isFollowed = isFollowed
        self.filter = filter
        self.settling = settling
    }
}
