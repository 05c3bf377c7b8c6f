/// What of a copy is on the new server already: rows of `sluice.loaded` there.
struct TransferMarks: Sendable {
    let server: DatabaseServer
    let schema: String

    private static let begun = "begun"
    private static let whole = "whole"

    /// Schemas that a transfer of ours has made or begun to make.
    func schemas() async throws(RelocationError) -> Set<String> {
        Set(try await rows("SELECT DISTINCT schema_name FROM sluice.loaded").compactMap { $0[0] })
    }

    /// Nothing where the marks were never written.
    private func rows(_ sql: String) async throws(RelocationError) -> [[String?]] {
        do throws(RelocationError) { return try await server.rows(sql) } catch {
            if case .statement(_, let code, _, _) = error, ["1146", "1049"].contains(code) { return [] }
            throw error
        }
    }

    private func marks(_ kind: String) async throws(RelocationError) -> [(attempt: String, part: String)] {
        let found = try await rows(
            "SELECT attempt, part FROM sluice.loaded WHERE schema_name = \(SQLText.text(schema)) AND kind = '\(kind)'")
        return found.map { ($0[0] ?? "", $0[1] ?? "") }
    }

    func wholeAttempt() async throws(RelocationError) -> String? { try await marks(Self.whole).first?.attempt }

    func isWhole(_ record: TransferRecord) async throws(RelocationError) -> Bool {
        try await wholeAttempt() == record.attempt
    }

    func loaded(_ record: TransferRecord) async throws(RelocationError) -> Set<String> {
        Set(try await marks("table").filter { $0.attempt == record.attempt }.map(\.part))
    }

    /// Makes the empty schema, unless this attempt has done so.
    func begin(
        _ record: TransferRecord, likeSchemaOf old: DatabaseServer, source: String
    ) async throws(RelocationError) {
        try await server.executeQuietly("CREATE DATABASE IF NOT EXISTS sluice CHARACTER SET utf8mb4")
        try await server.executeQuietly(
            """
            CREATE TABLE IF NOT EXISTS sluice.loaded (schema_name VARCHAR(64) NOT NULL, kind VARCHAR(8) NOT NULL, \
            part VARCHAR(64) NOT NULL, attempt VARCHAR(16) NOT NULL, PRIMARY KEY (schema_name, kind, part)) \
            ENGINE=InnoDB \
            CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
            """)
        if try await marks(Self.begun).first?.attempt == record.attempt { return }
        let named = SQLText.text(schema)
        let form = try await old.rows(
            """
            SELECT DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA \
            WHERE SCHEMA_NAME = \(SQLText.text(source))
            """)
        // The mark before the schema: a schema of ours without a mark would be taken for somebody's.
        try await server.executeQuietly("REPLACE INTO sluice.loaded VALUES (\(named), '\(Self.begun)', '', '')")
        try await server.executeQuietly(
            "DELETE FROM sluice.loaded WHERE schema_name = \(named) AND kind <> '\(Self.begun)'")
        try await server.executeQuietly("DROP DATABASE IF EXISTS \(SQLText.name(schema))")
        try await server.executeQuietly(
            "CREATE DATABASE \(SQLText.name(schema)) CHARACTER SET \(form.first?[0] ?? "utf8mb4") COLLATE "
                + (form.first?[1] ?? "utf8mb4_general_ci"))
        try await server.executeQuietly(
            "REPLACE INTO sluice.loaded VALUES (\(named), '\(Self.begun)', '', \(SQLText.text(record.attempt)))")
    }

    /// The statement that marks a table, for the session that has loaded it.
    func marking(_ table: String, _ record: TransferRecord) -> String {
        """
        REPLACE INTO sluice.loaded VALUES (\(SQLText.text(schema)), 'table', \(SQLText.text(table)), \
        \(SQLText.text(record.attempt)));
        """
    }

    func end(_ record: TransferRecord) async throws(RelocationError) {
        try await server.executeQuietly(
            "REPLACE INTO sluice.loaded VALUES (\(SQLText.text(schema)), '\(Self.whole)', '', "
                + "\(SQLText.text(record.attempt)))"
        )
    }
}
