import DatabaseRig
import Databases
import Foundation

/// Two MariaDB servers with real replication from the old to the new, started once for the suite.
struct ComparedServers: Sendable {
    let old: ComparedServer
    let new: ComparedServer

    static func started() async throws -> ComparedServers { try await shared.value }

    private static let shared = Task {
        // Rows read are counted by table, so that a test can see what a comparison read again.
        let settings = ["--userstat=1", "--log-slave-updates=1"]
        async let first = MariaDBServer(serverID: 1, settings: settings)
        async let second = MariaDBServer(serverID: 2, settings: settings)
        let (old, new) = (try await first, try await second)
        try new.replicate(from: old)
        return ComparedServers(old: try ComparedServer(old), new: try ComparedServer(new))
    }

    /// The same statements on both sides, past the log of changes.
    func both(_ statements: [String]) async throws {
        async let first: Void = old.silently(statements)
        async let second: Void = new.silently(statements)
        _ = (try await first, try await second)
    }

    /// A table of `rows` rows of some 220 bytes with the keys 2, 4, 6 ... on both sides.
    func shopTable(_ name: String, rows: Int) async throws {
        try await both([
            "DROP TABLE IF EXISTS \(name)",
            """
            CREATE TABLE \(name) (id BIGINT PRIMARY KEY, qty INT NOT NULL, price DECIMAL(12,2), note VARCHAR(300),
                changed DATETIME(3) NOT NULL)
            """,
            """
            INSERT INTO \(name) SELECT 2 * seq, seq % 100, seq / 100, CONCAT(seq, REPEAT(MD5(seq), 6)),
                '2026-01-01' + INTERVAL seq SECOND FROM seq_1_to_\(rows)
            """,
        ])
    }

    /// Returns when the new side has applied everything that the old one has logged.
    func replicated() async throws {
        let position = try await old.ask("SELECT @@gtid_binlog_pos")[0][0] ?? ""
        let reached = try await new.ask("SELECT MASTER_GTID_WAIT('\(position)', 30)")[0][0]
        guard reached == "0" else { throw RigTrouble("the replica did not reach \(position) in 30 s") }
    }

    /// How far behind the replica keeps itself, in seconds.
    func delay(_ seconds: Int) async throws {
        for statement in ["STOP SLAVE", "CHANGE MASTER TO MASTER_DELAY = \(seconds)", "START SLAVE"] {
            try await new.execute(statement)
        }
    }

    /// A mapping file of these tables, as lines of YAML, or of tables that are called alike on both sides.
    func mapping(_ tables: [String], in folder: URL, newPort: Int? = nil) throws -> String {
        let tables = tables.map {
            $0.contains("\n") ? $0 : "  - id: \($0)\n    old: { table: \($0) }\n    new: { table: \($0) }"
        }
        let text = """
            sluice_mapping: 1
            stores:
              old: { address: \(old.server.address), secret: env:RIG_PASSWORD }
              new: { address: \(new.address(port: newPort)), secret: env:RIG_PASSWORD }
            tables:
            \(tables.joined(separator: "\n"))

            """
        let file = folder.appending(path: "shop-\(UUID().uuidString.prefix(6)).map.yaml")
        try Data(text.utf8).write(to: file)
        return file.path
    }
}

/// One server and a connection of the test's own.
struct ComparedServer: Sendable {
    let server: MariaDBServer
    private let line: MariaDBConnection

    init(_ server: MariaDBServer) throws {
        self.server = server
        line = try Self.connection(server)
    }

    static func connection(_ server: MariaDBServer, session: [String] = []) throws -> MariaDBConnection {
        MariaDBConnection(try DatabaseAddress(parsing: server.address), password: server.password, session: session)
    }

    func address(port: Int?) -> String {
        server.address.replacingOccurrences(of: ":\(server.port)/", with: ":\(port ?? server.port)/")
    }

    func ask(_ sql: String) async throws -> [[String?]] {
        let rows = try await line.rows(sql)
        return (0..<rows.count).map { rows.texts(of: $0) }
    }

    func execute(_ statement: String) async throws { try await line.execute(statement) }

    func close() async { await line.close() }

    /// What neither the log of changes nor a replica hears of.
    func silently(_ statements: [String]) async throws {
        let line = try Self.connection(server, session: ["SET SESSION sql_log_bin = 0"])
        for statement in statements { try await line.execute(statement) }
        await line.close()
    }

    /// How many rows of a table the server has read since it started, by whomever.
    func rowsRead(of table: String) async throws -> Int {
        let read = try await ask(
            """
            SELECT COALESCE(SUM(ROWS_READ), 0) FROM information_schema.TABLE_STATISTICS
            WHERE TABLE_SCHEMA = 'shop' AND TABLE_NAME = '\(table)'
            """)
        return read[0][0].flatMap { Int($0) } ?? 0
    }
}
