import DatabaseRig
import Databases
import Fixtures
import Foundation
import Testing

/// Both engines, asked for the same things.
struct Engine: Sendable, CustomStringConvertible {
    var description: String
    var address: DatabaseAddress
    var password: String
    var sleep: String
    /// Many numbers and a text of 200 letters each.
    var many: String
    var processes: @Sendable () -> [Int32]
    var kill: @Sendable () -> Void
    var start: @Sendable () async throws -> Void

    func connection(_ limits: ConnectionLimits = ConnectionLimits(), password: String? = nil) -> any DatabaseConnection
    {
        let password = password ?? self.password
        return address.engine == .mariadb
            ? MariaDBConnection(address, password: password, limits: limits)
            : PostgreSQLConnection(address, password: password, limits: limits)
    }

    static func mariadb() async throws -> Engine {
        let server = try await MariaDBServer()
        return Engine(
            description: "MariaDB", address: try DatabaseAddress(parsing: server.address), password: server.password,
            sleep: "SELECT SLEEP(30), BENCHMARK(1, 1)",
            many: "SELECT seq, REPEAT('x', 200) FROM seq_1_to_200000",
            processes: { server.processID.map { [$0] } ?? [] }, kill: { server.kill() },
            start: { try await server.start() })
    }

    static func postgresql() async throws -> Engine {
        let server = try await PostgreSQLServer()
        return Engine(
            description: "PostgreSQL", address: try DatabaseAddress(parsing: server.address), password: server.password,
            sleep: "SELECT pg_sleep(30)::text",
            many: "SELECT i::text, repeat('x', 200) FROM generate_series(1, 200000) AS i",
            // Each connection has a process of its own.
            processes: { server.processID.map { [$0] + children(of: $0) } ?? [] }, kill: { server.kill() },
            start: { try await server.start() })
    }

    private static func children(of parent: Int32) -> [Int32] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return entries.compactMap { Int32($0) }.filter { id in
            let status = (try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)) ?? ""
            return status.contains("PPid:\t\(parent)\n")
        }
    }
}

@Suite(.serialized) struct ConnectionTests {
    static let engines = Task { try await [Engine.mariadb(), Engine.postgresql()] }

    @Test("rows come whole, in batches, with NULL apart from empty, and long cells")
    func rows() async throws {
        for engine in try await Self.engines.value {
            let connection = engine.connection(ConnectionLimits(batch: 100_000))
            let few = try await connection.rows("SELECT 'a', NULL, '' UNION ALL SELECT 'käse 😀', '1', NULL")
            #expect(few.texts(of: 0) == ["a", nil, ""] && few.texts(of: 1) == ["käse 😀", "1", nil], "\(engine)")
            #expect(try await connection.rows("SELECT 1 WHERE 1 = 0").isEmpty)
            for length in [250, 251, 65_535, 65_536, 3_000_000] {
                let long = try await connection.rows("SELECT REPEAT('y', \(length))")
                #expect(long.cells(of: 0)[0]?.count == length, "\(engine)")
            }
            let stream = connection.stream(engine.many)
            var (count, sum, batches) = (0, 0, 0)
            while let batch = try await stream.next() {
                batches += 1
                #expect(batch.bytes.count <= 100_000 && batch.columns == 2)
                for index in batch.indices {
                    count += 1
                    sum += batch.texts(of: index)[0].flatMap { Int($0) } ?? 0
                }
            }
            #expect(count == 200_000 && sum == 20_000_100_000 && batches > 400, "\(engine)")
            #expect(try await stream.next() == nil)
            await connection.close()
            #expect(try await connection.rows("SELECT 1").texts(of: 0) == ["1"])
        }
    }

    @Test("a refused statement leaves the connection as it is")
    func refused() async throws {
        for engine in try await Self.engines.value {
            let connection = engine.connection()
            for _ in 0..<2 {
                await #expect(throws: DatabaseError.self) { try await connection.execute("SELEC 1") }
                await #expect(throws: DatabaseError.self) {
                    try await connection.stream("SELECT * FROM nowhere").next()
                }
            }
            #expect(try await connection.rows("SELECT 1").count == 1)
        }
    }

    @Test("a cancelled task ends its statement within a second, in the server too")
    func cancellation() async throws {
        for engine in try await Self.engines.value {
            let connection = engine.connection()
            _ = try await connection.rows("SELECT 1")
            for isStream in [false, true] {
                let task = Task {
                    if isStream {
                        _ = try await connection.stream(engine.sleep).next()
                    } else {
                        _ = try await connection.rows(engine.sleep)
                    }
                }
                try await Task.sleep(for: .milliseconds(200))
                #expect(try await running(engine) == 1, "\(engine)")
                let began = ContinuousClock.now
                task.cancel()
                await #expect(throws: DatabaseError.cancelled) { try await task.value }
                #expect(ContinuousClock.now - began < .seconds(1), "\(engine)")
                while try await running(engine) > 0, ContinuousClock.now - began < .seconds(5) {
                    try await Task.sleep(for: .milliseconds(20))
                }
                #expect(ContinuousClock.now - began < .seconds(1.5), "\(engine)")
                #expect(try await connection.rows("SELECT 1").count == 1)
            }
        }
    }

    /// Sleeping statements in the server.
    private func running(_ engine: Engine) async throws -> Int {
        let sql =
            engine.address.engine == .mariadb
            ? "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT SLEEP%'"
            : "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(%' "
                + "AND pid <> pg_backend_pid()"
        return try await engine.connection().rows(sql).texts(of: 0)[0].flatMap { Int($0) } ?? -1
    }

    @Test("who lets go of a stream frees the connection at once")
    func dropping() async throws {
        for engine in try await Self.engines.value {
            let connection = engine.connection()
            var stream: BatchStream? = connection.stream(engine.many)
            #expect(try await stream?.next()?.isEmpty == false)
            stream = nil
            let began = ContinuousClock.now
            #expect(try await connection.rows("SELECT 1").count == 1)
            #expect(ContinuousClock.now - began < .seconds(1), "\(engine)")
        }
    }

    @Test("a server that stands still is lost after the limit, and found again")
    func stalled() async throws {
        for engine in try await Self.engines.value {
            let connection = engine.connection(ConnectionLimits(connect: 2, answer: 2))
            _ = try await connection.rows("SELECT 1")
            let processes = engine.processes()
            try processes.forEach(standStill)
            let began = ContinuousClock.now
            let error = await #expect(throws: DatabaseError.self) { try await connection.rows("SELECT 1") }
            #expect(ContinuousClock.now - began < .seconds(6), "\(engine)")
            if case .lost = error {} else { Issue.record("\(engine): \(String(describing: error))") }
            let fresh = engine.connection(ConnectionLimits(connect: 2, answer: 2))
            let refused = await #expect(throws: DatabaseError.self) { try await fresh.rows("SELECT 1") }
            if case .connect = refused {} else { Issue.record("\(engine): \(String(describing: refused))") }
            processes.forEach(goOn)
            #expect(try await connection.rows("SELECT 1").count == 1)
        }
    }

    @Test("a killed server is a lost connection, and the next statement after its return goes well")
    func killed() async throws {
        for engine in try await Self.engines.value {
            let connection = engine.connection()
            _ = try await connection.rows("SELECT 1")
            let task = Task { try await connection.rows(engine.sleep) }
            try await Task.sleep(for: .milliseconds(200))
            engine.kill()
            await #expect(throws: DatabaseError.self) { try await task.value }
            let error = await #expect(throws: DatabaseError.self) { try await connection.rows("SELECT 1") }
            if case .connect = error {} else { Issue.record("\(engine): \(String(describing: error))") }
            try await engine.start()
            #expect(try await connection.rows("SELECT 1").count == 1)
        }
    }

    @Test("no error holds the password")
    func secrets() async throws {
        for engine in try await Self.engines.value {
            let wrong = engine.connection(password: "wrong-secret")
            let refused = await #expect(throws: DatabaseError.self) { try await wrong.rows("SELECT 1") }
            #expect(!"\(String(describing: refused))".contains("wrong-secret"))
            let statement = await #expect(throws: DatabaseError.self) { try await engine.connection().rows("SELEC") }
            #expect(!"\(String(describing: statement))".contains(engine.password))
            var nowhere = engine.address
            nowhere.port = 1
            let gone =
                nowhere.engine == .mariadb
                ? MariaDBConnection(nowhere, password: engine.password) as any DatabaseConnection
                : PostgreSQLConnection(nowhere, password: engine.password)
            let error = await #expect(throws: DatabaseError.self) { try await gone.rows("SELECT 1") }
            #expect(!"\(String(describing: error))".contains(engine.password))
            var secret = engine.address
            secret.tls = .required
            let plain =
                secret.engine == .mariadb
                ? MariaDBConnection(secret, password: engine.password) as any DatabaseConnection
                : PostgreSQLConnection(secret, password: engine.password)
            await #expect(throws: DatabaseError.self) { try await plain.rows("SELECT 1") }
            secret.tls = .preferred
            let either =
                secret.engine == .mariadb
                ? MariaDBConnection(secret, password: engine.password) as any DatabaseConnection
                : PostgreSQLConnection(secret, password: engine.password)
            #expect(try await either.rows("SELECT 1").count == 1)
        }
    }
}
