import Databases

extension MariaDBStore {
    func read(_ source: RowSource) async throws(CouldNotCheck) -> DescribedTable {
        switch source {
        case .table(let name): try await read(table: name, source)
        case .query: try await read(query: source)
        }
    }

    private func read(table: String, _ source: RowSource) async throws(CouldNotCheck) -> DescribedTable {
        let (schema, table) = MariaDBNames.literals(table)
        let found = try await ask(MariaDBShapes.columns(schema, table), about: source)
        guard !found.isEmpty else {
            throw .question(
                "\(place), \(source)", why: "there is no such table, or the account may not see it",
                mend: "check the name, and grant SELECT on it")
        }
        let keys = try await ask(MariaDBShapes.keys(schema, table), about: source)
        let rows = try await ask(MariaDBShapes.rows(schema, table), about: source)
        // MySQL has no such view with a table's name; it has a type of its own for JSON.
        let checks = name.hasPrefix("MariaDB") ? try await ask(MariaDBShapes.checks(schema, table), about: source) : nil
        let clauses = checks.map { checks in checks.indices.compactMap { checks.texts(of: $0)[0] } } ?? []
        let natives = found.indices.map { MariaDBShapes.column(found.texts(of: $0), checks: clauses) }
        let estimate = rows.isEmpty ? nil : rows.texts(of: 0)[0].flatMap(Int.init)
        return DescribedTable(
            natives, key: MariaDBShapes.key(keys.indices.map { keys.texts(of: $0) }), rows: estimate)
    }

    private func read(query source: RowSource) async throws(CouldNotCheck) -> DescribedTable {
        do throws(DatabaseError) {
            let columns = try await asking.columns("SELECT * FROM \(MariaDBNames.from(source)) LIMIT 0")
            return DescribedTable(columns.map(MariaDBShapes.column), key: [], rows: nil)
        } catch {
            throw MariaDBTrouble.explain(error, place, about: source)
        }
    }
}

/// Names of tables in statements.
enum MariaDBNames {
    private static let dialect = MariaDBDialect()

    static func from(_ source: RowSource) -> String {
        switch source {
        case .table(let name):
            name.split(separator: ".", maxSplits: 1).map { dialect.quoted(String($0)) }.joined(separator: ".")
        // A comment at the query's end must not hide the bracket.
        case .query(let text): "(\(text)\n) AS compared"
        }
    }

    /// The schema and the table as literals for questions to the catalogue.
    static func literals(_ name: String) -> (schema: String, table: String) {
        let parts = name.split(separator: ".", maxSplits: 1).map { "_utf8mb4 X'\(SQLSpelling.hex(Array($0.utf8)))'" }
        return parts.count == 2 ? (parts[0], parts[1]) : ("DATABASE()", parts.first ?? "''")
    }
}
