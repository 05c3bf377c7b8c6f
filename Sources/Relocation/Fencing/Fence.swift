/// What a fence is to do, from the plan.
public struct FencePlan: Sendable, Hashable {
    /// Those that move together; at least one.
    public var schemas: [String]
    /// Accounts that are not locked and not ended, such as the administrator's; the fence's own account is always one.
    public var spared: Set<DatabaseAccount>
    /// Writers are locked. Without it only `read_only` stands, which does not bind every account: the proof tells.
    public var locks: Bool

    public init(schema: String, spared: Set<DatabaseAccount> = [], locks: Bool = true) {
        self.init(schemas: [schema], spared: spared, locks: locks)
    }

    public init(schemas: [String], spared: Set<DatabaseAccount> = [], locks: Bool = true) {
        self.schemas = schemas
        self.spared = spared
        self.locks = locks
    }
}

/// What a fence changes, written down before it is changed, so that it can be taken back.
public struct FenceRecord: Sendable, Hashable, Codable {
    /// Accounts that were open before.
    public var locked: [DatabaseAccount]
    /// Events that were switched on, with their definers.
    public var events: [FencedEvent]
    public var wasReadOnly: Bool

    public init(locked: [DatabaseAccount], events: [FencedEvent], wasReadOnly: Bool) {
        self.locked = locked
        self.events = events
        self.wasReadOnly = wasReadOnly
    }

    /// With what a later look has found besides: accounts and events that are new, or were let in by hand.
    func joined(_ later: FenceRecord) -> FenceRecord {
        FenceRecord(
            locked: Set(locked).union(later.locked).sorted(), events: FencedEvent.joined(events, later.events),
            wasReadOnly: wasReadOnly)
    }
}

/// An event that is switched off on one side and on at the other.
public struct FencedEvent: Sendable, Hashable, Codable {
    public var name: String
    public var definer: DatabaseAccount
    /// As the side names it on which it was switched on.
    public var schema: String

    public init(name: String, definer: DatabaseAccount, schema: String) {
        self.name = name
        self.definer = definer
        self.schema = schema
    }

    /// Both by name; what was seen later counts, as an event may have got another definer.
    static func joined(_ one: [FencedEvent], _ later: [FencedEvent]) -> [FencedEvent] {
        one.filter { event in !later.contains { $0.name == event.name && $0.schema == event.schema } } + later
    }
}

/// Keeps every writer away from a server, and lets them in again.
public struct Fence: Sendable {
    public let side: DatabaseSide
    public let plan: FencePlan

    public init(_ side: DatabaseSide, _ plan: FencePlan) {
        self.side = side
        self.plan = plan
    }

    private var server: DatabaseServer { side.server }

    /// What it would change now; to be kept before ``close(_:part:)``.
    public func record() async throws(RelocationError) -> FenceRecord {
        let facts = try await server.facts()
        let spared = try await sparedAccounts()
        let writers = plan.locks ? try await server.writers(of: plan.schemas) : []
        return FenceRecord(
            locked: writers.filter { !$0.isLocked && !spared.contains($0.account) }.map(\.account),
            events: try await events("ENABLED"), wasReadOnly: facts.isReadOnly)
    }

    private func sparedAccounts() async throws(RelocationError) -> Set<DatabaseAccount> {
        let own = DatabaseAccount(parsing: try await server.value("SELECT CURRENT_USER()") ?? "")
        return plan.spared.union([own, DatabaseAccount(user: "mariadb.sys", host: "localhost")])
    }

    func events(_ status: String) async throws(RelocationError) -> [FencedEvent] {
        let rows = try await server.rows(
            """
            SELECT EVENT_NAME, DEFINER, EVENT_SCHEMA FROM information_schema.EVENTS WHERE EVENT_SCHEMA IN \
            (\(SQLText.texts(plan.schemas))) AND STATUS = '\(status)'
            """)
        return rows.map(FencedEvent.init)
    }

    /// The server takes no more writes, or takes them again, after a crash too. Waits for statements that are at work.
    public func setReadOnly(_ part: ServerPart) async throws(RelocationError) {
        // Both at once, as this is inside the pause. Cut off between them it is done again.
        async let kept: Void = side.settings.write(part.settings)
        do {
            try await server.executeQuietly("SET GLOBAL read_only = \(part.isReadOnly ? 1 : 0)")
            try await kept
        } catch let error as RelocationError { throw error } catch { throw .cancelled }
    }

    public func isReadOnly() async throws(RelocationError) -> Bool {
        try await server.value("SELECT @@GLOBAL.read_only") == "1"
    }

    /// Locks the accounts, switches the events off, and ends the connections.
    public func close(_ record: FenceRecord) async throws(RelocationError) {
        for account in record.locked {
            try await server.executeQuietly("ALTER USER \(account.sql) ACCOUNT LOCK")
        }
        for event in record.events { try await server.switchEvent(event, to: "DISABLE ON SLAVE") }
        if plan.locks { try await endConnections(of: Set(record.locked.map(\.user))) }
    }

    /// What of a record does not stand now: accounts that are open, events that run.
    func openings(of record: FenceRecord) async throws(RelocationError) -> [String] {
        let rows = try await server.rows(
            "SELECT User, Host FROM mysql.global_priv WHERE \(SQLText.isLocked())")
        let locked = Set(rows.map { DatabaseAccount(user: $0[0] ?? "", host: $0[1] ?? "") })
        let events = try await events("ENABLED")
        return record.locked.filter { !locked.contains($0) }.map { "\($0) is not locked" }
            + events.map { "the event \($0.schema).\($0.name) is switched on" }
    }

    /// Lets everything in again that the fence had shut out.
    public func release(_ record: FenceRecord) async throws(RelocationError) {
        for account in record.locked {
            try await server.executeQuietly("ALTER USER IF EXISTS \(account.sql) ACCOUNT UNLOCK")
        }
        let off = try await events("SLAVESIDE_DISABLED")
        for event in record.events where off.contains(event) {
            try await server.switchEvent(event, to: "ENABLE")
        }
    }

    /// Locking an account does not end what it has open. Readers are left alone: reads are served on.
    private func endConnections(of users: Set<String>) async throws(RelocationError) {
        let spared = Set(try await sparedAccounts().map(\.user))
        for round in 0..<40 {
            let rows = try await server.rows(
                """
                SELECT ID, USER FROM information_schema.PROCESSLIST \
                WHERE COMMAND NOT IN ('Binlog Dump', 'Daemon', 'Slave_IO', 'Slave_SQL', 'Slave_worker')
                """)
            let left = rows.filter { users.contains($0[1] ?? "") && !spared.contains($0[1] ?? "") }
            if left.isEmpty { return }
            for row in left {
                do throws(RelocationError) { try await server.executeQuietly("KILL \(row[0] ?? "0")") } catch {
                    // It has gone by itself.
                    if case .statement(_, "1094", _, _) = error { continue }
                    throw error
                }
            }
            do { try await Task.sleep(for: .milliseconds(round < 10 ? 5 : 50)) } catch { throw .cancelled }
        }
        throw .notSettled(
            server: server.name, why: "connections of writers do not end",
            mend: "look at its process list; a rollback may be at work")
    }
}

extension DatabaseServer {
    /// Not logged, and the definer stays: altered without being named, an event would become the caller's.
    func switchEvent(_ event: FencedEvent, to state: String) async throws(RelocationError) {
        try await executeQuietly(
            "ALTER DEFINER = \(event.definer.sql) EVENT "
                + "\(SQLText.name(event.schema)).\(SQLText.name(event.name)) \(state)")
    }
}

extension FencedEvent {
    /// Name, definer and schema, as `information_schema.EVENTS` has them.
    init(_ row: [String?]) {
        self.init(name: row[0] ?? "", definer: DatabaseAccount(parsing: row[1] ?? ""), schema: row[2] ?? "")
    }
}
