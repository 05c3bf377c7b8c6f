/// What of a live database is rewritten, and how gently.
public struct LiveRewriteTerms: Sendable, Hashable {
    public var schema: String
    /// Rows changed in one transaction; 1...10,000. Memory is bounded by as many rows.
    public var batch: Int
    /// Reads and counts, and changes nothing.
    public var isDryRun: Bool
    /// A copy that nobody follows, such as staging's: it is also written where the server is read only for others, and
    /// what is written is in no binary log.
    public var isApart: Bool
    /// Tables are rewritten whose triggers run at every update; otherwise they are left and named.
    public var firesTriggers: Bool
    /// Servers that follow this one get the new names too.
    public var reachesFollowers: Bool

    public init(
        schema: String, batch: Int = 500, isDryRun: Bool = false, isApart: Bool = false, firesTriggers: Bool = false,
        reachesFollowers: Bool = false
    ) {
        self.schema = schema
        self.batch = min(max(batch, 1), 10_000)
        self.isDryRun = isDryRun
        self.isApart = isApart
        self.firesTriggers = firesTriggers
        self.reachesFollowers = reachesFollowers
    }

    /// Without a key a table is rewritten value by value, each with a look at the whole table: up to so many bytes.
    static let keylessBytes = 64 << 20

    /// About so many bytes are looked at by one statement, and held in memory at most.
    static let spanBytes = 32 << 20
}
