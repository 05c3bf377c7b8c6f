/// Waits until nobody is in the middle of something: `read_only` set while checkouts of many statements are at work
/// tears them apart, and leaves orders without lines.
public struct Drain: Sendable {
    /// Somebody at work.
    public struct Writer: Sendable, Hashable, CustomStringConvertible {
        public var id: Int
        public var user: String
        public var host: String
        public var seconds: Int
        public var isInTransaction: Bool

        public var description: String {
            "\(user) from \(host), connection \(id), \(isInTransaction ? "in a transaction" : "at a statement") for "
                + "\(seconds) s"
        }
    }

    public let server: DatabaseServer
    /// Only the work of these users counts; nil is everybody's. A long question of a reader is no reason to wait.
    public let users: Set<String>?
    /// Users whose work does not count, such as a backup's.
    public let spared: Set<String>
    /// For how long nothing may be seen; at least a tenth of a second, as old as the server's list may be.
    public let settled: Duration

    public init(
        _ server: DatabaseServer, of users: Set<String>? = nil, spared: Set<String> = [],
        settled: Duration = .milliseconds(250)
    ) {
        self.server = server
        self.users = users
        self.spared = spared
        self.settled = max(settled, .milliseconds(110))
    }

    /// Who is at work now.
    public func look() async throws(RelocationError) -> [Writer] {
        let rows = try await server.rows(
            """
            SELECT p.ID, p.USER, p.HOST, p.TIME, t.trx_id IS NOT NULL FROM information_schema.PROCESSLIST p \
            LEFT JOIN information_schema.INNODB_TRX t ON t.trx_mysql_thread_id = p.ID \
            WHERE (t.trx_id IS NOT NULL OR p.COMMAND IN ('Query', 'Execute', 'Prepare')) \
            AND p.ID <> CONNECTION_ID() AND p.USER NOT IN ('system user', 'event_scheduler')
            """)
        return rows.filter { row in
            let user = row[1] ?? ""
            return !spared.contains(user) && users?.contains(user) ?? true
        }.map { row in
            Writer(
                id: row[0].flatMap { Int($0) } ?? 0, user: row[1] ?? "", host: row[2] ?? "",
                seconds: row[3].flatMap { Int($0) } ?? 0, isInTransaction: row[4] == "1")
        }
    }

    /// Returns when nobody was at work, and nothing was written, for the whole of `settled`.
    ///
    /// - Throws: ``RelocationError/notSettled(server:why:mend:)`` after `limit`, naming who is at work.
    public func wait(limit: Duration) async throws(RelocationError) {
        let clock = ContinuousClock()
        let end = clock.now + limit
        var since = clock.now
        var position = try await server.logPosition()
        while true {
            let writers = try await look()
            let now = try await server.logPosition()
            if !writers.isEmpty || now != position { since = clock.now }
            position = now
            if clock.now - since >= settled { return }
            if clock.now > end {
                let names = writers.prefix(5).map(\.description).joined(separator: "; ")
                throw .notSettled(
                    server: server.name, why: names.isEmpty ? "rows are still being written" : "at work: \(names)",
                    mend: "see that the edge holds writes back, wait for these to end, then run it again")
            }
            // InnoDB shows its list anew only when nobody has read it for a tenth of a second: asked more often, it would
            // show the same transactions for ever. Twice as long is just more than what usually counts as settled.
            do { try await Task.sleep(for: .milliseconds(126)) } catch { throw .cancelled }
        }
    }
}
