import Databases

extension SQLiteStore {
    public var kind: StoreKind { StoreKind(engine: "sqlite") }

    public func count(_ source: RowSource, where condition: String?) async throws(CouldNotCheck) -> Int {
        let from: String =
            switch source {
            case .table(let name): "\"\(name.replacing("\"", with: "\"\""))\""
            case .query(let text): "(\(text)\n)"
            }
        // A comment at the condition's end must not hide the bracket.
        let selection = condition.map { " WHERE (\($0)\n)" } ?? ""
        let counted = try await column("SELECT COUNT(*) AS answer FROM \(from)\(selection)", .integer)
        return counted.first.flatMap { Int($0) } ?? 0
    }

    public func tables() async throws(CouldNotCheck) -> [String] {
        try await column(
            "SELECT name AS answer FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", .text)
    }

    /// The rows of a small query with the one column `answer`.
    private func column(_ query: String, _ family: ValueFamily) async throws(CouldNotCheck) -> [String] {
        let reading = TableReading(
            source: .query(query), columns: [ReadColumn(name: "answer", family: family)], keyCount: 1, order: .index,
            isUnique: true)
        let rows = try await rows(RowPage(reading))
        var found: [String] = []
        while let batch = try await rows.next() { found += (0..<batch.count).compactMap { batch.texts(of: $0)[0] } }
        return found
    }
}

extension CSVStore {
    public var kind: StoreKind { StoreKind(engine: "csv", readsByIndex: false) }

    public func tables() async throws(CouldNotCheck) -> [String] { try await files() }

    public func count(_ source: RowSource, where condition: String?) async throws(CouldNotCheck) -> Int {
        throw noConditions(source)
    }
}

extension JSONStore {
    public var kind: StoreKind { StoreKind(engine: "json", readsByIndex: false) }

    public func tables() async throws(CouldNotCheck) -> [String] { [] }

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
