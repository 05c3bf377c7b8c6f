import DatabaseRig
import Fixtures
import Foundation
import Testing

/// Networks that are cut, servers that stand still or slow down: the right answer in the end, or *could not check*.
extension ReconcileTests {
    /// A table of 30,000 rows with seven planted differences, its undisturbed digest, and the way to the new side.
    private func troubled() async throws -> (planted: [String], digest: String, proxy: StoreProxy, mapping: String) {
        try await servers.shopTable("troubled", rows: 30_000)
        let planted = try await plantSeven(in: "troubled", of: 30_000)
        let direct = try await compare(try servers.mapping(["troubled"], in: folder), in: "whole")
        let proxy = try StoreProxy(to: servers.new.server.port)
        return (
            planted, try #require(direct.tables.first, "\(direct)").digest, proxy,
            try servers.mapping(["troubled"], in: folder, newPort: proxy.port)
        )
    }

    @Test(.timeLimit(.minutes(3)))
    func theNetworkIsCutAndTheAnswerIsRight() async throws {
        let (planted, digest, proxy, mapping) = try await troubled()
        defer { proxy.close() }
        let comparison = try start(mapping, ["--rows-per-second", "10000", "--lag", "0.5"])
        _ = try await KeptPass.of("troubled", in: kept("kept"), by: comparison) { $0.rows.old >= 10_000 }
        proxy.cut()
        try await Task.sleep(for: .seconds(Self.cut))
        #expect(comparison.isRunning)
        proxy.mend()
        let told = try await comparison.ended()
        let table = try #require(told.tables.first, "\(told)")
        print("cut: \(Self.cut) s in \(table.ended - table.began) ms; said: \(told.errors)")
        #expect(told.status == 1 && told.found == planted && table.digest == digest, "\(told)")
        #expect(told.errors.contains("waits") && told.errors.contains("127.0.0.1:\(proxy.port)"))
    }

    @Test(.timeLimit(.minutes(3)))
    func withLittlePatienceACutEndsAsCouldNotCheckAndCanBeGoneOnWith() async throws {
        let (planted, digest, proxy, mapping) = try await troubled()
        defer { proxy.close() }
        let comparison = try start(mapping, ["--rows-per-second", "10000", "--lag", "0.5", "--patience", "2"])
        _ = try await KeptPass.of("troubled", in: kept("kept"), by: comparison) { $0.rows.old >= 10_000 }
        proxy.cut()
        let told = try await comparison.ended()
        #expect(told.status == 3, "\(told)")
        #expect(told.tables.first?.outcome == "could-not-check" && told.summary?.outcome == "could-not-check")
        #expect(told.tables.first?.why?.contains("does not answer") == true, "\(told)")
        #expect(!told.output.contains("rig-secret") && !told.errors.contains("rig-secret"))
        // Still away: nothing is lost, and nothing is taken for equal.
        let away = try await compare(mapping, ["--patience", "2"])
        #expect(away.status == 3 && away.tables.first?.outcome == "could-not-check", "\(away)")

        proxy.mend()
        let before = try await servers.new.rowsRead(of: "troubled")
        let again = try await compare(mapping)
        let read = try await servers.new.rowsRead(of: "troubled") - before
        print("patience: \(told.tables.first?.why ?? ""); again read \(read) of 30000")
        #expect(again.status == 1 && again.found == planted && again.tables.first?.digest == digest, "\(again)")
        #expect(read < 25_000)
    }

    @Test(.timeLimit(.minutes(3)))
    func aServerThatStandsStillForAWhileIsWaitedFor() async throws {
        let (planted, digest, proxy, mapping) = try await troubled()
        defer { proxy.close() }
        let comparison = try start(mapping, ["--rows-per-second", "10000", "--lag", "0.5"])
        _ = try await KeptPass.of("troubled", in: kept("kept"), by: comparison) { $0.rows.old >= 10_000 }
        let server = try #require(servers.new.server.processID)
        try standStill(server)
        defer { goOn(server) }
        try await Task.sleep(for: .seconds(Self.cut))
        #expect(comparison.isRunning)
        goOn(server)
        let told = try await comparison.ended()
        #expect(told.status == 1 && told.found == planted && told.tables.first?.digest == digest, "\(told)")
    }

    @Test(.timeLimit(.minutes(3)))
    func aSourceThatAnswersSlowerAndSlowerIsLetAloneUntilItIsBetter() async throws {
        let (planted, digest, proxy, mapping) = try await troubled()
        defer { proxy.close() }
        let comparison = try start(mapping, ["--rows-per-second", "10000", "--lag", "0.5"])
        _ = try await KeptPass.of("troubled", in: kept("kept"), by: comparison) { $0.rows.old >= 8_000 }
        for milliseconds in stride(from: 20, through: 320, by: 50) {
            proxy.slow(by: milliseconds)
            try await Task.sleep(for: .milliseconds(600))
        }
        #expect(comparison.isRunning)
        proxy.slow(by: 0)
        let told = try await comparison.ended()
        print("slower: \(told.errors)")
        #expect(told.status == 1 && told.found == planted && told.tables.first?.digest == digest, "\(told)")
        #expect(told.errors.contains("at its best in"), "\(told)")

        // It stays slow, and patience is at its end.
        let impatient = try start(
            mapping, in: "slow", ["--rows-per-second", "10000", "--lag", "0.5", "--patience", "3"])
        _ = try await KeptPass.of("troubled", in: kept("slow"), by: impatient) { $0.rows.old >= 8_000 }
        proxy.slow(by: 300)
        let slow = try await impatient.ended()
        #expect(slow.status == 3, "\(slow)")
        #expect(slow.tables.first?.why?.contains("is too busy (it answers in") == true, "\(slow)")
    }

    @Test(.timeLimit(.minutes(3)))
    func aLockedTableIsWaitedForAndNotForEver() async throws {
        let (planted, digest, proxy, mapping) = try await troubled()
        defer { proxy.close() }
        let holder = try ComparedServer(servers.new.server)
        try await holder.execute("LOCK TABLES troubled WRITE")
        let locked = try await compare(mapping, ["--pace", "unbounded", "--lag", "0.5", "--patience", "2"])
        print("locked: \(locked.tables.first?.why ?? "")")
        #expect(locked.status == 3, "\(locked)")
        #expect(locked.tables.first?.why?.contains("Lock wait timeout") == true, "\(locked)")

        let waiting = try start(mapping)
        try await Task.sleep(for: .seconds(2))
        #expect(waiting.isRunning)
        try await holder.execute("UNLOCK TABLES")
        let told = try await waiting.ended()
        #expect(told.status == 1 && told.found == planted && told.tables.first?.digest == digest, "\(told)")
        await holder.close()
    }
}
