import DatabaseRig
import Databases
import Fixtures
import Foundation
import Relocation
import Testing

/// Copies that are cut off, refused, or watched.
@Suite(.serialized) struct TransferTroubleTests {
    private static let sides = Task {
        try await Sides.start(new: ["--sql-mode=TRADITIONAL", "--log-slave-updates=1"])
    }

    private func sides(_ schema: String, _ statements: String) async throws -> Sides {
        let sides = try await Self.sides.value
        try sides.oldServer.run("CREATE DATABASE \(schema) CHARACTER SET utf8mb4; USE \(schema);\n" + statements)
        return sides
    }

    private static func tables(_ count: Int, rows: Int) -> String {
        (1...count).map { number in
            """
            CREATE TABLE t\(number) (id INT PRIMARY KEY, t VARCHAR(200));
            INSERT INTO t\(number) SELECT seq, REPEAT(MD5(seq), 5) FROM seq_1_to_\(rows);
            """
        }.joined(separator: "\n")
    }

    private static let sums = (1...12).map { "SELECT \($0), COUNT(*), SUM(CRC32(t)) FROM cut.t\($0)" }.joined(
        separator: " UNION ALL ")

    @Test func aCopyCutOffAnywhereGoesOn() async throws {
        let sides = try await sides(
            "cut", Self.tables(12, rows: 8_000) + "CREATE EVENT e ON SCHEDULE EVERY 1 SECOND DO DELETE FROM t1;")
        let folder = Scratch()
        let terms = TransferTerms(schema: FollowedSchema("cut"), lanes: 3)
        var dice = Dice(seed: 3)
        var ended = 0
        for _ in 0..<14 {
            let cut = Task { try await sides.transfer(terms, folder: folder).run() }
            try await Task.sleep(for: .milliseconds(dice.below(700)))
            cut.cancel()
            do {
                _ = try await cut.value
                ended += 1
            } catch let error as RelocationError {
                #expect(error == .cancelled || error.isPassing, "\(error)")
            }
        }
        _ = try await sides.transfer(terms, folder: folder).run()
        #expect(try await Sides.ask(sides.newServer, Self.sums) == (try await Sides.ask(sides.oldServer, Self.sums)))
        // Nobody is left holding a lock on the old side.
        try sides.oldServer.run("INSERT INTO cut.t1 VALUES (0, 'x')")
    }

    @Test func theNewServerDyingIsPassing() async throws {
        let sides = try await sides("dying", Self.tables(6, rows: 20_000))
        let folder = Scratch()
        let terms = TransferTerms(schema: FollowedSchema("dying"), lanes: 2)
        let running = Task { try await sides.transfer(terms, folder: folder).run() }
        while !FileManager.default.fileExists(atPath: "\(folder.path)/transfer.json") {
            try await Task.sleep(for: .milliseconds(5))
        }
        try await Task.sleep(for: .milliseconds(100))
        sides.newServer.kill()
        let died = await running.result
        if case .failure(let error) = died { #expect((error as? RelocationError)?.isPassing == true, "\(error)") }
        try await sides.newServer.start()
        let position = try await sides.transfer(terms, folder: folder).run().position
        let sums = (1...6).map { "SELECT \($0), COUNT(*), SUM(CRC32(t)) FROM dying.t\($0)" }.joined(
            separator: " UNION ALL ")
        #expect(try await Sides.ask(sides.newServer, sums) == (try await Sides.ask(sides.oldServer, sums)))
        #expect(!position.isEmpty)
    }

    @Test func datesOfZerosPassAStrictServer() async throws {
        let sides = try await sides(
            "zeros",
            """
            SET SESSION sql_mode = '';
            CREATE TABLE posts (id INT PRIMARY KEY, d DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00', t TIMESTAMP \
            NOT NULL \
                DEFAULT '0000-00-00 00:00:00', y DATE);
            INSERT INTO posts (id, y) VALUES (1, '2024-00-10');
            """)
        let transfer = sides.transfer(TransferTerms(schema: FollowedSchema("zeros")), folder: Scratch())
        let found = try await transfer.look().first { $0.matter == .zeroDates }
        #expect(found?.stops == false && found?.what.contains("posts.d, posts.t") == true)
        #expect(found?.mend.contains("refuse a later ALTER TABLE") == true)
        _ = try await transfer.run()
        #expect(
            try await Sides.ask(sides.newServer, "SELECT d, t, y FROM zeros.posts")
                == ["0000-00-00 00:00:00|0000-00-00 00:00:00|2024-00-10"])
    }

    @Test func whatAnAccountMayNotDoIsSaidFirst() async throws {
        let sides = try await sides(
            "limited",
            """
            CREATE TABLE a (id INT PRIMARY KEY);
            CREATE DEFINER=root@localhost TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.id = NEW.id;
            """)
        try sides.newServer.run(
            """
            CREATE USER small@'127.0.0.1' IDENTIFIED BY 'small-secret';
            GRANT ALL ON limited.* TO small@'127.0.0.1'; GRANT ALL ON sluice.* TO small@'127.0.0.1';
            GRANT SELECT ON mysql.* TO small@'127.0.0.1';
            GRANT BINLOG ADMIN, BINLOG MONITOR, SLAVE MONITOR ON *.* TO small@'127.0.0.1';
            """)
        let address = Sides.address(sides.newServer, user: "small")
        let transfer = DatabaseTransfer(
            from: sides.old, with: Sides.tools(sides.oldServer), to: DatabaseServer(address, password: "small-secret"),
            with: DatabaseTools(address: address, password: "small-secret"),
            terms: TransferTerms(schema: FollowedSchema("limited"), definers: [:]), folder: Scratch().path)
        await #expect { try await transfer.run() } throws: {
            let text = "\($0)"
            return text.contains("1419") && text.contains("1227") && text.contains("SET USER")
                && !text.contains("small-secret")
        }
        try sides.newServer.run(
            "SET GLOBAL log_bin_trust_function_creators = 1; GRANT SET USER ON *.* TO small@'127.0.0.1'")
        let again = DatabaseTransfer(
            from: sides.old, with: Sides.tools(sides.oldServer), to: DatabaseServer(address, password: "small-secret"),
            with: DatabaseTools(address: address, password: "small-secret"),
            terms: TransferTerms(schema: FollowedSchema("limited")), folder: Scratch().path)
        _ = try await again.run()
        try sides.newServer.run("SET GLOBAL log_bin_trust_function_creators = 0")
        #expect(
            try await Sides.ask(
                sides.newServer, "SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = 'limited'")
                == ["1"])
    }

    @Test func aSharedDomainIsSaidFirst() async throws {
        let sides = try await sides("domains", "CREATE TABLE a (id INT PRIMARY KEY)")
        try sides.newServer.run(String(repeating: "CREATE DATABASE x; DROP DATABASE x;", count: 200))
        let transfer = sides.transfer(TransferTerms(schema: FollowedSchema("domains")), folder: Scratch())
        await #expect { try await transfer.run() } throws: {
            "\($0)".contains("1950") && "\($0)".contains("DELETE_DOMAIN_ID = (0)")
        }
        // The remedy, on a server that nobody follows.
        try sides.newServer.run("FLUSH BINARY LOGS")
        let logs = try await Sides.ask(sides.newServer, "SHOW BINARY LOGS")
        let newest = logs.last?.split(separator: "|").first ?? ""
        // The server lets a log go a while after its last transaction is on the disk.
        let end = ContinuousClock.now + .seconds(20)
        while true {
            do {
                try sides.newServer.run("PURGE BINARY LOGS TO '\(newest)'; FLUSH BINARY LOGS DELETE_DOMAIN_ID = (0)")
                break
            } catch {
                guard ContinuousClock.now < end else { throw error }
                try await Task.sleep(for: .milliseconds(200))
            }
        }
        _ = try await transfer.run()
    }

    @Test func noPasswordIsInAnyArgument() async throws {
        let sides = try await sides("seen", Self.tables(4, rows: 30_000))
        let watching = Task {
            var seen = 0
            var tools = 0
            while !Task.isCancelled {
                for process in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
                where Int(process) != nil {
                    func text(_ file: String) -> String {
                        String(
                            decoding: FileManager.default.contents(atPath: "/proc/\(process)/\(file)") ?? Data(),
                            as: UTF8.self)
                    }
                    let words = text("cmdline")
                    if words.contains(sides.oldServer.password) { seen += 1 }
                    // A program of the server's client, which everybody may ask for its options.
                    if words.hasPrefix("mariadb\0") || words.hasPrefix("mariadb-dump\0") {
                        tools += 1
                        if text("environ").contains(sides.oldServer.password) { seen += 1 }
                    }
                }
                try? await Task.sleep(for: .milliseconds(2))
            }
            return (seen, tools)
        }
        _ = try await sides.transfer(TransferTerms(schema: FollowedSchema("seen"), lanes: 2), folder: Scratch()).run()
        watching.cancel()
        let (seen, tools) = await watching.value
        #expect(seen == 0 && tools > 0)
    }

    @Test func aCopyUnderAWriterIsOneMoment() async throws {
        let sides = try await sides(
            "moment",
            "CREATE TABLE a (id INT PRIMARY KEY); CREATE TABLE b (id INT PRIMARY KEY); CREATE TABLE pad (id INT "
                + "PRIMARY KEY, t TEXT);"
                + "INSERT INTO pad SELECT seq, REPEAT('x', 2000) FROM seq_1_to_20000;")
        let writing = Task {
            let connection = Sides.connection(sides.oldServer)
            var number = 0
            while !Task.isCancelled {
                number += 1
                try await connection.execute("START TRANSACTION")
                try await connection.execute("INSERT INTO moment.a VALUES (\(number))")
                try await connection.execute("INSERT INTO moment.b VALUES (\(number))")
                try await connection.execute("COMMIT")
            }
        }
        try await Task.sleep(for: .milliseconds(200))
        let result = try await sides.transfer(
            TransferTerms(schema: FollowedSchema("moment"), lanes: 3), folder: Scratch()
        ).run()
        writing.cancel()
        _ = await writing.result
        let counts = try await Sides.ask(
            sides.newServer, "SELECT (SELECT COUNT(*) FROM moment.a), (SELECT COUNT(*) FROM moment.b)")
        let parts = counts[0].split(separator: "|")
        #expect(parts[0] == parts[1] && Int(parts[0]) ?? 0 > 10)
        print("snapshot under a writer: commits waited \(result.blocked)")
        #expect(result.blocked < .seconds(2))
    }
}
