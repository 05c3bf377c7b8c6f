import Databases
import Foundation
import Reconciliation

extension OurComparison {
    /// The library as `sluice reconcile run` uses it, in a folder of its own that is removed afterwards.
    static let library = OurComparison { old, new, table, pace in
        let folder = FileManager.default.temporaryDirectory.appending(path: "compared-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let stores = Sides(old: try await open(old), new: try await open(new))
        var terms = ComparisonTerms(isFresh: true)
        // Copies that nobody writes: as with the other tools, no row is waited for.
        if pace == .full { (terms.pace, terms.lag) = (Sides(old: .unbounded, new: .unbounded), 0) }
        terms.way = ProcessInfo.processInfo.environment["RECONCILE_WAY"].flatMap { TableResult.Way(rawValue: $0) }
        let kept = try ComparisonFolder(folder)
        let mapping = TableMapping(
            name: table, old: TableMapping.SideRows(.table(table)), new: TableMapping.SideRows(.table(table)))
        let result = await TableComparison(
            mapping, between: stores, terms: terms, folder: kept,
            wall: { Int(Date().timeIntervalSince1970 * 1_000) }, show: { _ in }
        ).run()
        await stores.old.close()
        await stores.new.close()
        guard result.outcome != .couldNotCheck else { throw BenchTrouble(result.why ?? "could not check") }
        let keys = try kept.allDifferences(of: table).compactMap { $0.key.first?.value.flatMap { Int($0) } }
        return Told(
            differences: result.differences, keys: keys, way: result.way?.rawValue ?? "none",
            bytes: result.bytes.old + result.bytes.new)
    }

    /// The other tools want the password in the address; the library never takes it there.
    private static func open(_ address: String) async throws -> any ComparedStore {
        guard var parts = URLComponents(string: address) else { throw BenchTrouble("\(address) is no address") }
        let password = parts.password ?? ""
        parts.password = nil
        let place = try DatabaseAddress(parsing: parts.string ?? "")
        switch place.engine {
        case .mariadb: return try await MariaDBStore(place, password: password)
        case .postgresql: return try await PostgreSQLStore(place, password: password)
        }
    }
}
