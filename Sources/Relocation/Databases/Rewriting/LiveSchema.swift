package import Rewriting

/// A table of a schema that is rewritten, with what decides how.
struct LiveTarget: Sendable, Hashable {
    var table: LiveTable
    /// When it was made: what was done to another of its name is no beginning.
    var made: String
    /// About how many.
    var rows: Int
    /// About how many, without indexes.
    var bytes: Int
    /// Code that runs at every update of a row.
    var triggers: [String]

    /// How many rows one statement looks at.
    var span: Int { min(max(LiveRewriteTerms.spanBytes / max(bytes / max(rows, 1), 1), 200), 20_000) }

    /// How many rows are read at once: as many as are changed at once, fewer where rows are long.
    func page(_ batch: Int) -> Int { min(batch, max(span, 1)) }
}

extension DatabaseServer {
    /// The tables of a schema, by name.
    func liveTargets(_ schema: String) async throws(RelocationError) -> [LiveTarget] {
        let named = SQLText.text(schema)
        guard try await value("SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = \(named)") != nil else {
            throw .unusable(
                what: "the schema", found: "\(schema), which \(name) does not have", expected: "one that exists")
        }
        let tables = try await rows(
            """
            SELECT TABLE_NAME, TABLE_ROWS, DATA_LENGTH, CREATE_TIME FROM information_schema.TABLES WHERE TABLE_SCHEMA = \(named) \
            AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY TABLE_NAME
            """)
        let columns = Dictionary(
            grouping: try await rows(
                """
                SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, CHARACTER_SET_NAME, IS_GENERATED <> 'NEVER', \
                EXTRA LIKE '%on update%', IS_NULLABLE = 'YES' FROM information_schema.COLUMNS \
                WHERE TABLE_SCHEMA = \(named) ORDER BY TABLE_NAME, ORDINAL_POSITION
                """)
        ) { $0[0] ?? "" }
        let keys = Dictionary(
            grouping: try await rows(
                """
                SELECT TABLE_NAME, INDEX_NAME, COLUMN_NAME, SUB_PART IS NOT NULL FROM information_schema.STATISTICS \
                WHERE TABLE_SCHEMA = \(named) AND NON_UNIQUE = 0 AND INDEX_TYPE = 'BTREE' ORDER BY TABLE_NAME, \
                INDEX_NAME <> 'PRIMARY', INDEX_NAME, SEQ_IN_INDEX
                """)
        ) { $0[0] ?? "" }
        let triggers = Dictionary(
            grouping: try await rows(
                """
                SELECT EVENT_OBJECT_TABLE, TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = \(named) \
                AND EVENT_MANIPULATION = 'UPDATE' ORDER BY 1, 2
                """)
        ) { $0[0] ?? "" }
        return tables.map { row in
            let name = row[0] ?? ""
            return LiveTarget(
                table: LiveSchema.table(name, columns: columns[name] ?? [], indexes: keys[name] ?? []),
                made: row[3] ?? "",
                rows: row[1].flatMap { Int($0) } ?? 0, bytes: row[2].flatMap { Int($0) } ?? 0,
                triggers: (triggers[name] ?? []).compactMap { $0[1] })
        }
    }
}

/// The pure heart of reading tables.
package enum LiveSchema {
    /// - Parameters:
    ///   - columns: table, name, type, character set, generated, stamped, nullable.
    ///   - indexes: of unique ones, the primary first: table, index, column, whether only the beginning is indexed.
    package static func table(_ name: String, columns: [[String?]], indexes: [[String?]]) -> LiveTable {
        let all = columns.map {
            LiveTable.Column(
                name: $0[1] ?? "", type: $0[2] ?? "", characterSet: $0[3], isGenerated: $0[4] == "1",
                isStamped: $0[5] == "1")
        }
        let nullable = Set(columns.filter { $0[6] == "1" }.compactMap { $0[1] })
        let canPage = Set(all.filter(\.canPage).map(\.name))
        var order: [String] = []
        for row in indexes { if let index = row[1], !order.contains(index) { order.append(index) } }
        // Of an index on the beginning of a text the whole text need not be unique, but then its beginning is.
        let key = order.lazy.map { index in indexes.filter { $0[1] == index }.compactMap { $0[2] } }
            .first { $0.allSatisfy { canPage.contains($0) && !nullable.contains($0) } }
        return LiveTable(name: name, columns: all, key: key ?? [])
    }
}
