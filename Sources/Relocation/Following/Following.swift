import Databases

/// Replication by GTID from one side to the other, for the schemas that move.
///
/// Settings that must survive a crash go into the replica's settings file first and are set then. Started again it goes
/// on: a replica that follows already is only started.
public struct Following: Sendable {
    public let source: DatabaseSide
    public let replica: DatabaseSide
    public let schemas: [FollowedSchema]
    /// A number of this attempt, also the GTID domain of the new side; see ``freshDomain(_:_:)``.
    public let attempt: UInt32

    /// - Parameter schemas: without the database `sluice`, which is always followed too: the heartbeat is in it.
    public init(from source: DatabaseSide, to replica: DatabaseSide, schemas: [FollowedSchema], attempt: UInt32) {
        self.source = source
        self.replica = replica
        self.schemas = schemas
        self.attempt = attempt
    }

    /// The same pair the other way round.
    public var reversed: Following {
        Following(from: replica, to: source, schemas: schemas.map(\.reversed), attempt: attempt)
    }

    /// A GTID domain that neither server has ever seen. To be kept with the attempt, and given to the new side before
    /// anything is copied: a domain used before makes a replica skip or refuse what it takes for known.
    public static func freshDomain(
        _ old: DatabaseServer, _ new: DatabaseServer
    ) async throws(RelocationError) -> UInt32 {
        let seen = try await old.facts().seenDomains.union(try await new.facts().seenDomains)
        return GTIDPosition.freshDomain(seen: seen)
    }

    /// The replica's part, for its settings file.
    public var part: ServerPart {
        ServerPart(isReadOnly: true, domain: replica.domain, followed: schemas + [FollowedSchema("sluice")])
    }

    var beats: String { "sluice.beat_\(attempt)" }

    /// Creates the account that the replica logs in with, on the source; not in its log.
    public func createAccount() async throws(RelocationError) {
        let account = source.way.account.sql
        try await withoutSecret { () async throws(RelocationError) in
            try await source.server.executeQuietly(
                "CREATE USER IF NOT EXISTS \(account) IDENTIFIED BY \(SQLText.literal(source.way.password))")
        }
        try await source.server.executeQuietly("GRANT REPLICATION SLAVE ON *.* TO \(account)")
    }

    /// Makes the replica what it must be before it is copied to: read only, writing in a domain of its own, after a
    /// crash too.
    public func prepare() async throws(RelocationError) {
        try await settle()
        for side in [source, replica] {
            try await side.server.executeQuietly("CREATE DATABASE IF NOT EXISTS sluice CHARACTER SET utf8mb4")
        }
        let form = """
            CREATE TABLE IF NOT EXISTS \(beats) (server INT UNSIGNED PRIMARY KEY, at DATETIME(6) NOT NULL, \
            word VARCHAR(32) NOT NULL DEFAULT '') ENGINE=InnoDB CHARACTER SET utf8mb4
            """
        try await source.server.executeQuietly(form)
        let exists = try await replica.server.value(
            "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'sluice' AND TABLE_NAME = 'beat_\(attempt)'")
        if exists == nil {
            // Logged, so that the domain has a first transaction: a position that does not name a domain means all of
            // it.
            if let domain = replica.domain {
                try await replica.server.execute("SET SESSION gtid_domain_id = \(domain)")
            }
            try await replica.server.execute(form)
        }
    }

    /// A server that refuses a statement quotes from it.
    private func withoutSecret(
        _ work: () async throws(RelocationError) -> Void
    ) async throws(RelocationError) {
        do throws(RelocationError) { try await work() } catch {
            guard case .statement(let server, let code, let why, let mend) = error else { throw error }
            let shown = Redaction([source.way.password, SQLText.literal(source.way.password)])(why)
            throw .statement(server: server, code: code, why: shown, mend: mend)
        }
    }

    /// The replica's settings: written, then set.
    private func settle() async throws(RelocationError) {
        let server = replica.server
        try await replica.settings.write(part.settings)
        let facts = try await server.facts()
        if !facts.isReadOnly { try await server.executeQuietly("SET GLOBAL read_only = 1") }
        if let domain = replica.domain, facts.domain != domain {
            try await server.executeQuietly("SET GLOBAL gtid_domain_id = \(domain)")
        }
        let missing = part.missing(
            readOnly: true, domain: replica.domain ?? facts.domain, doDatabases: facts.doDatabases,
            rewrites: facts.rewrites)
        guard !missing.isEmpty else { return }
        // The server takes filters only while it follows nothing.
        let isReplica = try await !server.named("SHOW ALL SLAVES STATUS").isEmpty
        if isReplica { try await server.executeQuietly("STOP SLAVE") }
        try await server.executeQuietly("SET GLOBAL replicate_do_db = \(SQLText.text(part.doDatabases))")
        try await server.executeQuietly("SET GLOBAL replicate_rewrite_db = \(SQLText.text(part.rewrites))")
        if isReplica { try await server.executeQuietly("START SLAVE") }
    }

    /// What of the replica's part does not hold now, such as after a restart without the settings file.
    public func check() async throws(RelocationError) -> [String] {
        let facts = try await replica.server.facts()
        var lines = part.missing(
            readOnly: facts.isReadOnly, domain: facts.domain, doDatabases: facts.doDatabases, rewrites: facts.rewrites)
        if try await replica.settings.read() != part.settings {
            lines.append("\(replica.settings.place) does not hold what must survive a restart")
        }
        return lines
    }

    /// Begins to follow at a position, or goes on where it stood.
    ///
    /// - Parameters:
    ///   - position: of the copy in the source's log, for the first time; later the replica's own position counts.
    ///   - resets: the position counts whatever the replica has followed before, as after a hand over.
    ///   - limit: for both threads to run.
    public func begin(
        at position: GTIDPosition, resets: Bool = false, limit: Duration = .seconds(20)
    ) async throws(RelocationError) {
        try await prepare()
        let server = replica.server
        switch try await state() {
        case .strange(let place):
            throw .obstacles(
                step: "following \(source.way.place)",
                lines: ["\(replica.name) follows \(place): STOP SLAVE and RESET SLAVE ALL there, if nobody needs that"])
        case .following: return try await note()
        case .none:
            let isFirst = try await !hasFollowed()
            if resets || isFirst {
                guard !position.isEmpty else {
                    throw .unusable(
                        what: "the position to follow from",
                        found: "empty, which would replay all of the source's history",
                        expected: "the position of the copy")
                }
                let start = GTIDPosition.start(own: try await server.logPosition(), source: position)
                try await server.executeQuietly("SET GLOBAL gtid_slave_pos = '\(start)'")
            }
            try await withoutSecret { () async throws(RelocationError) in
                try await server.executeQuietly(
                    """
                    CHANGE MASTER TO MASTER_HOST = \(SQLText.literal(source.way.host)), MASTER_PORT = \
                    \(source.way.port), \
                    MASTER_USER = \(SQLText.literal(source.way.account.user)), \
                    MASTER_PASSWORD = \(SQLText.literal(source.way.password)), MASTER_USE_GTID = slave_pos, \
                    MASTER_CONNECT_RETRY = 1, MASTER_HEARTBEAT_PERIOD = 2, MASTER_SSL = \
                    \(source.way.isEncrypted ? 1 : 0)
                    """)
            }
            try await note()
            try await server.executeQuietly("START SLAVE")
        case .broken:
            // Started again; where the reason stays, it is told below.
            try await note()
            try await server.executeQuietly("START SLAVE")
        }
        try await untilRunning(limit)
    }

    /// A source that refuses what the replica asks for does so a moment after both threads run: seen running once is not
    /// enough.
    private func untilRunning(_ limit: Duration) async throws(RelocationError) {
        let end = ContinuousClock.now + limit
        var runningSince: ContinuousClock.Instant?
        while true {
            let state = try await state()
            if case .following = state {
                let since = runningSince ?? .now
                if ContinuousClock.now - since > .milliseconds(300) { return }
                runningSince = since
            } else {
                runningSince = nil
            }
            // Connecting takes a moment; an error of a statement does not pass by itself.
            let isFinal = if case .broken(let why, _) = state { why.hasPrefix("applying ended") } else { false }
            if isFinal || (ContinuousClock.now > end && runningSince == nil) { throw Self.trouble(state, replica.name) }
            do { try await Task.sleep(for: .milliseconds(20)) } catch { throw .cancelled }
        }
    }

    static func trouble(_ state: FollowingState, _ server: String) -> RelocationError {
        switch state {
        case .broken(let why, let mend): .replicaBroken(server: server, why: why, mend: mend)
        case .none: .replicaBroken(server: server, why: "it follows nobody", mend: "begin following")
        default: .replicaBroken(server: server, why: "\(state)", mend: "look at SHOW SLAVE STATUS")
        }
    }

    /// This attempt has followed in this direction before, so the replica's own position is right.
    private func hasFollowed() async throws(RelocationError) -> Bool {
        try await replica.server.value(
            "SELECT 1 FROM \(beats) WHERE server = 0 AND word = \(SQLText.text("from \(source.way.place)".fitted))")
            != nil
    }

    /// Remembers that; a row of the replica alone, in no log.
    private func note() async throws(RelocationError) {
        try await replica.server.executeQuietly(
            "REPLACE INTO \(beats) VALUES (0, NOW(6), \(SQLText.text("from \(source.way.place)".fitted)))")
    }

    /// Ends following for good. The replica's applied position stays known to it.
    public func end() async throws(RelocationError) {
        let server = replica.server
        guard try await !server.named("SHOW ALL SLAVES STATUS").isEmpty else { return }
        try await server.executeQuietly("STOP SLAVE")
        try await server.executeQuietly("RESET SLAVE ALL")
    }
}

extension String {
    /// As long as the column that holds it.
    fileprivate var fitted: String { String(prefix(32)) }
}
