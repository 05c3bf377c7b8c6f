import DatabaseRig
import Databases
import Fixtures
import Foundation
import Relocation
import Testing

/// Servers in the order in which they take over.
private actor Targets {
    private var left: [MariaDBServer]

    init(_ all: [MariaDBServer]) { left = all.reversed() }

    func next() -> MariaDBServer { left.popLast()! }
}

/// Whole hand overs between two real servers.
@Suite(.serialized) struct HandOverTests {
    @Test func authorityMovesUnderAWriterAndComesBack() async throws {
        let pair = try await Pair.start()
        try pair.newServer.run("CREATE DATABASE store; DROP DATABASE store")
        try pair.oldServer.run("INSERT INTO store.ticks () VALUES (); INSERT INTO store.ticks () VALUES ();")
        try await pair.following.prepare()
        // History of the new side's own, in the attempt's domain too: replayed on the old side it would end the shop.
        try pair.newServer.run("CREATE DATABASE store; DROP DATABASE store")
        try await pair.follow()
        // Counters that ran ahead of the rows.
        try pair.oldServer.run("START TRANSACTION; INSERT INTO store.ticks VALUES (7000, NOW()); ROLLBACK;")
        let shop = WritingShop(pair.oldServer, rate: 200)
        let writing = Task { await shop.run() }
        try await Task.sleep(for: .seconds(1))

        // There, back, and there again. Writes go on where authority went, as soon as it has.
        let targets = Targets([pair.newServer, pair.oldServer, pair.newServer])
        var hand = pair.handOver(told: { step, _ in
            if step == .released { await shop.letGo(to: await targets.next()) }
        })
        var state = HandOverState()
        for (round, isAtNew) in [true, false, true].enumerated() {
            await shop.hold()
            let done = try await hand.run(state)
            #expect(done.hasMoved && done.isRoundTripSeen)
            let steps = HandOverStep.allCases.map { "\($0.rawValue) \(done.took[$0] ?? 0)" }.joined(separator: ", ")
            print("hand over \(round + 1): pause \(done.pause) ms (\(steps))")
            try await Task.sleep(for: .milliseconds(700))
            let (to, from) = isAtNew ? (pair.newServer, pair.oldServer) : (pair.oldServer, pair.newServer)
            let events = "SELECT STATUS FROM information_schema.EVENTS WHERE EVENT_SCHEMA = 'store'"
            #expect(try await Sides.ask(to, events) == ["ENABLED"])
            #expect(try await Sides.ask(from, events) == ["SLAVESIDE_DISABLED"])
            let counter = "SELECT AUTO_INCREMENT FROM information_schema.TABLES WHERE TABLE_NAME = 'ticks'"
            #expect(try await Sides.ask(to, counter) == ["7001"])
            #expect(try await Sides.ask(from, "SELECT @@read_only") == ["1"])
            #expect(try await Sides.ask(to, "SELECT @@read_only") == ["0"])
            (hand, state) = hand.wayBack(done, terms: Pair.terms)
        }
        await shop.stop()
        await writing.value

        let acknowledged = await shop.acknowledged
        print(
            "writer: \(acknowledged.count) orders, longest pause \(await shop.longestPause) ms, refused "
                + "\(await shop.refused)"
        )
        try await pair.following.reversed.wait(for: try await pair.sides.new.logPosition(), limit: .seconds(10))
        for server in [pair.newServer, pair.oldServer] {
            let found = try await Sides.ask(
                server, "SELECT customer FROM store.orders WHERE customer LIKE 'w-%' ORDER BY id")
            #expect(Set(found) == Set(acknowledged) && found.count == acknowledged.count)
        }
        #expect(await shop.refused == 0)
        // A third of a second on two idle cores; other suites start servers meanwhile.
        #expect(await shop.longestPause < 5_000)
    }

    /// With and without logs of what was applied.
    @Test(arguments: [[], ["--log-slave-updates=1"], ["--gtid-strict-mode=0"]])
    func everyPlaceToBeKilledIsOneToGoOnFrom(
        settings: [String]
    ) async throws {
        let pair = try await Pair.start(old: settings, new: settings)
        try await pair.follow()
        var hand = pair.handOver()
        var begun = HandOverState()
        var back = false
        // A run that dies after so many times of keeping its state, then one that goes on; the next round is the way
        // back.
        for dying in 0..<13 {
            let side = back ? pair.newServer : pair.oldServer
            try side.run("INSERT INTO store.orders (customer, total) VALUES ('round \(dying)', 1)")
            let box = StateBox(failingAfter: dying)
            let killed = HandOver(hand.following, terms: Pair.terms) { state throws(RelocationError) in
                try await box.keep(state)
            }
            // What is kept first is known before.
            try? await box.keep(begun)
            _ = try? await killed.run(begun)
            if settings.isEmpty {
                // The power goes too, on both sides.
                pair.oldServer.kill()
                pair.newServer.kill()
                try await pair.oldServer.start()
                try await pair.newServer.start()
            }
            let done = try await hand.run(await box.state)
            #expect(done.hasMoved && done.isRoundTripSeen, "killed after keeping \(dying) times")
            let target = back ? pair.oldServer : pair.newServer
            #expect(
                try await Sides.ask(target, "SELECT COUNT(*) FROM store.orders WHERE customer LIKE 'round%'") == [
                    "\(dying + 1)"
                ])
            #expect(try await Sides.ask(target, "SELECT @@read_only") == ["0"])
            (hand, begun) = hand.wayBack(done, terms: Pair.terms)
            back.toggle()
        }
    }

    /// Cut off at any moment, also within a step.
    @Test func cutOffAtAnyMomentItGoesOn() async throws {
        let pair = try await Pair.start()
        try await pair.follow()
        var hand = pair.handOver()
        var state = HandOverState()
        var dice = Dice(seed: 7)
        for round in 0..<12 {
            let isBack = round % 2 == 1
            let (from, to) = isBack ? (pair.newServer, pair.oldServer) : (pair.oldServer, pair.newServer)
            try from.run("INSERT INTO store.orders (customer, total) VALUES ('cut \(round)', 1)")
            let box = StateBox()
            try await box.keep(state)
            let following = hand.following
            for _ in 0..<4 {
                let kept = await box.state
                let cut = Task {
                    try await HandOver(following, terms: Pair.terms) { state throws(RelocationError) in
                        try await box.keep(state)
                    }.run(kept)
                }
                try await Task.sleep(for: .milliseconds(Int.random(in: 1...420, using: &dice)))
                cut.cancel()
                _ = try? await cut.value
            }
            let done = try await hand.run(await box.state)
            #expect(done.hasMoved)
            #expect(
                try await Sides.ask(to, "SELECT COUNT(*) FROM store.orders WHERE customer LIKE 'cut%'") == [
                    "\(round + 1)"
                ])
            (hand, state) = hand.wayBack(done, terms: Pair.terms)
        }
    }

    @Test func serversThatAreKilledComeBackToTheirPart() async throws {
        let pair = try await Pair.start()
        try await pair.follow()
        let states = StateBox(failingAfter: 5)
        _ = try? await pair.handOver(states).run(HandOverState())
        let half = await states.state
        #expect(half.fence != nil && !half.hasMoved)
        pair.oldServer.kill()
        await #expect(throws: RelocationError.self) { try await pair.handOver().run(half) }
        try await pair.oldServer.start()
        pair.newServer.kill()
        await #expect(throws: RelocationError.self) { try await pair.handOver().run(half) }
        try await pair.newServer.start()
        let done = try await pair.handOver().run(half)
        #expect(done.hasMoved)
        // The side that has handed over crashes: it comes back read only, and follows.
        pair.oldServer.kill()
        try await pair.oldServer.start()
        try pair.newServer.run("INSERT INTO store.orders (customer, total) VALUES ('after', 1)")
        _ = try await pair.handOver().run(done)
        let reversed = pair.following.reversed
        #expect(try await reversed.check().isEmpty)
        try await reversed.wait(for: try await pair.sides.new.logPosition(), limit: .seconds(10))
        #expect(
            try await Sides.ask(pair.oldServer, "SELECT COUNT(*) FROM store.orders WHERE customer = 'after'") == ["1"])
    }

    @Test func aReplicaThatLacksRowsIsNotPromoted() async throws {
        let pair = try await Pair.start()
        try await pair.follow()
        // Skipped on the way, as an operator in a hurry does: the position is reached, the rows are not there.
        try pair.newServer.run("STOP SLAVE")
        try pair.oldServer.run("INSERT INTO store.orders (customer, total) VALUES ('lost', 5)")
        let position = try await pair.sides.old.logPosition()
        try pair.newServer.run(
            "SET GLOBAL gtid_slave_pos = "
                + "'\(GTIDPosition.start(own: try await pair.sides.new.logPosition(), source: position))'; START SLAVE"
        )
        let states = StateBox()
        await #expect { try await pair.handOver(states).run(HandOverState()) } throws: {
            "\($0)".contains("orders: 501 rows on the old side, 500 on the new")
        }
        // Nothing moved; the old side is opened again and trades on.
        let state = await states.state
        #expect(!state.hasMoved)
        _ = try await pair.handOver(states).abandon(state)
        let app = Sides.connection(pair.oldServer, user: "app", password: "app-secret")
        try await app.execute("INSERT INTO store.orders (customer, total) VALUES ('goes on', 5)")
        await app.close()
        #expect(try await Sides.ask(pair.newServer, "SELECT @@read_only") == ["1"])
        // Other values, the same number of rows.
        try pair.newServer.run("SET SESSION sql_log_bin = 0; INSERT INTO store.orders VALUES (501, 'lost', 6, NOW())")
        try await pair.following.wait(for: try await pair.sides.old.logPosition(), limit: .seconds(10))
        let tail = try await TailVerification(pair.sides.old, pair.sides.new, schema: FollowedSchema("store")).run()
        #expect(tail.lines == ["orders: the rows have other values on the new side"])
        // A replica that stands is not even begun with.
        try pair.newServer.run("STOP SLAVE")
        await #expect { try await pair.handOver().run(HandOverState()) } throws: { "\($0)".contains("START SLAVE") }
    }

    @Test func onlyTheLastRowsOfLargeTablesAreCompared() async throws {
        let sides = try await Sides.start()
        for server in [sides.oldServer, sides.newServer] {
            try server.run(
                """
                CREATE DATABASE tail; USE tail;
                CREATE TABLE large (a INT, b VARCHAR(10), n INT NULL, f DOUBLE, bits BIT(4), g POINT, PRIMARY KEY (a, \
                b));
                INSERT INTO large SELECT seq, 'x', NULL, seq / 7, b'1010', POINT(seq, 1) FROM seq_1_to_30000;
                CREATE TABLE keyless (v VARCHAR(9) CHARACTER SET latin1); INSERT INTO keyless VALUES ('é'), (NULL), \
                ('');
                ANALYZE TABLE large;
                """)
        }
        let verification = TailVerification(
            sides.old, sides.new, schema: FollowedSchema("tail"), terms: TailTerms(wholeRows: 5_000, lastRows: 500))
        let equal = try await verification.run()
        #expect(equal.lines.isEmpty && equal.partly == 1 && equal.rows == 503 && equal.tables == 2)
        try sides.newServer.run("UPDATE tail.large SET n = 0 WHERE a = 29800")
        #expect(
            try await verification.run().lines == [
                "large: the 500 rows with the highest keys have other values on the new side"
            ])
        try sides.newServer.run(
            """
            UPDATE tail.large SET n = NULL; UPDATE tail.keyless SET v = NULL WHERE v = ''; CREATE TABLE tail.more (id \
            INT);
            ALTER TABLE tail.large MODIFY f FLOAT;
            """)
        #expect(
            try await verification.run().lines == [
                "keyless: the rows have other values on the new side", "large has other columns on the new side",
                "more is on the new side only",
            ])
    }

    @Test func codeThatMayLessThereIsNamedBefore() async throws {
        let pair = try await Pair.start()
        try await pair.follow()
        try pair.oldServer.run(
            """
            CREATE DEFINER=app@'127.0.0.1' TRIGGER noted AFTER INSERT ON orders FOR EACH ROW
            INSERT INTO ticks () VALUES ()
            """, in: "store")
        try await Task.sleep(for: .seconds(1))
        #expect(try await pair.handOver().rehearse().isEmpty)
        try pair.newServer.run("SET SESSION sql_log_bin = 0; REVOKE INSERT ON store.* FROM app@'127.0.0.1'")
        let less = try await pair.handOver().rehearse()
        #expect(
            less.count == 1 && less[0].contains("may not INSERT there (1142): GRANT INSERT ON `store`.*"), "\(less)")
        try pair.newServer.run("SET SESSION sql_log_bin = 0; DROP USER app@'127.0.0.1'")
        let gone = try await pair.handOver().rehearse()
        #expect(gone.contains { $0.contains("app@127.0.0.1") && $0.contains("(1449)") }, "\(gone)")
    }

    @Test func anAccountThatComesMeanwhileIsShutOutToo() async throws {
        let pair = try await Pair.start()
        try await pair.follow()
        #expect(try await pair.handOver().rehearse().isEmpty)
        var terms = Pair.terms
        terms.credentials.append(WriterCredential(user: "app", password: "mistyped"))
        let mistyped = HandOver(pair.following, terms: terms) { _ throws(RelocationError) in }
        let lines = try await mistyped.rehearse()
        #expect(lines.count == 1 && lines[0].hasPrefix("app") && !lines[0].contains("mistyped"))

        // Ended after the fence stood and before it was proven.
        let states = StateBox(failingAfter: 3)
        _ = try? await pair.handOver(states).run(HandOverState())
        let half = await states.state
        #expect(half.fence != nil && !half.isProven)
        try pair.oldServer.run(
            "CREATE USER late@'127.0.0.1' IDENTIFIED BY 'late-secret'; GRANT ALL ON store.* TO late@'127.0.0.1'")
        let done = try await pair.handOver().run(half)
        #expect(done.hasMoved && done.fence?.locked.map(\.user) == ["app", "deploy", "late"])
        // Nobody is let in on the old side while it follows.
        let late = Sides.connection(pair.oldServer, user: "late", password: "late-secret")
        await #expect(throws: (any Error).self) { try await late.execute("SELECT 1") }
    }

    @Test func anUnlockedWriterKeepsAuthorityWhereItIs() async throws {
        let pair = try await Pair.start()
        try await pair.follow()
        var terms = Pair.terms
        terms.fence.locks = false
        let states = StateBox()
        let hand = HandOver(pair.following, terms: terms) { state throws(RelocationError) in
            try await states.keep(state)
        }
        await #expect { try await hand.run(HandOverState()) } throws: {
            "\($0)".contains("deploy@127.0.0.1 can still write") && !"\($0)".contains("deploy-secret")
        }
        _ = try await hand.abandon(await states.state)
    }
}
