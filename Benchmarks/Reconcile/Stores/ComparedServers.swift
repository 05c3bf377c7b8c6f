import DatabaseRig
import Foundation

/// Two MariaDB servers and a PostgreSQL server on loopback, each with data of its own, with the same table of orders.
final class ComparedServers: Sendable {
    let old: MariaDBServer
    let new: MariaDBServer
    let foreign: PostgreSQLServer
    let rows: Int
    /// For what contestants write.
    let folder: URL

    /// Starts and loads them. They end, and their folders go, when this is let go.
    init(_ settings: ReconcileSettings) async throws {
        rows = settings.rows
        folder = FileManager.default.temporaryDirectory.appending(
            path: "sluice-reconcile-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let options = ["--innodb-buffer-pool-size=\(settings.pool)M", "--default-time-zone=+00:00"]
        old = try await MariaDBServer(serverID: 1, settings: options)
        new = try await MariaDBServer(serverID: 2, settings: options)
        foreign = try await PostgreSQLServer()
        try await load()
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func load() async throws {
        try quietly(OrderTable.mariaDB, on: old)
        try quietly(OrderTable.mariaDB, on: new)
        try foreign.run(OrderTable.postgreSQL)
        try await append(1...rows, to: [old, new])
        for server in [old, new] { try quietly("ANALYZE TABLE orders", on: server) }
    }

    /// Adds orders to MariaDB servers and to PostgreSQL, all at once.
    private func append(_ numbers: ClosedRange<Int>, to servers: [MariaDBServer]) async throws {
        let file = folder.appending(path: "orders.tsv")
        try OrderRows.write(numbers, to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for server in servers {
                group.addTask {
                    try await onThread {
                        // Without checks that rows from numbers need not, a table that is empty is filled in bulk.
                        try self.quietly(
                            """
                            SET unique_checks = 0, foreign_key_checks = 0;
                            LOAD DATA INFILE '\(file.path)' INTO TABLE orders CHARACTER SET utf8mb4;
                            """, on: server)
                    }
                }
            }
            group.addTask {
                try await onThread {
                    try self.foreign.run(
                        "SET TIME ZONE 'UTC';\n\\copy orders FROM '\(file.path)'\nVACUUM ANALYZE orders;")
                }
            }
            try await group.waitForAll()
        }
    }

    /// Brings a set of data to the new sides.
    func make(_ set: DataSet) async throws {
        for statement in set.make(rows: rows, microsecond: "INTERVAL 1 MICROSECOND") {
            try quietly(statement, on: new)
        }
        try change(foreign, set.make(rows: rows, microsecond: "INTERVAL '1 microsecond'"))
        try await settle()
    }

    /// Takes it away again.
    func unmake(_ set: DataSet) async throws {
        if set == .gap { try await append(DataSet.gap(rows: rows), to: [new]) }
        for statement in set.unmake(rows: rows, microsecond: "INTERVAL 1 MICROSECOND") {
            try quietly(statement, on: new)
        }
        try change(foreign, set.unmake(rows: rows, microsecond: "INTERVAL '1 microsecond'"))
        try await settle()
    }

    private func change(_ server: PostgreSQLServer, _ statements: [String]) throws {
        guard !statements.isEmpty else { return }
        try server.run((statements + ["VACUUM ANALYZE orders"]).joined(separator: ";\n"))
    }

    /// Waits until the new side has cleaned up behind the changes, so that no contestant pays for it.
    private func settle() async throws {
        let connection = try connect(new)
        for _ in 0..<300 where try connection.counter("Innodb_history_list_length") > 100 {
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Ends the servers at once.
    func end() {
        old.kill()
        new.kill()
        foreign.kill()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Without a trace in the binary log: a replica must not repeat it.
    func quietly(_ statements: String, on server: MariaDBServer) throws {
        try server.run("SET SESSION sql_log_bin = 0;\n" + statements, in: "shop")
    }

    func connect(_ server: MariaDBServer) throws -> PlainConnection {
        try PlainConnection(port: server.port, user: server.user, password: server.password)
    }
}

extension MariaDBServer {
    /// The address with its password, as programs take it.
    var fullAddress: String { "mysql://\(user):\(password)@127.0.0.1:\(port)/shop" }
}

extension PostgreSQLServer {
    /// The address with its password, as programs take it.
    var fullAddress: String { "postgresql://\(user):\(password)@127.0.0.1:\(port)/shop" }
}
