import DatabaseRig
import Databases
import Foundation
import Relocation
import Testing

/// The fence and its proof, on a real server.
@Suite(.serialized) struct FenceTests {
    private static let pair = Task { try await Pair.start() }

    private func fence(_ plan: FencePlan = Pair.fence) async throws -> Fence {
        let pair = try await Self.pair.value
        return Fence(pair.side(pair.oldServer, domain: nil), plan)
    }

    @Test func everyWriterIsFound() async throws {
        let pair = try await Self.pair.value
        try pair.oldServer.run(
            """
            CREATE USER scribe@'%' IDENTIFIED BY 'x'; GRANT UPDATE (sku) ON store.orderlines TO scribe@'%';
            CREATE USER pattern@'%' IDENTIFIED BY 'x'; GRANT INSERT ON `sto\\_e`.* TO pattern@'%';
            CREATE USER pattern2@'%' IDENTIFIED BY 'x'; GRANT INSERT ON `st_r%`.* TO pattern2@'%';
            CREATE USER elsewhere@'%' IDENTIFIED BY 'x'; GRANT ALL ON mysql.* TO elsewhere@'%';
            """)
        let writers = try await pair.sides.old.writers(of: "store").filter { $0.account.user != "root" }
        #expect(writers.map(\.account.user) == ["app", "deploy", "pattern2", "rig", "scribe"])
        #expect(writers.filter(\.isUnbound).map(\.account.user) == ["deploy", "rig"])
        #expect(writers.first { $0.account.user == "scribe" }?.tables == ["orderlines"])
        try pair.oldServer.run("DROP USER scribe@'%', pattern@'%', pattern2@'%', elsewhere@'%'")
    }

    @Test func readOnlyAloneIsCaughtByTheProof() async throws {
        let fence = try await fence(FencePlan(schema: "store", spared: Pair.spared, locks: false))
        try await fence.setReadOnly(ServerPart(isReadOnly: true, domain: nil))
        let trials = try await fence.prove(Pair.credentials + [WriterCredential(user: "seer", password: "seer-secret")])
        let outcomes = Dictionary(uniqueKeysWithValues: trials.map { ($0.account, $0.outcome) })
        #expect(outcomes["app@127.0.0.1"] == .refused(code: "1290"))
        #expect(outcomes["deploy@127.0.0.1"] == .accepted)
        #expect(trials.first { $0.account == "seer" }?.isFenced == true)
        // It was only tried.
        let pair = try await Self.pair.value
        #expect(try await Sides.ask(pair.oldServer, "SELECT COUNT(*) FROM store.orders") == ["500"])
        try await fence.setReadOnly(ServerPart(isReadOnly: false, domain: nil))
    }

    @Test func aFenceHoldsAndIsReleased() async throws {
        let pair = try await Self.pair.value
        let fence = try await fence()
        let open = Sides.connection(pair.oldServer, user: "deploy", password: "deploy-secret")
        try await open.execute("START TRANSACTION")
        try await open.execute("INSERT INTO store.ticks () VALUES ()")
        let record = try await fence.record()
        #expect(Set(record.locked.map(\.user)) == ["app", "deploy"])
        #expect(record.events.map(\.name) == ["tick"])
        try await fence.close(record)
        // What stood open was ended and undone.
        await #expect(throws: (any Error).self) { try await open.execute("COMMIT") }
        #expect(try await Sides.ask(pair.oldServer, "SELECT COUNT(*) FROM store.ticks") == ["0"])
        try await fence.setReadOnly(ServerPart(isReadOnly: true, domain: nil))
        let trials = try await fence.prove(Pair.credentials)
        #expect(
            trials.filter { $0.outcome != .spared }.map(\.outcome) == [.refused(code: "4151"), .refused(code: "4151")])
        #expect(trials.contains { $0.account == "rig@127.0.0.1" && $0.outcome == .spared })
        // A wrong credential proves nothing of an account that is open, and is fine where it is locked.
        let wrong = try await fence.prove([WriterCredential(user: "app", password: "not-it")])
        #expect(wrong.first { $0.account == "app@127.0.0.1" }?.outcome == .locked)
        let status = "SELECT STATUS, DEFINER FROM information_schema.EVENTS WHERE EVENT_SCHEMA = 'store'"
        #expect(try await Sides.ask(pair.oldServer, status) == ["SLAVESIDE_DISABLED|root@localhost"])

        // The fence survives a crash.
        pair.oldServer.kill()
        try await pair.oldServer.start()
        #expect(try await fence.isReadOnly())
        #expect(try await fence.prove(Pair.credentials).filter { $0.outcome == .refused(code: "4151") }.count == 2)

        try await fence.release(record)
        try await fence.setReadOnly(ServerPart(isReadOnly: false, domain: nil))
        #expect(try await Sides.ask(pair.oldServer, status) == ["ENABLED|root@localhost"])
        #expect(
            try await fence.prove(Pair.credentials).filter { !$0.isFenced }.map(\.outcome) == [.accepted, .accepted])
        let lost = try await fence.prove([WriterCredential(user: "app", password: "not-it")])
        let reasons = lost.filter { !$0.isFenced }.map(\.description)
        #expect(reasons.count == 2 && reasons.allSatisfy { !$0.contains("not-it") })
    }

    @Test func drainingNamesWhoIsAtWork() async throws {
        let pair = try await Self.pair.value
        let busy = Sides.connection(pair.oldServer, user: "app", password: "app-secret")
        try await busy.execute("START TRANSACTION")
        try await busy.execute("INSERT INTO store.orders (customer, total) VALUES ('half', 1)")
        let drain = Drain(pair.sides.old, spared: ["rig"])
        await #expect { try await drain.wait(limit: .milliseconds(600)) } throws: { error in
            "\(error)".contains("app from 127.0.0.1") && "\(error)".contains("in a transaction")
        }
        try await busy.execute("ROLLBACK")
        try await drain.wait(limit: .seconds(5))
        await busy.close()
    }
}
