import DatabaseRig
import Foundation
import Testing

/// What later passes need not do again, and what a pass may need at the most.
extension ReconcileTests {
    @Test(.timeLimit(.minutes(2)))
    func anUntouchedTableIsNotReadAgainThoughOthersAreWritten() async throws {
        try await servers.shopTable("still", rows: 20_000)
        try await servers.shopTable("busy", rows: 2_000)
        let mapping = try servers.mapping(["still"], in: folder)
        let reads = {
            (try await servers.old.rowsRead(of: "still"), try await servers.new.rowsRead(of: "still"))
        }
        let first = try await compare(mapping)
        #expect(first.status == 0 && first.tables.first?.touched.old == 20_000, "\(first)")

        for number in 0..<200 { try await servers.old.execute("UPDATE busy SET qty = \(number) WHERE id = 2") }
        try await servers.replicated()
        let before = try await reads()
        let second = try await compare(mapping)
        let after = try await reads()
        print("untouched: \(second.tables.first?.wayReason ?? "")")
        #expect(second.status == 0 && second.tables.first?.touched == .init(old: 0, new: 0), "\(second)")
        #expect(second.tables.first?.digest == first.tables.first?.digest)
        #expect(before == after)

        try await servers.old.execute("UPDATE still SET qty = qty + 1 WHERE id = 4000")
        try await servers.replicated()
        let third = try await compare(mapping)
        #expect(third.status == 0 && (third.tables.first?.touched.old ?? 0) > 0, "\(third)")
        // Written on the new side alone, by a writer of its own.
        for statement in ["SET SESSION gtid_domain_id = 2", "UPDATE still SET qty = qty + 1 WHERE id = 4000"] {
            try await servers.new.execute(statement)
        }
        let fourth = try await compare(mapping)
        #expect(fourth.status == 1 && fourth.found == ["differs 4000"], "\(fourth)")
        // What differs and was not written since differs still, without being read.
        let fifth = try await compare(mapping)
        #expect(fifth.status == 1 && fifth.tables.first?.touched == .init(old: 0, new: 0), "\(fifth)")
        #expect(fifth.found == ["differs 4000"])
    }

    @Test(.timeLimit(.minutes(3)))
    func memoryStaysBounded() async throws {
        try await servers.shopTable("large", rows: 300_000)
        let mapping = try servers.mapping(["large"], in: folder)
        try await servers.new.silently([
            "UPDATE large SET qty = qty + 1 WHERE id % 60 = 0", "DELETE FROM large WHERE id BETWEEN 200000 AND 220000",
        ])
        let few = ["missing": 10_001, "differs": 9_667]
        try await expectBoundedMemory(mapping, "stream", few)
        try await expectBoundedMemory(mapping, "push-down", few)
        // A fifth of all rows differ in their longest column: what is found is not held either.
        try await servers.new.silently(["UPDATE large SET note = CONCAT('x', note) WHERE id % 10 = 0"])
        try await expectBoundedMemory(mapping, "stream", ["missing": 10_001, "differs": 60_000 - 2_001])
    }

    private func expectBoundedMemory(_ mapping: String, _ way: String, _ differing: [String: Int]) async throws {
        let comparison = try start(mapping, ["--fresh", "--pace", "unbounded", "--lag", "0.2", "--way", way])
        var peak = 0
        while comparison.isRunning {
            peak = max(peak, comparison.peak ?? 0)
            try await Task.sleep(for: .milliseconds(5))
        }
        let told = try await comparison.ended()
        let table = try #require(told.tables.first, "\(told)")
        print("memory: \(way) \(peak / 1_024) MiB for \(table.rows), \(table.differing)")
        #expect(table.differing == differing, "\(told)")
        #expect(peak > 0 && peak <= 64 * 1_024)
    }
}
