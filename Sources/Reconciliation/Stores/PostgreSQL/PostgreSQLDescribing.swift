import Databases

extension PostgreSQLStore {
    func read(_ source: RowSource) async throws(CouldNotCheck) -> DescribedTable {
        switch source {
        case .table(let name): try await read(table: name, source)
        case .query: try await read(query: source)
        }
    }

    private func read(table: String, _ source: RowSource) async throws(CouldNotCheck) -> DescribedTable {
        let quoted = PostgreSQLDialect().quotedText(Array(PostgreSQLNames.from(source).utf8))
        let found = try await ask(
            "SELECT c.oid, c.reltuples::int8 FROM pg_class c WHERE c.oid = to_regclass(\(quoted))", about: source)
        guard !found.isEmpty, let oid = found.texts(of: 0)[0] else {
            throw .question(
                "\(place), \(source)", why: "there is no such table, or the account may not see it",
                mend: "check the name and the schema, and grant SELECT on it")
        }
        let columns = try await ask(PostgreSQLShapes.columns(PostgreSQLShapes.table(oid)), about: source)
        let keys = try await ask(PostgreSQLShapes.keys(oid), about: source)
        // −1 before the first ANALYZE; a view and a partitioned table have 0.
        let estimate = found.texts(of: 0)[1].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        return DescribedTable(
            columns.indices.map { PostgreSQLShapes.column(columns.texts(of: $0)) },
            key: PostgreSQLShapes.key(keys.indices.map { keys.texts(of: $0) }), rows: estimate)
    }

    private func read(query source: RowSource) async throws(CouldNotCheck) -> DescribedTable {
        let answer: [PostgreSQLColumn]
        do throws(DatabaseError) {
            answer = try await asking.columns("SELECT * FROM \(PostgreSQLNames.from(source)) LIMIT 0")
        } catch {
            throw PostgreSQLTrouble.explain(error, place, about: source)
        }
        let columns = try await ask(PostgreSQLShapes.columns(PostgreSQLShapes.answer(answer)), about: source)
        return DescribedTable(
            columns.indices.map { PostgreSQLShapes.column(columns.texts(of: $0)) }, key: [], rows: nil)
    }
}

/// Names of tables in statements.
enum PostgreSQLNames {
    static func from(_ source: RowSource) -> String {
        switch source {
        case .table(let name):
            name.split(separator: ".", maxSplits: 1).map { PostgreSQLDialect().quoted(String($0)) }
                .joined(separator: ".")
        // A comment at the query's end must not hide the bracket.
        case .query(let text): "(\(text)\n) AS compared"
        }
    }
}
