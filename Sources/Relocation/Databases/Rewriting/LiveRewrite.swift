import Databases
public import Rewriting

/// Changes host names and paths inside of a database in place, by column.
///
/// Rows are read by their key in bounded pieces; a row is changed only where it still holds what was read, so that a
/// shopper's write is never lost, and read again where it does not. How far it has come stands in the database itself,
/// in the transaction that changes the rows: killed at any point and run again it goes on, and its counts are exact (in
/// tables without transactions, to the last piece).
public struct LiveRewrite: Sendable {
    let server: DatabaseServer
    let map: RewriteMap
    let terms: LiveRewriteTerms
    let rules: [ColumnRule]
    let isStopped: @Sendable () -> Bool
    let progress: @Sendable (Progress) -> Void

    /// - Parameters:
    ///   - isStopped: somebody asked to stop; asked between any two transactions.
    public init(
        _ server: DatabaseServer, map: RewriteMap, terms: LiveRewriteTerms, rules: [ColumnRule] = ColumnRule.wordPress,
        isStopped: @escaping @Sendable () -> Bool = { false },
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) {
        self.server = server
        self.map = map
        self.terms = terms
        self.rules = rules
        self.isStopped = isStopped
        self.progress = progress
    }

    /// Why it would be refused now; empty where nothing stands in the way.
    public func look() async throws(RelocationError) -> [String] {
        LiveRefusals.lines(terms, on: server.name, try await server.liveStanding())
    }

    /// Rewrites, or goes on with rewriting; in a dry run counts what would be changed.
    ///
    /// - Throws: ``RelocationError/obstacles(step:lines:)`` before anything is changed.
    public func run() async throws(RelocationError) -> LiveRewriteCounts {
        if !terms.isDryRun {
            let lines = try await look()
            guard lines.isEmpty else { throw .obstacles(step: "rewriting \(terms.schema)", lines: lines) }
        }
        let targets = try await server.liveTargets(terms.schema)
        let line = server.another(answer: 600, session: session)
        var run = LiveRewriteRun(self, line)
        let result = await Result { () async throws(RelocationError) in try await run.all(targets) }
        await line.close()
        return try result.get()
    }

    /// A value that does not fit is refused, never cut; values come and go as bytes.
    private var session: [String] {
        [
            "SET NAMES utf8mb4", "USE \(SQLText.name(terms.schema))",
            "SET SESSION character_set_results = NULL, sql_mode = 'STRICT_ALL_TABLES', time_zone = '+00:00', "
                + "autocommit = 1, lock_wait_timeout = 10, innodb_lock_wait_timeout = 5, max_statement_time = 0",
        ] + (terms.isApart ? ["SET SESSION sql_log_bin = 0"] : [])
    }
}
