import Databases

extension PostgreSQLStore {
    public var kind: StoreKind { StoreKind(engine: "postgresql", digestKinds: digestKinds) }

    public func tables() async throws(CouldNotCheck) -> [String] {
        let found = try await ask(
            "SELECT tablename::text FROM pg_tables WHERE schemaname = ANY(current_schemas(false)) ORDER BY 1",
            about: nil)
        return (0..<found.count).compactMap { found.texts(of: $0)[0] }
    }

    public func count(_ source: RowSource, where condition: String?) async throws(CouldNotCheck) -> Int {
        // A comment at the condition's end must not hide the bracket.
        let selection = condition.map { " WHERE (\($0)\n)" } ?? ""
        let found = try await ask("SELECT COUNT(*) FROM \(PostgreSQLNames.from(source))\(selection)", about: source)
        return found.texts(of: 0)[0].flatMap { Int($0) } ?? 0
    }
}
