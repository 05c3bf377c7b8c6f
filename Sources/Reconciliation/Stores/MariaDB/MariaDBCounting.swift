import Databases

extension MariaDBStore {
    public var kind: StoreKind {
        StoreKind(engine: name.hasPrefix("MariaDB") ? "mariadb" : "mysql", digestKinds: digestKinds)
    }

    public func tables() async throws(CouldNotCheck) -> [String] {
        let found = try await ask(
            """
            SELECT table_name FROM information_schema.tables
            WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name
            """, about: nil)
        return (0..<found.count).compactMap { found.texts(of: $0)[0] }
    }

    public func count(_ source: RowSource, where condition: String?) async throws(CouldNotCheck) -> Int {
        // A comment at the condition's end must not hide the bracket.
        let selection = condition.map { " WHERE (\($0)\n)" } ?? ""
        let found = try await ask("SELECT COUNT(*) FROM \(MariaDBNames.from(source))\(selection)", about: source)
        return found.texts(of: 0)[0].flatMap { Int($0) } ?? 0
    }

    /// Where the log has moved, its events tell whether this table was among those written.
    public func isUntouched(_ source: RowSource, since position: StorePosition) async throws(CouldNotCheck) -> Bool {
        guard let now = try await self.position(), now.kind == position.kind else { return false }
        if now.at == position.at { return true }
        guard case .table(let name) = source, let written = try await changed(since: position, tables: [name]) else {
            return false
        }
        return written.isEmpty
    }
}
