import DatabaseRig
import Databases
import Fixtures
import Foundation
import GRDB
import Reconciliation
import Testing

/// The whole way, from real engines to the result: random tables of every type, in every pair of engines.
@Suite(.serialized) struct CrossEngineTests {
    /// Others with `RANDOM_TABLES`.
    private static let tables = ProcessInfo.processInfo.environment["RANDOM_TABLES"].flatMap { Int($0) } ?? 1_000

    @Test("every planted difference is found, and no other")
    func exact() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cross-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (maria, postgres) = (try await MariaDBServer(), try await PostgreSQLServer())
        let file = folder.appending(path: "shop.sqlite").path
        var dice = Dice(seed: 20)
        let all = (0..<Self.tables).map { _ in RandomRows(&dice) }
        var pairs: [Sides<Engine>] = []
        for old in Engine.allCases { for new in Engine.allCases { pairs.append(Sides(old: old, new: new)) } }
        var scripts: [Engine: String] = [:]
        for (index, rows) in all.enumerated() {
            let pair = pairs[index % pairs.count]
            scripts[pair.old, default: ""] += rows.statements(rows.old, named: "old\(index)", in: pair.old)
            scripts[pair.new, default: ""] += rows.statements(rows.new, named: "new\(index)", in: pair.new)
        }
        try maria.run("SET sql_mode = ''; SET time_zone = '+00:00';\n" + (scripts[.mariadb] ?? ""), in: "shop")
        try postgres.run(scripts[.postgresql] ?? "")
        let database = try DatabaseQueue(path: file)
        try await database.write { [script = scripts[.sqlite] ?? ""] in try $0.execute(sql: script) }
        try database.close()

        var stores = Sides<[Engine: any ComparedStore]>(old: [:], new: [:])
        for side in Side.allCases {
            stores[side][.mariadb] = try await MariaDBStore(
                DatabaseAddress(parsing: maria.address), password: maria.password)
            stores[side][.postgresql] = try await PostgreSQLStore(
                DatabaseAddress(parsing: postgres.address), password: postgres.password)
            stores[side][.sqlite] = try SQLiteStore(path: file)
        }
        var terms = ComparisonTerms(lag: 0, examples: 1_000)
        terms.pace = Sides(old: .unbounded, new: .unbounded)
        let kept = try ComparisonFolder(folder.appending(path: "kept"))
        for (index, rows) in all.enumerated() {
            let pair = pairs[index % pairs.count]
            // Each way in turn, where both are possible.
            terms.way = pair.old == pair.new && pair.old != .sqlite && index % 2 == 0 ? .pushDown : .stream
            let both = Sides(old: try #require(stores.old[pair.old]), new: try #require(stores.new[pair.new]))
            var result = await compare(rows, index, both, terms, kept)
            if result.outcome == .couldNotCheck, terms.way == .pushDown {
                terms.way = .stream
                result = await compare(rows, index, both, terms, kept)
            }
            let planted = Set(rows.planted.map { $0.replacing("-", with: "") })
            // PostgreSQL writes a UUID without hyphens here; no other key has them.
            let found = Set(result.examples.compactMap { $0.key.first?.value?.replacing("-", with: "") })
            let what = "table \(index), \(pair.old) to \(pair.new), \(rows.key) \(rows.kinds)"
            #expect(result.outcome == (planted.isEmpty ? .equal : .different), "\(what): \(result.why ?? "")")
            #expect(
                found == planted,
                "\(what): \(result.examples.filter { !planted.contains(($0.key[0].value ?? "").replacing("-", with: "")) }); missed: \(rows.told(planted.subtracting(found)))"
            )
        }
        for store in stores.old.values { await store.close() }
        for store in stores.new.values { await store.close() }
    }

    private func compare(
        _ rows: RandomRows, _ index: Int, _ stores: Sides<any ComparedStore>, _ terms: ComparisonTerms,
        _ folder: ComparisonFolder
    ) async -> TableResult {
        await TableComparison(
            rows.mapping(of: "old\(index)", new: "new\(index)"), between: stores, terms: terms, folder: folder,
            wall: { 1_000 }, show: { _ in }
        ).run()
    }
}
