import Databases

extension PostgreSQLStore {
    public var kind: StoreKind { StoreKind(engine: "postgresql", digestKinds: digestKinds) }

    public func count(_ source: RowSource, where condition: String?) async throws(CouldNotCheck) -> Int {
        // A comment at the condition's end must not hide the bracket.
        let selection = condition.map { " WHERE (\($0)\n)" } ?? ""
        let found = try await ask("SELECT COUNT(*) FROM \(PostgreSQLNames.from(source))\(selection)", about: source)
        return found.texts(of: 0)[0].flatMap { Int($0) } ?? 0
    }
}
