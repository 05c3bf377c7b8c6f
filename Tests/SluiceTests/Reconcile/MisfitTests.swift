import DatabaseRig
import Foundation
import Testing

/// Tables that do not fit: without a key, with a column or a table gone, behind a wrong password.
extension ReconcileTests {
    @Test(.timeLimit(.minutes(2)))
    func aTableWithoutAKeyIsComparedAsAMultiset() async throws {
        try await servers.both([
            "DROP TABLE IF EXISTS visits",
            "CREATE TABLE visits (place VARCHAR(40), at DATETIME, score DOUBLE) CHARACTER SET utf8mb4",
            """
            INSERT INTO visits SELECT CONCAT('place ', seq % 500), '2026-01-01' + INTERVAL (seq % 700) SECOND, seq % 11
            FROM seq_1_to_20000
            """,
            "INSERT INTO visits VALUES ('twice', NULL, 1), ('twice', NULL, 1), ('thrice', NULL, 1), ('gone', NULL, NULL)",
        ])
        let mapping = try servers.mapping(["visits"], in: folder)
        let same = try await compare(mapping)
        #expect(same.status == 0 && same.tables.first?.same == 20_004, "\(same)")

        try await servers.new.silently([
            "DELETE FROM visits WHERE place = 'twice' LIMIT 1", "INSERT INTO visits VALUES ('thrice', NULL, 1)",
            "DELETE FROM visits WHERE place = 'gone'", "INSERT INTO visits VALUES ('born', NULL, NULL)",
        ])
        let told = try await compare(mapping, ["--fresh", "--pace", "unbounded", "--lag", "0.5"])
        #expect(told.status == 1, "\(told)")
        #expect(
            told.found.map { $0.prefix { $0 != "," } }.sorted()
                == ["extra born", "missing gone", "multiplicity thrice", "multiplicity twice"], "\(told)")
        #expect(told.tables.first?.same == 20_002)
    }

    @Test(.timeLimit(.minutes(2)))
    func aColumnThatIsGoneIsNamed() async throws {
        try await servers.shopTable("widths", rows: 100)
        try await servers.new.silently(["ALTER TABLE widths DROP COLUMN price"])
        let mapped = try servers.mapping(
            [
                "  - id: widths\n    old: { table: widths }\n    new: { table: widths }\n    columns: [{ name: qty }, { name: price }]"
            ],
            in: folder)
        let told = try await compare(mapped)
        #expect(told.status == 3, "\(told)")
        #expect(told.tables.first?.outcome == "could-not-check")
        #expect(told.tables.first?.why?.contains("price") == true, "\(told)")
        print("column gone: \(told.tables.first?.why ?? "")")

        let free = try await compare(try servers.mapping(["widths"], in: folder), in: "free")
        #expect(free.status == 0, "\(free)")
        #expect(free.tables.first?.leftOut.columns.contains { $0.contains("price") } == true, "\(free)")
        print("column left out: \(free.tables.first?.leftOut.columns ?? [])")
    }

    @Test(.timeLimit(.minutes(2)))
    func aTableThatIsGoneDoesNotKeepTheOthersFromBeingCompared() async throws {
        try await servers.shopTable("kept", rows: 100)
        try await servers.shopTable("gone", rows: 100)
        try await servers.new.silently(["DROP TABLE gone"])
        let told = try await compare(try servers.mapping(["gone", "kept"], in: folder))
        #expect(told.status == 3, "\(told)")
        #expect(told.tables.map(\.outcome) == ["could-not-check", "equal"])
        #expect(told.tables.first?.why?.contains("gone refuses (there is no such table") == true, "\(told)")
        #expect(told.summary?.notChecked == ["gone"])
    }

    @Test(.timeLimit(.minutes(2)))
    func aWrongPasswordIsSaidAndNeverPrinted() async throws {
        try await servers.shopTable("kept", rows: 100)
        let mapping = try servers.mapping(["kept"], in: folder)
        let dir = kept("kept").path
        for more in [[], ["--json"], ["--dry-run"]] {
            let told = try await ComparisonProcess.run(["run", mapping, "--dir", dir] + more, password: "wr0ng-s3cret")
            #expect(told.status == 3, "\(told)")
            let said = told.output + told.errors
            #expect(said.contains("Access denied") && said.contains("check account, password and database"), "\(told)")
            #expect(!said.contains("wr0ng-s3cret"))
        }
        for file in try FileManager.default.contentsOfDirectory(at: kept("kept"), includingPropertiesForKeys: nil) {
            #expect(!(try String(contentsOf: file, encoding: .utf8)).contains("wr0ng-s3cret"))
        }
    }
}
