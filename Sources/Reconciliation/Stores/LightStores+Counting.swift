import Databases

extension SQLiteStore {
    public var kind: StoreKind { StoreKind(engine: "sqlite") }

    public func count(_ source: RowSource, where condition: String?) async throws(CouldNotCheck) -> Int {
        let from =
            switch source {
            case .table(let name): "\"\(name.replacing("\"", with: "\"\""))\""
            case .query(let text): "(\(text)\n)"
            }
        // A comment at the condition's end must not hide the bracket.
        let selection = condition.map { " WHERE (\($0)\n)" } ?? ""
        let reading = TableReading(
            source: .query("SELECT COUNT(*) AS n FROM \(from)\(selection)"),
            columns: [ReadColumn(name: "n", family: .integer)], keyCount: 1, order: .index, isUnique: true)
        let rows = try await rows(RowPage(reading))
        let count = try await rows.next()?.texts(of: 0)[0].flatMap { Int($0) }
        await rows.cancel()
        return count ?? 0
    }
}

extension CSVStore {
    public var kind: StoreKind { StoreKind(engine: "csv", readsByIndex: false) }

    public func count(_ source: RowSource, where condition: String?) async throws(CouldNotCheck) -> Int {
        throw noConditions(source)
    }
}

extension JSONStore {
    public var kind: StoreKind { StoreKind(engine: "json", readsByIndex: false) }

    public func count(_ source: RowSource, where condition: String?) async throws(CouldNotCheck) -> Int {
        throw noConditions(source)
    }
}

extension ComparedStore {
    fileprivate func noConditions(_ source: RowSource) -> CouldNotCheck {
        .mapping(
            "\(source)", why: "\(name) knows no conditions",
            mend: "take `only` out of this side of the mapping, or compare a query of a database")
    }
}
