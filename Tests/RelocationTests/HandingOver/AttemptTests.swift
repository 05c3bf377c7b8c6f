import DatabaseRig
import Databases
import Foundation
import Relocation
import Testing

/// Attempts after attempts, and schemas that change their name.
@Suite(.serialized) struct AttemptTests {
    @Test func aSecondAttemptAfterARebuiltServerLosesNothing() async throws {
        let pair = try await Pair.start()
        try await pair.follow()
        let first = pair.handOver()
        let there = try await first.run(HandOverState())
        let (back, begun) = first.wayBack(there, terms: Pair.terms)
        _ = try await back.run(begun)

        // While it follows it is not copied to again.
        let over = pair.sides.transfer(
            TransferTerms(schema: FollowedSchema("store"), replacesEarlier: true), folder: Scratch())
        await #expect { try await over.run() } throws: { "\($0)".contains("is a replica already") }

        // The new server is built anew, and numbers its transactions from 1 again.
        try pair.newServer.run(
            """
            STOP SLAVE; RESET SLAVE ALL; RESET MASTER; SET GLOBAL gtid_slave_pos = ''; SET GLOBAL read_only = 0;
            DROP DATABASE store; DROP DATABASE sluice; RESET MASTER;
            """)
        let attempt = try await Following.freshDomain(pair.sides.old, pair.sides.new)
        #expect(attempt > pair.attempt)
        let second = Pair(sides: pair.sides, attempt: attempt)
        try await second.follow()
        try pair.oldServer.run("INSERT INTO store.orders (customer, total) VALUES ('second', 1)")
        let done = try await second.handOver().run(HandOverState())
        #expect(done.hasMoved)
        // In a domain used before, these would look known to the old side and be left out without a word.
        try pair.newServer.run("INSERT INTO store.orders (customer, total) VALUES ('born on new', 1)")
        try await second.following.reversed.wait(for: try await pair.sides.new.logPosition(), limit: .seconds(10))
        #expect(
            try await Sides.ask(pair.oldServer, "SELECT customer FROM store.orders WHERE id > 500 ORDER BY id")
                == ["second", "born on new"])
    }

    @Test func withoutAPositionNothingIsFollowed() async throws {
        let pair = try await Pair.start()
        try await pair.following.createAccount()
        await #expect { try await pair.following.begin(at: GTIDPosition()) } throws: {
            "\($0)".contains("would replay all")
        }
        // A position that the source's log has left behind.
        try pair.oldServer.run("FLUSH BINARY LOGS; INSERT INTO store.ticks () VALUES (); FLUSH BINARY LOGS;")
        try await Task.sleep(for: .milliseconds(400))
        let newest = try await Sides.ask(pair.oldServer, "SHOW BINARY LOGS").last?.split(separator: "|").first ?? ""
        try pair.oldServer.run("PURGE BINARY LOGS TO '\(newest)'")
        let early = try #require(GTIDPosition(parsing: "0-1-1"))
        await #expect { try await pair.following.begin(at: early, limit: .seconds(2)) } throws: {
            "\($0)".contains("1236") && "\($0)".contains("copy again")
        }
        // A replication account that is refused is told without its password.
        try pair.newServer.run("STOP SLAVE; RESET SLAVE ALL")
        try pair.oldServer.run("SET PASSWORD FOR follower@'127.0.0.1' = PASSWORD('other')")
        await #expect { try await pair.following.begin(at: early, resets: true, limit: .seconds(2)) } throws: {
            "\($0)".contains("replication account") && !"\($0)".contains("it's")
        }
    }

    @Test func aSchemaMayChangeItsName() async throws {
        let pair = try await Pair.start()
        try pair.newServer.run("SET SESSION sql_log_bin = 0; GRANT ALL ON shop2.* TO app@'127.0.0.1'")
        let renamed = FollowedSchema("store", as: "shop2")
        let following = Following(
            from: pair.side(pair.oldServer, domain: nil), to: pair.side(pair.newServer, domain: pair.attempt),
            schemas: [renamed], attempt: pair.attempt)
        try await following.createAccount()
        try await following.reversed.createAccount()
        try await following.prepare()
        let result = try await pair.sides.transfer(TransferTerms(schema: renamed), folder: pair.folder).run()
        try await following.begin(at: result.position)
        try pair.oldServer.run("INSERT INTO store.orders (customer, total) VALUES ('followed', 1)")
        pair.newServer.kill()
        try await pair.newServer.start()
        #expect(try await following.check().isEmpty)
        let there = HandOver(following, terms: Pair.terms) { _ throws(RelocationError) in }
        let done = try await there.run(HandOverState())
        try pair.newServer.run("INSERT INTO shop2.orders (customer, total) VALUES ('on new', 1)")
        var terms = Pair.terms
        terms.fence.schemas = ["shop2"]
        let (back, begun) = there.wayBack(done, terms: terms)
        let returned = try await back.run(begun)
        #expect(returned.hasMoved)
        #expect(
            try await Sides.ask(pair.oldServer, "SELECT customer FROM store.orders WHERE id > 500 ORDER BY id")
                == ["followed", "on new"])
    }
}
