/// Compares tables one after the other, each store opened once for each side: both sides are read at the same time, also
/// where they lie in one place.
public struct ComparisonRun: Sendable {
    private let tables: [MappedTable]
    private let terms: ComparisonTerms
    private let folder: ComparisonFolder
    private let secret: StoreOpening.Secret
    private let wall: @Sendable () -> Int

    private struct Opened: Hashable {
        let side: Side
        let place: StorePlace
    }

    /// - Parameters:
    ///   - secret: tells a password or token; asked once for each store.
    ///   - wall: ms since 1970.
    public init(
        _ tables: [MappedTable], terms: ComparisonTerms, folder: ComparisonFolder,
        secret: @escaping StoreOpening.Secret, wall: @escaping @Sendable () -> Int
    ) {
        (self.tables, self.terms, self.folder, self.secret, self.wall) = (tables, terms, folder, secret, wall)
    }

    /// - Parameters:
    ///   - show: told about twice a second how far a table is, from any thread.
    ///   - ended: told of each table's result as it comes.
    public func run(
        show: @escaping @Sendable (ComparisonProgress) -> Void = { _ in },
        ended: (TableResult) -> Void = { _ in }
    ) async -> ComparisonSummary {
        let began = wall()
        var open: [Opened: any ComparedStore] = [:]
        var results: [TableResult] = []
        for table in tables {
            let result = await compare(table, &open, show)
            ended(result)
            results.append(result)
        }
        for store in open.values { await store.close() }
        return ComparisonSummary(tables: results, began: began, ended: wall())
    }

    private func compare(
        _ table: MappedTable, _ open: inout [Opened: any ComparedStore],
        _ show: @escaping @Sendable (ComparisonProgress) -> Void
    ) async -> TableResult {
        let began = wall()
        do {
            let old = try await store(of: .old, at: table.stores.old, &open)
            let new = try await store(of: .new, at: table.stores.new, &open)
            return await TableComparison(
                table.mapping, between: Sides(old: old, new: new), terms: terms, folder: folder, wall: wall, show: show
            ).run()
        } catch {
            return TableResult(
                table: table.mapping.name, outcome: .couldNotCheck, why: error.description, began: began,
                ended: wall())
        }
    }

    private func store(
        of side: Side, at place: StorePlace, _ open: inout [Opened: any ComparedStore]
    ) async throws(CouldNotCheck) -> any ComparedStore {
        let which = Opened(side: side, place: place)
        if let store = open[which] { return store }
        let store = try await StoreOpening.open(place, secret: secret)
        open[which] = store
        return store
    }
}
