import DatabaseRig
import Foundation
import Relocation
import Rewriting
import Testing

/// Following between two real servers, in order: each test goes on where the last stood.
@Suite(.serialized) struct FollowingTests {
    private static let pair = Task {
        let pair = try await Pair.start()
        // Old history on the new side, which nobody may ever replay.
        try pair.newServer.run("CREATE DATABASE store; DROP DATABASE store")
        try pair.oldServer.run("INSERT INTO store.ticks () VALUES (), (), (), (), (), ()")
        try await pair.follow()
        return pair
    }

    @Test func rowsArriveAndTheLagIsTold() async throws {
        let pair = try await Self.pair.value
        let following = pair.following
        try pair.oldServer.run("INSERT INTO store.orders (customer, total) VALUES ('later', 7)")
        try await following.beat()
        try await following.wait(for: try await pair.sides.old.logPosition(), limit: .seconds(10))
        #expect(try await Sides.ask(pair.newServer, "SELECT total FROM store.orders WHERE customer = 'later'") == ["7"])
        guard case .following(let lag) = try await following.state() else {
            Issue.record("it does not follow: \(try await following.state())")
            return
        }
        #expect(lag.transactions == 0 && lag.isByHeartbeat && lag.seconds == 0)
        #expect(try await following.check().isEmpty)
        #expect(try await following.roundTrip() < .seconds(5))
        // Begun again it only goes on.
        try await following.begin(at: GTIDPosition())
    }

    @Test func aLiveRewriteReachesTheFollowerAfterAnUnloggedOne() async throws {
        let pair = try await Self.pair.value
        let map = try RewriteMap([("old.test", "new.test")])
        try pair.oldServer.run("CREATE DATABASE apart")
        for schema in ["apart", "store"] {
            try pair.oldServer.run(
                "CREATE TABLE links (id INT PRIMARY KEY, url VARCHAR(80) NOT NULL);"
                    + "INSERT INTO links VALUES (1, 'http://old.test/')", in: schema)
        }
        for terms in [
            LiveRewriteTerms(schema: "apart", isApart: true), LiveRewriteTerms(schema: "store", reachesFollowers: true),
        ] {
            let counts = try await LiveRewrite(pair.sides.old, map: map, terms: terms).run()
            #expect(counts.values == 1)
        }
        try await pair.following.wait(for: try await pair.sides.old.logPosition(), limit: .seconds(10))
        #expect(try await Sides.ask(pair.newServer, "SELECT url FROM store.links") == ["http://new.test/"])
        try pair.oldServer.run("DROP DATABASE apart; DROP TABLE links", in: "store")
    }

    @Test func aStoppedReplicaIsBrokenAndNotCurrent() async throws {
        let pair = try await Self.pair.value
        let following = pair.following
        try pair.newServer.run("STOP SLAVE")
        guard case .broken(let why, let mend) = try await following.state() else {
            Issue.record("a stopped replica must be broken")
            return
        }
        #expect(why.contains("stopped") && mend.contains("START SLAVE"))
        try await following.begin(at: GTIDPosition())
        // A replica that lags by an applier that waits.
        try pair.newServer.run("STOP SLAVE; CHANGE MASTER TO MASTER_DELAY = 3; START SLAVE")
        try await following.beat()
        try pair.oldServer.run("INSERT INTO store.ticks () VALUES ()")
        try await Task.sleep(for: .milliseconds(600))
        guard case .following(let lag) = try await following.state() else {
            Issue.record("it follows: \(try await following.state())")
            return
        }
        #expect(lag.transactions >= 2)
        try pair.newServer.run("STOP SLAVE; CHANGE MASTER TO MASTER_DELAY = 0; START SLAVE")
    }

    @Test func aBrokenReplicaIsNamedWithItsError() async throws {
        let pair = try await Self.pair.value
        let following = pair.following
        try await following.wait(for: try await pair.sides.old.logPosition(), limit: .seconds(10))
        try pair.newServer.run(
            "SET SESSION sql_log_bin = 0; INSERT INTO store.orders VALUES (90001, 'secret-name', 1, NOW())")
        try pair.oldServer.run("INSERT INTO store.orders VALUES (90001, 'secret-name', 1, NOW())")
        await #expect {
            try await following.wait(for: try await pair.sides.old.logPosition(), limit: .seconds(10))
        } throws: {
            "\($0)".contains("1062") && "\($0)".contains("copy it again") && !"\($0)".contains("secret-name")
        }
        try pair.newServer.run("SET SESSION sql_log_bin = 0; DELETE FROM store.orders WHERE id = 90001")
        try await following.begin(at: GTIDPosition())
        try await following.wait(for: try await pair.sides.old.logPosition(), limit: .seconds(10))
    }

    @Test func aReplicaThatCrashesComesBackReadOnlyWithItsFilters() async throws {
        let pair = try await Self.pair.value
        let following = pair.following
        pair.newServer.kill()
        try await pair.newServer.start()
        #expect(try await following.check().isEmpty)
        try pair.oldServer.run("CREATE DATABASE other; CREATE TABLE other.a (id INT); INSERT INTO other.a VALUES (1)")
        try pair.oldServer.run("INSERT INTO store.orders (customer, total) VALUES ('after the crash', 1)")
        try await following.begin(at: GTIDPosition())
        try await following.wait(for: try await pair.sides.old.logPosition(), limit: .seconds(10))
        #expect(
            try await Sides.ask(pair.newServer, "SELECT total FROM store.orders WHERE customer = 'after the crash'")
                == ["1"])
        #expect(try await Sides.ask(pair.newServer, "SHOW DATABASES LIKE 'other'").isEmpty)
        #expect(try await Sides.ask(pair.newServer, "SELECT @@read_only, @@gtid_domain_id") == ["1|\(pair.attempt)"])
        // What was only set at run time is gone, and that is seen.
        try "".write(toFile: pair.newServer.settingsPath, atomically: true, encoding: .utf8)
        pair.newServer.kill()
        try await pair.newServer.start()
        let lacks = try await following.check()
        #expect(lacks.contains { $0.contains("read_only is OFF") } && lacks.contains { $0.contains("replicate_do_db") })
        try await following.prepare()
        #expect(try await following.check().isEmpty)
        try await following.begin(at: GTIDPosition())
    }

    @Test func aReusedDomainIsNeverChosen() async throws {
        let pair = try await Self.pair.value
        let next = try await Following.freshDomain(pair.sides.old, pair.sides.new)
        #expect(next > pair.attempt)
        #expect(GTIDPosition.freshDomain(seen: [0, 1, 2, .max]) == 3)
    }
}
