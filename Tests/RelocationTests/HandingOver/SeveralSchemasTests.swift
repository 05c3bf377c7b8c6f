import DatabaseRig
import Databases
import Foundation
import Relocation
import Testing

/// Two schemas of one pair of servers, copied from one snapshot and handed over together.
@Suite(.serialized) struct SeveralSchemasTests {
    @Test func theyMoveTogetherAndBack() async throws {
        let pair = try await Pair.start()
        for server in [pair.oldServer, pair.newServer] {
            try server.run(
                """
                SET SESSION sql_log_bin = 0; CREATE USER scribe@'127.0.0.1' IDENTIFIED BY 'scribe-secret';
                GRANT SELECT, INSERT, UPDATE, DELETE ON docs.* TO scribe@'127.0.0.1';
                GRANT INSERT, CREATE ON `docs`.`pages` TO app@'127.0.0.1';
                """)
        }
        try pair.oldServer.run(
            """
            CREATE DATABASE docs; USE docs; CREATE TABLE pages (id INT AUTO_INCREMENT PRIMARY KEY, t TEXT);
            CREATE TABLE orders (id INT AUTO_INCREMENT PRIMARY KEY, t TEXT); INSERT INTO orders (t) VALUES ('a book');
            CREATE DEFINER=root@localhost EVENT tick ON SCHEDULE EVERY 1 HOUR DO INSERT INTO pages (t) VALUES ('tick');
            INSERT INTO pages (t) SELECT seq FROM seq_1_to_100;
            """)
        let schemas = [FollowedSchema("store"), FollowedSchema("docs")]
        let following = Following(
            from: pair.side(pair.oldServer, domain: nil), to: pair.side(pair.newServer, domain: pair.attempt),
            schemas: schemas, attempt: pair.attempt)
        try await following.createAccount()
        try await following.reversed.createAccount()
        try await following.prepare()
        let folders = [Scratch(), Scratch()]
        let transfers = zip(schemas, folders).map { schema, folder in
            pair.sides.transfer(TransferTerms(schema: schema, lanes: 3), folder: folder)
        }
        // Somebody writes both meanwhile: one position must be right for both.
        let writing = Task {
            let connection = Sides.connection(pair.oldServer)
            var count = 0
            while !Task.isCancelled {
                try await connection.execute("START TRANSACTION")
                try await connection.execute("INSERT INTO store.orders (customer, total) VALUES ('both', \(count))")
                try await connection.execute("INSERT INTO docs.pages (t) VALUES ('both \(count)')")
                try await connection.execute("COMMIT")
                count += 1
            }
        }
        try await Task.sleep(for: .milliseconds(200))
        let results = try await DatabaseTransfer.run(transfers)
        #expect(results.map(\.schema) == schemas && results[0].position == results[1].position)
        let events = results.flatMap(\.enabledEvents)
        #expect(Set(events.map(\.schema)) == ["store", "docs"])
        try await following.begin(at: results[0].position)
        try await Task.sleep(for: .milliseconds(300))
        writing.cancel()
        _ = await writing.result
        #expect(try await DatabaseTransfer.run(transfers).map(\.loading) == [.zero, .zero])

        let scribe = WriterCredential(user: "scribe", password: "scribe-secret")
        let terms = HandOverTerms(
            fence: FencePlan(schemas: ["store", "docs"], spared: Pair.spared), credentials: Pair.credentials + [scribe])
        let there = HandOver(following, terms: terms) { _ throws(RelocationError) in }
        #expect(try await there.rehearse().isEmpty)
        let done = try await there.run(HandOverState(events: events))
        #expect(done.hasMoved && done.isRoundTripSeen)
        let sums = """
            SELECT COUNT(*), SUM(CRC32(CONCAT(id, customer, total))) FROM store.orders UNION ALL \
            SELECT COUNT(*), SUM(CRC32(CONCAT(id, t))) FROM docs.pages UNION ALL SELECT COUNT(*), 0 FROM docs.orders
            """
        #expect(try await Sides.ask(pair.newServer, sums) == (try await Sides.ask(pair.oldServer, sums)))
        let enabled = "SELECT EVENT_SCHEMA FROM information_schema.EVENTS WHERE STATUS = 'ENABLED' ORDER BY 1"
        #expect(try await Sides.ask(pair.newServer, enabled) == ["docs", "store"])
        #expect(try await Sides.ask(pair.oldServer, enabled).isEmpty)
        // Both writers are shut out of the old side, and work on the new.
        for (user, password) in [("app", "app-secret"), ("scribe", "scribe-secret")] {
            await #expect(throws: (any Error).self) {
                try await Sides.connection(pair.oldServer, user: user, password: password).rows("SELECT 1")
            }
        }
        try await Sides.connection(pair.newServer, user: "scribe", password: "scribe-secret")
            .execute("INSERT INTO docs.pages (t) VALUES ('born on new')")

        let (back, begun) = there.wayBack(done, terms: terms)
        #expect(try await back.run(begun).isRoundTripSeen)
        #expect(
            try await Sides.ask(pair.oldServer, "SELECT COUNT(*) FROM docs.pages WHERE t = 'born on new'") == ["1"])
        #expect(try await Sides.ask(pair.oldServer, enabled) == ["docs", "store"])
        try await Sides.connection(pair.oldServer, user: "scribe", password: "scribe-secret")
            .execute("INSERT INTO docs.pages (t) VALUES ('home')")
    }

    @Test func aDifferenceInTheSecondStopsBoth() async throws {
        let pair = try await Pair.start()
        try pair.oldServer.run("CREATE DATABASE docs; CREATE TABLE docs.pages (id INT PRIMARY KEY, t TEXT)")
        let schemas = [FollowedSchema("store"), FollowedSchema("docs")]
        let following = Following(
            from: pair.side(pair.oldServer, domain: nil), to: pair.side(pair.newServer, domain: pair.attempt),
            schemas: schemas, attempt: pair.attempt)
        try await following.createAccount()
        try await following.reversed.createAccount()
        try await following.prepare()
        let folders = [Scratch(), Scratch()]
        let results = try await DatabaseTransfer.run(
            zip(schemas, folders).map { pair.sides.transfer(TransferTerms(schema: $0), folder: $1) })
        try await following.begin(at: results[0].position)
        try pair.newServer.run("SET SESSION sql_log_bin = 0; INSERT INTO docs.pages VALUES (9, 'only here')")
        let terms = HandOverTerms(
            fence: FencePlan(schemas: ["store", "docs"], spared: Pair.spared), credentials: Pair.credentials)
        let states = StateBox()
        let there = HandOver(following, terms: terms) { state throws(RelocationError) in try await states.keep(state) }
        await #expect { try await there.run(HandOverState()) } throws: { "\($0)".contains("docs.pages: 0 rows") }
        _ = try await there.abandon(await states.state)
        try await Sides.connection(pair.oldServer, user: "app", password: "app-secret")
            .execute("INSERT INTO store.orders (customer, total) VALUES ('goes on', 1)")
    }
}
