import DatabaseRig
import Databases
import Foundation
import Reconciliation
import Testing

@Suite(.serialized) struct MariaDBLogTests {
    @Test("the log tells which tables were written, and anything unclear counts as written")
    func changed() async throws {
        let server = try await MariaDBServer()
        let store = try await MariaDBStore(DatabaseAddress(parsing: server.address), password: server.password)
        try server.run(
            """
            CREATE TABLE a (id INT PRIMARY KEY, n INT); CREATE TABLE b (id INT PRIMARY KEY);
            CREATE TABLE parent (id INT PRIMARY KEY);
            CREATE TABLE child (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES parent (id) ON DELETE CASCADE);
            CREATE DATABASE elsewhere; CREATE TABLE elsewhere.a (id INT);
            INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1, 1);
            """, in: "shop")
        let tables = ["a", "shop.b", "child"]
        let cases: [(String, Set<String>)] = [
            ("SELECT 1", []), ("INSERT INTO a VALUES (1, 1)", ["a"]),
            (
                "UPDATE a SET n = 2; INSERT INTO b VALUES (1)",
                ["a", "shop.b"]
            ),
            ("INSERT INTO elsewhere.a VALUES (1)", []), ("FLUSH LOGS", []), ("FLUSH LOGS; DELETE FROM b", ["shop.b"]),
            ("DELETE FROM parent", ["child"]), ("ALTER TABLE a ADD m INT", ["a"]), ("TRUNCATE TABLE b", ["shop.b"]),
            ("SET binlog_format = STATEMENT; INSERT INTO a VALUES (5, 5, 5)", ["a", "shop.b", "child"]),
            ("CREATE TABLE later (x INT)", []), ("RENAME TABLE later TO sooner", ["a", "shop.b", "child"]),
            ("BEGIN; INSERT INTO a VALUES (9, 9, 9); ROLLBACK", []),
        ]
        for (statement, written) in cases {
            let before = try #require(try await store.position())
            try server.run(statement, in: "shop")
            let found = try await store.changed(since: before, tables: tables)
            #expect(found == written, "\(statement)")
        }
        let old = try #require(try await store.position())
        try server.run("FLUSH LOGS; INSERT INTO a VALUES (7, 7, 7); FLUSH LOGS; FLUSH LOGS", in: "shop")
        #expect(try await store.changed(since: old, tables: tables) == ["a"])
        let name = old.at.prefix { $0 != ":" }
        try server.run("FLUSH LOGS; SET GLOBAL binlog_expire_logs_seconds = 0; RESET MASTER", in: "shop")
        #expect(try await store.changed(since: old, tables: tables) == nil, "\(name)")
        var strange = old
        strange.kind = "lsn"
        #expect(try await store.changed(since: strange, tables: tables) == nil)
        await store.close()
    }

    @Test("a replica's position moves with what it applies, and a stopped replica is not in step")
    func replica() async throws {
        let source = try await MariaDBServer(serverID: 1)
        let replica = try await MariaDBServer(serverID: 2)
        try replica.replicate(from: source)
        let store = try await MariaDBStore(DatabaseAddress(parsing: replica.address), password: replica.password)
        let before = try #require(try await store.position())
        #expect(before.kind == "gtid")
        try source.run("CREATE TABLE t (a INT PRIMARY KEY); INSERT INTO t VALUES (1)", in: "shop")
        try await eventually { try await store.position()?.at != before.at }
        try await eventually { try await store.load().lag == 0 }
        #expect(try await store.load().running.map { $0 < 5 } == true)
        try replica.run("STOP SLAVE SQL_THREAD")
        #expect(try await store.load().lag == StoreLoad.stopped)
        await store.close()
        let other = try await MariaDBStore(DatabaseAddress(parsing: source.address), password: source.password)
        #expect(try await other.load().lag == nil)
        await other.close()
    }

    private func eventually(_ holds: () async throws -> Bool) async throws {
        for _ in 0..<200 {
            if try await holds() { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("it did not come to pass within 10 s")
    }
}
