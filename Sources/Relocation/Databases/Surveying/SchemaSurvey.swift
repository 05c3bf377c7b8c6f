/// What a schema holds, as far as copying it can go wrong.
public struct SchemaSurvey: Sendable, Hashable {
    public struct Table: Sendable, Hashable {
        public var name: String
        public var engine: String
        /// As the table really is: Dynamic, Compact, Redundant, Compressed.
        public var rowFormat: String
        /// About how many.
        public var rows: Int
        /// About how many, without indexes.
        public var bytes: Int
        public var collation: String
        public var autoIncrement: UInt64?
        public var hasKey: Bool
    }

    /// A piece of code with the account it runs as.
    public struct Code: Sendable, Hashable {
        public enum Kind: String, Sendable, Hashable {
            case view
            case trigger
            case routine
            case event
        }
        public var kind: Kind
        public var name: String
        public var definer: DatabaseAccount
        /// Of an event: it is switched on.
        public var isEnabled: Bool
        /// A function that promises neither to be deterministic nor to leave rows alone (1418).
        public var isUnpromising: Bool
    }

    public var schema: String
    public var tables: [Table]
    public var code: [Code]
    /// `table.column` with a default of zeros.
    public var zeroDateColumns: [String]
    /// Indexes that a row format of 767 bytes cannot hold: `table.index`; in four bytes a character only, or already
    /// now.
    public var longIndexes: [LongIndex]
    /// Of text columns: how many columns have each collation.
    public var collations: [String: Int]

    public struct LongIndex: Sendable, Hashable {
        public var table: String
        public var index: String
        public var rowFormat: String
        /// Bytes of the longest column part, as it is now.
        public var bytes: Int
        /// Bytes of it with four bytes a character.
        public var wideBytes: Int
    }

    public var bytes: Int { tables.reduce(0) { $0 + $1.bytes } }
    public var rows: Int { tables.reduce(0) { $0 + $1.rows } }
    /// Those whose engine takes no part in a snapshot.
    public var outsideSnapshot: [Table] { tables.filter { $0.engine.uppercased() != "INNODB" } }
}

extension DatabaseServer {
    /// Reads what a schema holds; changes nothing.
    public func survey(_ schema: String) async throws(RelocationError) -> SchemaSurvey {
        let named = SQLText.text(schema)
        guard try await value("SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = \(named)") != nil else {
            throw .unusable(
                what: "the schema", found: "\(schema), which \(name) does not have", expected: "one that exists")
        }
        let tables = try await rows(
            """
            SELECT t.TABLE_NAME, t.ENGINE, t.ROW_FORMAT, t.TABLE_ROWS, t.DATA_LENGTH, t.TABLE_COLLATION, \
            t.AUTO_INCREMENT, EXISTS (SELECT 1 FROM information_schema.STATISTICS s WHERE s.TABLE_SCHEMA = \
            t.TABLE_SCHEMA \
            AND s.TABLE_NAME = t.TABLE_NAME AND s.INDEX_NAME = 'PRIMARY') FROM information_schema.TABLES t \
            WHERE t.TABLE_SCHEMA = \(named) AND t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED', 'SEQUENCE') \
            ORDER BY t.TABLE_NAME
            """)
        let zero = try await rows(
            """
            SELECT CONCAT(TABLE_NAME, '.', COLUMN_NAME) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = \(named) \
            AND DATA_TYPE IN ('date', 'datetime', 'timestamp') AND COLUMN_DEFAULT LIKE '%0000-00-00%' ORDER BY 1
            """)
        let collations = try await rows(
            """
            SELECT COLLATION_NAME, COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = \(named) \
            AND COLLATION_NAME IS NOT NULL GROUP BY COLLATION_NAME
            """)
        return SchemaSurvey(
            schema: schema, tables: tables.map(Self.table), code: try await code(named),
            zeroDateColumns: zero.compactMap { $0[0] }, longIndexes: try await longIndexes(named),
            collations: Dictionary(
                collations.compactMap { row in row[0].map { ($0, row[1].flatMap { Int($0) } ?? 0) } }
            ) { first, _ in first })
    }

    private static func table(_ row: [String?]) -> SchemaSurvey.Table {
        SchemaSurvey.Table(
            name: row[0] ?? "", engine: row[1] ?? "", rowFormat: row[2] ?? "", rows: row[3].flatMap { Int($0) } ?? 0,
            bytes: row[4].flatMap { Int($0) } ?? 0, collation: row[5] ?? "",
            autoIncrement: row[6].flatMap { UInt64($0) }, hasKey: row[7] == "1")
    }

    func code(_ named: String) async throws(RelocationError) -> [SchemaSurvey.Code] {
        let found = try await rows(
            """
            SELECT 'view', TABLE_NAME, DEFINER, '' FROM information_schema.VIEWS WHERE TABLE_SCHEMA = \(named) \
            UNION ALL SELECT 'trigger', TRIGGER_NAME, DEFINER, '' FROM information_schema.TRIGGERS \
            WHERE TRIGGER_SCHEMA = \(named) \
            UNION ALL SELECT 'routine', ROUTINE_NAME, DEFINER, IF(ROUTINE_TYPE = 'FUNCTION' AND \
            IS_DETERMINISTIC = 'NO' AND SQL_DATA_ACCESS IN ('CONTAINS SQL', 'MODIFIES SQL DATA'), 'UNPROMISING', '') \
            FROM information_schema.ROUTINES \
            WHERE ROUTINE_SCHEMA = \(named) \
            UNION ALL SELECT 'event', EVENT_NAME, DEFINER, STATUS FROM information_schema.EVENTS \
            WHERE EVENT_SCHEMA = \(named) ORDER BY 1, 2
            """)
        return found.compactMap { row in
            SchemaSurvey.Code.Kind(rawValue: row[0] ?? "").map {
                SchemaSurvey.Code(
                    kind: $0, name: row[1] ?? "", definer: DatabaseAccount(parsing: row[2] ?? ""),
                    isEnabled: row[3] == "ENABLED", isUnpromising: row[3] == "UNPROMISING")
            }
        }
    }

    private func longIndexes(_ named: String) async throws(RelocationError) -> [SchemaSurvey.LongIndex] {
        let found = try await rows(
            """
            SELECT s.TABLE_NAME, s.INDEX_NAME, t.ROW_FORMAT, \
            MAX(COALESCE(s.SUB_PART, c.CHARACTER_MAXIMUM_LENGTH) * cs.MAXLEN), \
            MAX(COALESCE(s.SUB_PART, c.CHARACTER_MAXIMUM_LENGTH) * 4) \
            FROM information_schema.STATISTICS s \
            JOIN information_schema.COLUMNS c ON c.TABLE_SCHEMA = s.TABLE_SCHEMA AND c.TABLE_NAME = s.TABLE_NAME \
            AND c.COLUMN_NAME = s.COLUMN_NAME \
            JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = s.TABLE_SCHEMA AND t.TABLE_NAME = s.TABLE_NAME \
            JOIN information_schema.CHARACTER_SETS cs ON cs.CHARACTER_SET_NAME = c.CHARACTER_SET_NAME \
            WHERE s.TABLE_SCHEMA = \(named) AND t.ENGINE = 'InnoDB' AND s.INDEX_TYPE = 'BTREE' \
            GROUP BY s.TABLE_NAME, s.INDEX_NAME, t.ROW_FORMAT HAVING MAX(COALESCE(s.SUB_PART, \
            c.CHARACTER_MAXIMUM_LENGTH) * 4) > 767 ORDER BY 1, 2
            """)
        return found.map { row in
            SchemaSurvey.LongIndex(
                table: row[0] ?? "", index: row[1] ?? "", rowFormat: row[2] ?? "",
                bytes: row[3].flatMap { Int($0) } ?? 0, wideBytes: row[4].flatMap { Int($0) } ?? 0)
        }
    }
}
