public import Databases

/// One side's MariaDB server, as an account that may change its settings reaches it.
///
/// What changes the server itself (accounts, events, settings) is done through ``quiet``, whose statements are in no
/// binary log: logged, they would reach the other side.
public struct DatabaseServer: Sendable {
    /// Whose database an address names is not used here: the schema may not exist yet.
    public let address: DatabaseAddress
    let password: String
    let open: MariaDBConnection
    let quiet: MariaDBConnection

    static let session = [
        "SET NAMES utf8mb4",
        "SET SESSION sql_mode = '', time_zone = '+00:00', autocommit = 1, lock_wait_timeout = 10, "
            + "innodb_lock_wait_timeout = 5, max_statement_time = 0",
    ]

    public init(_ address: DatabaseAddress, password: String, limits: ConnectionLimits = ConnectionLimits()) {
        self.address = address
        self.password = password
        let server = address.atServer
        open = MariaDBConnection(server, password: password, limits: limits, session: Self.session)
        quiet = MariaDBConnection(
            server, password: password, limits: limits, session: Self.session + ["SET SESSION sql_log_bin = 0"])
    }

    /// `host:port`, for reports and errors.
    public var name: String { address.serverName }

    /// A further connection, for work that holds one.
    func another(answer: Int = 60, session: [String] = Self.session) -> MariaDBConnection {
        MariaDBConnection(
            address.atServer, password: password, limits: ConnectionLimits(answer: answer), session: session)
    }

    public func close() async {
        await open.close()
        await quiet.close()
    }

    func rows(_ sql: String) async throws(RelocationError) -> [[String?]] {
        try await asked { () async throws(DatabaseError) in
            let rows = try await open.rows(sql)
            return rows.indices.map { rows.texts(of: $0) }
        }
    }

    /// The first cell of the first row.
    func value(_ sql: String) async throws(RelocationError) -> String? { try await rows(sql).first?.first ?? nil }

    func named(_ sql: String) async throws(RelocationError) -> [[String: String]] {
        try await asked { () async throws(DatabaseError) in try await open.named(sql) }
    }

    /// Written to the binary log.
    func execute(_ sql: String) async throws(RelocationError) {
        // A connection that a restart has ended is noticed by a question, which may be asked twice.
        _ = try await value("SELECT 1")
        do throws(DatabaseError) { try await open.execute(sql) } catch { throw DatabaseTrouble.explain(error, name) }
    }

    /// Not written to the binary log. Only for what may be done twice.
    func executeQuietly(_ sql: String) async throws(RelocationError) {
        try await asked { () async throws(DatabaseError) in try await quiet.execute(sql) }
    }

    /// Once more where the connection was lost: the server may have been restarted since it was last used.
    private func asked<Answer>(
        _ ask: () async throws(DatabaseError) -> Answer
    ) async throws(RelocationError) -> Answer {
        do throws(DatabaseError) {
            do throws(DatabaseError) { return try await ask() } catch {
                guard case .lost = error else { throw error }
                return try await ask()
            }
        } catch {
            throw DatabaseTrouble.explain(error, name)
        }
    }

    /// What the binary log holds.
    public func logPosition() async throws(RelocationError) -> GTIDPosition { try await position("gtid_binlog_pos") }

    /// What was applied as a replica.
    public func appliedPosition() async throws(RelocationError) -> GTIDPosition {
        try await position("gtid_slave_pos")
    }

    private func position(_ variable: String) async throws(RelocationError) -> GTIDPosition {
        let text = try await value("SELECT @@GLOBAL.\(variable)") ?? ""
        guard let position = GTIDPosition(parsing: text) else {
            throw .unreadable(what: "the position @@\(variable)", place: name, why: "found \(text)")
        }
        return position
    }
}

extension DatabaseAddress {
    /// The server without one of its databases.
    var atServer: DatabaseAddress {
        var address = self
        address.database = "information_schema"
        return address
    }

    var serverName: String { "MariaDB at \(place.split(separator: "/").dropLast().joined(separator: "/"))" }
}
