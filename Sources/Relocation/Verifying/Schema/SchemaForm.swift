/// What a schema is made of besides its rows: tables with their columns, indexes and counters, and its code.
public struct SchemaForm: Sendable, Hashable {
    public struct Table: Sendable, Hashable {
        public var engine: String
        public var counter: UInt64?
        /// Types by name.
        public var columns: [String: String] = [:]
        /// Places of the columns by name, from 1 on.
        public var places: [String: Int] = [:]
        /// `UNIQUE(a,b)` or `INDEX(a)` by name.
        public var indexes: [String: String] = [:]

        public init(engine: String, counter: UInt64?) { (self.engine, self.counter) = (engine, counter) }
    }

    /// A trigger, view, routine or event, without its definer.
    public struct Code: Sendable, Hashable {
        public var text: String
        /// Of an event: it is switched on.
        public var isEnabled: Bool

        public init(text: String, isEnabled: Bool = true) { (self.text, self.isEnabled) = (text, isEnabled) }
    }

    public var tables: [String: Table] = [:]
    /// By kind and name: `trigger wp_stock_changed`.
    public var code: [String: Code] = [:]
    /// What those who define the code may do.
    public var definers = DefinerRights()
    /// Nobody but a replica and an administrator may write here.
    public var isReadOnly = false

    public init() {}
}

extension DatabaseServer {
    /// Reads what a schema is made of; changes nothing.
    public func form(of schema: String) async throws(RelocationError) -> SchemaForm {
        let named = SQLText.text(schema)
        var form = SchemaForm()
        form.isReadOnly = try await value("SELECT @@GLOBAL.read_only") == "1"
        for row in try await rows(
            """
            SELECT TABLE_NAME, ENGINE, AUTO_INCREMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA = \(named) \
            AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')
            """)
        {
            form.tables[row[0] ?? ""] = SchemaForm.Table(engine: row[1] ?? "", counter: row[2].flatMap { UInt64($0) })
        }
        for row in try await rows(
            """
            SELECT TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, CONCAT(COLUMN_TYPE, IF(IS_NULLABLE = 'YES', '', ' NOT NULL'), \
            IF(EXTRA LIKE '%auto_increment%', ' AUTO_INCREMENT', '')) FROM information_schema.COLUMNS \
            WHERE TABLE_SCHEMA = \(named)
            """)
        {
            form.tables[row[0] ?? ""]?.columns[row[1] ?? ""] = row[3] ?? ""
            form.tables[row[0] ?? ""]?.places[row[1] ?? ""] = row[2].flatMap { Int($0) }
        }
        for row in try await rows(
            """
            SELECT TABLE_NAME, INDEX_NAME, CONCAT(IF(NON_UNIQUE, 'INDEX', 'UNIQUE'), '(', GROUP_CONCAT(COLUMN_NAME \
            ORDER BY SEQ_IN_INDEX), ')') FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = \(named) \
            GROUP BY TABLE_NAME, INDEX_NAME, NON_UNIQUE
            """)
        {
            form.tables[row[0] ?? ""]?.indexes[row[1] ?? ""] = row[2] ?? ""
        }
        for row in try await rows(Self.code(named)) {
            // Views name their own schema in each of their tables.
            let text = (row[2] ?? "").replacing("\(SQLText.name(schema)).", with: "")
            form.code["\(row[0] ?? "") \(row[1] ?? "")"] = SchemaForm.Code(
                text: text, isEnabled: row[3] != "DISABLED" && row[3] != "SLAVESIDE_DISABLED")
        }
        form.definers = try await rights(of: definers(in: schema), on: schema)
        return form
    }

    private static func code(_ named: String) -> String {
        """
        SELECT 'view', TABLE_NAME, VIEW_DEFINITION, '' FROM information_schema.VIEWS WHERE TABLE_SCHEMA = \(named) \
        UNION ALL SELECT 'trigger', TRIGGER_NAME, CONCAT_WS(' ', ACTION_TIMING, EVENT_MANIPULATION, 'ON', \
        EVENT_OBJECT_TABLE, ACTION_STATEMENT), '' FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = \(named) \
        UNION ALL SELECT LOWER(r.ROUTINE_TYPE), r.ROUTINE_NAME, CONCAT_WS(' ', (SELECT GROUP_CONCAT(CONCAT_WS(' ', \
        p.PARAMETER_MODE, p.PARAMETER_NAME, p.DTD_IDENTIFIER) ORDER BY p.ORDINAL_POSITION) FROM \
        information_schema.PARAMETERS p WHERE p.SPECIFIC_SCHEMA = r.ROUTINE_SCHEMA AND p.SPECIFIC_NAME = \
        r.SPECIFIC_NAME), r.IS_DETERMINISTIC, r.SQL_DATA_ACCESS, r.SECURITY_TYPE, r.ROUTINE_DEFINITION), '' \
        FROM information_schema.ROUTINES r WHERE r.ROUTINE_SCHEMA = \(named) \
        UNION ALL SELECT 'event', EVENT_NAME, CONCAT_WS(' ', EVENT_TYPE, EXECUTE_AT, INTERVAL_VALUE, INTERVAL_FIELD, \
        ENDS, EVENT_DEFINITION), STATUS FROM information_schema.EVENTS WHERE EVENT_SCHEMA = \(named)
        """
    }
}
