import DatabaseRig
import Foundation
import Testing

/// Rows that are written while they are compared.
extension ReconcileTests {
    /// Of the table's keys 2, 4 ... 200,000 every ten-thousandth row is left to the planted differences.
    private static let rows = 100_000

    /// On the old side: a fifth each inserts and deletes, the others updates, all over the table.
    @Sendable private static func shopping(_ number: Int) -> String {
        let free = { (id: Int) in id % 20_000 <= 1 ? id - 2 : id }
        let born = { (number: Int) in free(2 * (number * 48_271 % rows) + 20_003) }
        switch number % 5 {
        case 0:
            return "INSERT IGNORE INTO live VALUES (\(born(number)), \(number), 9.99, 'born \(number)', NOW(3))"
        case 1 where number > 1_000: return "DELETE FROM live WHERE id = \(born(number - 1_001))"
        default:
            let id = free(2 * (number * 7_919 % rows) + 2)
            return "UPDATE live SET qty = \(number), note = 'changed \(number)', changed = NOW(3) WHERE id = \(id)"
        }
    }

    /// On the new side alone, past the condition: the new shop's own rows.
    @Sendable private static func ownShopping(_ number: Int) -> String {
        let id = 10_000_000 + number
        return switch number % 3 {
        case 0: "INSERT INTO live VALUES (\(id), 1, 1, 'own', NOW(3))"
        case 1: "UPDATE live SET qty = \(number) WHERE id = \(id - 1)"
        default: "DELETE FROM live WHERE id = \(id - 302)"
        }
    }

    private var live: String {
        """
          - id: live
            old: { table: live, only: id < 10000000 }
            new: { table: live, only: id < 10000000 }
        """
    }

    @Test(.timeLimit(.minutes(3)))
    func rowsWrittenDuringTheComparisonAreNoDifferencesAndPlantedOnesAreFound() async throws {
        try await servers.shopTable("live", rows: Self.rows)
        try await servers.new.silently([
            "UPDATE live SET price = price + 0.01 WHERE id IN (20000, 40000, 60000, 80000, 100000, 120000)",
            "DELETE FROM live WHERE id IN (140000, 160000)",
            "INSERT INTO live SELECT id + 1, qty, price, note, changed FROM live WHERE id IN (180000, 200000)",
        ])
        let planted =
            [20_000, 40_000, 60_000, 80_000, 100_000, 120_000].map { "differs \($0)" }
            + ["missing 140000", "missing 160000", "extra 180001", "extra 200001"]
        let mapping = try servers.mapping([live], in: folder)
        let old = try LiveWriter(on: servers.old.server, rate: 500, Self.shopping)
        let new = try LiveWriter(
            on: servers.new.server, session: ["SET SESSION gtid_domain_id = 2"], rate: 500, Self.ownShopping)

        var told: [ToldComparison] = []
        for way in ["push-down", "stream"] {
            told.append(
                try await compare(mapping, ["--fresh", "--pace", "unbounded", "--lag", "2", "--way", way]))
        }
        // A replica that is a second or two behind, so that rows are sure to be seen on their way.
        try await servers.delay(1)
        let gently = ["--pace", "gentle", "--rows-per-second", "20000"]
        let behind = try await compare(mapping, ["--fresh", "--lag", "4", "--looks", "8"] + gently)
        told.append(behind)

        let written = (try await old.stop(), try await new.stop())
        try await servers.delay(0)
        for one in told {
            let table = try #require(one.tables.first, "\(one)")
            print(
                """
                live: \(table.way ?? "") \(table.ended - table.began) ms, rows \(table.rows), moving \(table.moving), \
                unresolved \(table.unresolved), left out \(table.leftOut.rows), differing \(table.differing), \(one.errors)
                """)
            #expect(one.status == 1, "\(one)")
            #expect(one.found == planted.sorted(), "\(one)")
            #expect(table.differing == ["differs": 6, "missing": 2, "extra": 2])
            #expect(table.unresolved == 0)
            #expect((table.leftOut.rows.new ?? 0) > 0 && table.leftOut.rows.old == 0)
        }
        print("live: old \(written.0), new \(written.1)")
        #expect(try #require(behind.tables.first).moving > 0)
        #expect(written.0.rate > 450 && written.1.rate > 450)

        // When the writers have gone, nothing but what was planted is left.
        try await servers.replicated()
        let quiet = try await compare(mapping, ["--fresh", "--pace", "unbounded", "--lag", "0.5"])
        #expect(quiet.found == planted.sorted(), "\(quiet)")
    }
}
