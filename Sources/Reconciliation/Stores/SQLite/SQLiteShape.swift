import Databases
import GRDB

/// What SQLite says of a table.
enum SQLiteShape {
    static func of(_ source: RowSource, in database: Database) throws -> TableShape {
        switch source {
        case .table(let name): try table(name, in: database)
        case .query(let text): try query(text, in: database)
        }
    }

    private static func table(_ name: String, in database: Database) throws -> TableShape {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        let (schema, table) = parts.count == 2 ? (parts[0], parts[1]) : ("main", name)
        let found = try Row.fetchAll(
            database, sql: "SELECT name, type, \"notnull\", pk, hidden FROM pragma_table_xinfo(?, ?)",
            arguments: [table, schema])
        guard !found.isEmpty else {
            throw CouldNotCheck.question(
                "SQLite", why: "there is no table \(name)", mend: "check the mapping, and which file is opened")
        }
        // Of a virtual table, hidden columns are no columns of its rows; generated columns (2 and 3) are.
        let rows = found.filter { ($0["hidden"] as Int) != 1 }
        let collations = try collations(table, schema, in: database)
        let columns = rows.map { row in
            let type: String = row["type"]
            let family = family(of: type)
            let key: Int = row["pk"]
            // A primary key of integers is the row's own number; others may hold NULL, as no other engine allows.
            let isNumber = key > 0 && type.uppercased() == "INTEGER"
            let collation = collations[row["name"]] ?? "BINARY"
            let isText = [.text, .json, .uuid].contains(family)
            return ColumnShape(
                name: row["name"], type: type, family: family, isNullable: row["notnull"] == 0 && !isNumber,
                collation: isText ? collation : nil, sortsByValue: !isText || collation == "BINARY")
        }
        let key = rows.filter { ($0["pk"] as Int) > 0 }.sorted { ($0["pk"] as Int) < ($1["pk"] as Int) }
            .map { $0["name"] as String }
        let isWhole = key.allSatisfy { name in columns.contains { $0.name == name && !$0.isNullable } }
        return TableShape(
            columns: columns,
            key: !key.isEmpty && isWhole ? key : try uniqueKey(table, schema, columns, in: database),
            rows: try count(table, schema, in: database))
    }

    /// The columns of the first unique index over columns without NULLs, over all rows.
    private static func uniqueKey(
        _ table: String, _ schema: String, _ columns: [ColumnShape], in database: Database
    ) throws -> [String] {
        let indexes = try Row.fetchAll(
            database,
            sql: "SELECT name FROM pragma_index_list(?, ?) WHERE \"unique\" = 1 AND partial = 0 ORDER BY name",
            arguments: [table, schema])
        for index in indexes {
            let names = try Row.fetchAll(
                database, sql: "SELECT name FROM pragma_index_info(?, ?) ORDER BY seqno",
                arguments: [index["name"] as String, schema]
            ).map { $0["name"] as String? }
            let isWhole = names.allSatisfy { name in columns.contains { $0.name == name && !$0.isNullable } }
            if isWhole, !names.isEmpty { return names.compactMap { $0 } }
        }
        return []
    }

    /// The collation of each column that an index sorts.
    private static func collations(_ table: String, _ schema: String, in database: Database) throws -> [String: String]
    {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT i.name AS name, i.coll AS coll FROM pragma_index_list(?, ?) AS l
                JOIN pragma_index_xinfo(l.name, ?) AS i WHERE i.key = 1 AND i.name IS NOT NULL
                """, arguments: [table, schema, schema])
        return Dictionary(rows.map { ($0["name"], $0["coll"]) }, uniquingKeysWith: { first, _ in first })
    }

    /// From the statistics, where somebody ran ANALYZE.
    private static func count(_ table: String, _ schema: String, in database: Database) throws -> Int? {
        guard try database.tableExists("sqlite_stat1", in: schema) else { return nil }
        let stat = try String.fetchOne(
            database, sql: "SELECT stat FROM \(SQLiteQuery.quoted(schema)).sqlite_stat1 WHERE tbl = ?",
            arguments: [table])
        return stat?.split(separator: " ").first.flatMap { Int($0) }
    }

    /// A query's columns have the types that its first row holds.
    private static func query(_ text: String, in database: Database) throws -> TableShape {
        let statement = try database.makeStatement(sql: "SELECT * FROM (\(text)) LIMIT 0")
        let names = Array(statement.columnNames)
        let types = names.map { "typeof(\(SQLiteQuery.quoted($0)))" }.joined(separator: ", ")
        let first = try Row.fetchOne(database, sql: "SELECT \(types) FROM (\(text)) LIMIT 1")
        let columns = names.enumerated().map { index, name in
            let type: String = first?[index] ?? "text"
            let family: ValueFamily =
                switch type {
                case "integer": .integer
                case "real": .double
                case "blob": .binary
                default: .text
                }
            return ColumnShape(
                name: name, type: type, family: family, collation: family == .text ? "BINARY" : nil)
        }
        return TableShape(columns: columns, key: [], rows: nil)
    }

    /// What a declared type means; SQLite itself only looks for parts of it.
    static func family(of type: String) -> ValueFamily {
        let upper = type.uppercased()
        let word = String(upper.prefix { $0 != "(" }).trimmingPrefix(" ").split(separator: " ").joined(separator: " ")
        let numbers = upper.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }.split(separator: ",")
            .compactMap { Int($0.filter(\.isNumber)) }
        switch word {
        case "BOOL", "BOOLEAN": return .boolean
        case "DATE": return .date
        case "TIME": return .time
        case "JSON", "JSONB": return .json
        case "UUID", "GUID": return .uuid
        case "DECIMAL", "NUMERIC", "NUMBER": return .decimal(scale: numbers.count > 1 ? numbers[1] : 0)
        case "FLOAT": return .double
        default: break
        }
        if word.hasPrefix("DATETIME") || word.hasPrefix("TIMESTAMP") {
            return .timestamp(digits: numbers.first ?? 6, zoned: word.contains("WITH TIME ZONE"))
        }
        if word.contains("INT") { return .integer }
        if word.contains("CHAR") || word.contains("CLOB") || word.contains("TEXT") { return .text }
        if word.contains("BLOB") || word.contains("BINARY") { return .binary }
        if word.contains("REAL") || word.contains("FLOA") || word.contains("DOUB") { return .double }
        return .text
    }
}
