import Foundation

/// How large and how long the area is, from the environment.
struct ReconcileSettings: Sendable {
    /// Rows of the compared table: `RECONCILE_ROWS`, 200,000 unless told; 5,000,000 is the full table.
    var rows = 200_000
    /// How often each contestant compares each set of data: `RECONCILE_ROUNDS`.
    var rounds = 1
    /// Blocks of shopping with a comparison beside it, each with one without: `RECONCILE_LIVE_BLOCKS`.
    var liveBlocks = 5
    /// Contestants whose name holds none of these words stay away: `RECONCILE_ONLY`, words with commas between.
    var only: [String] = []
    /// The buffer pool of each MariaDB server in megabytes: `RECONCILE_POOL`, else ``usualPool(rows:)``.
    var pool = 0

    init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
        func number(_ name: String, atLeast least: Int) -> Int? {
            environment[name].flatMap { Int($0) }.map { max(least, $0) }
        }
        // Fewer rows would leave no room for a hundred scattered ones beside the 1 % that differ.
        rows = number("RECONCILE_ROWS", atLeast: 10_000) ?? rows
        rounds = number("RECONCILE_ROUNDS", atLeast: 1) ?? (rows <= 200_000 ? 2 : 1)
        liveBlocks = number("RECONCILE_LIVE_BLOCKS", atLeast: 0) ?? liveBlocks
        only = environment["RECONCILE_ONLY"]?.split(separator: ",").map(String.init) ?? []
        pool = number("RECONCILE_POOL", atLeast: 6) ?? Self.usualPool(rows: rows)
    }

    /// About a fifth of the table, 256 MB for the full one: a store's orders rarely fit in memory beside all else.
    static func usualPool(rows: Int) -> Int { max(8, rows / 19_531) }
}
