import Databases

/// What the catalogue says of tables, as shapes.
enum MariaDBShapes {
    /// The question for the columns of a table; `schema` and `table` are literals or expressions.
    static func columns(_ schema: String, _ table: String) -> String {
        """
        SELECT COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, IS_NULLABLE, COLLATION_NAME, NUMERIC_SCALE, DATETIME_PRECISION \
        FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = \(schema) AND TABLE_NAME = \(table) \
        ORDER BY ORDINAL_POSITION
        """
    }

    /// The columns of each unique index, primary first, in their order.
    static func keys(_ schema: String, _ table: String) -> String {
        """
        SELECT INDEX_NAME, COLUMN_NAME, NULLABLE, SUB_PART FROM information_schema.STATISTICS \
        WHERE TABLE_SCHEMA = \(schema) AND TABLE_NAME = \(table) AND NON_UNIQUE = 0 \
        ORDER BY INDEX_NAME <> 'PRIMARY', INDEX_NAME, SEQ_IN_INDEX
        """
    }

    static func rows(_ schema: String, _ table: String) -> String {
        """
        SELECT TABLE_ROWS, TABLE_TYPE FROM information_schema.TABLES \
        WHERE TABLE_SCHEMA = \(schema) AND TABLE_NAME = \(table)
        """
    }

    /// JSON is a long text with a check in MariaDB.
    static func checks(_ schema: String, _ table: String) -> String {
        """
        SELECT CHECK_CLAUSE FROM information_schema.CHECK_CONSTRAINTS \
        WHERE CONSTRAINT_SCHEMA = \(schema) AND TABLE_NAME = \(table)
        """
    }

    static func column(_ cells: [String?], checks: [String]) -> NativeColumn {
        let name = cells[0] ?? ""
        let base = (cells[1] ?? "").lowercased()
        let type = (cells[2] ?? "").lowercased()
        let isJSON = base == "json" || checks.contains("json_valid(`\(name.replacing("`", with: "``"))`)")
        let family = isJSON ? .json : family(base, scale: Int(cells[5] ?? "") ?? 0, digits: Int(cells[6] ?? "") ?? 0)
        let collation = cells[4]
        let attributes = type.split(separator: ")").last.map(String.init) ?? ""
        return NativeColumn(
            shape: ColumnShape(
                name: name, type: cells[2] ?? base, family: family, isNullable: cells[3] != "NO", collation: collation,
                sortsByValue: sortsByValue(base, family, collation)),
            base: base, attributes: attributes)
    }

    static func family(_ base: String, scale: Int, digits: Int) -> ValueFamily {
        switch base {
        case "tinyint", "smallint", "mediumint", "int", "integer", "bigint", "bit", "year": .integer
        case "decimal", "numeric": .decimal(scale: scale)
        case "float": .single
        case "double", "real": .double
        case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set": .text
        case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob": .binary
        case "uuid": .uuid
        case "date": .date
        case "time": .time
        case "datetime": .timestamp(digits: digits, zoned: false)
        case "timestamp": .timestamp(digits: digits, zoned: true)
        case "json": .json
        default: .other(base)
        }
    }

    static func sortsByValue(_ base: String, _ family: ValueFamily, _ collation: String?) -> Bool {
        switch family {
        case .integer, .decimal, .double, .single, .boolean, .date, .time, .timestamp, .binary: true
        // Versions of UUIDs with a time in them are sorted by that time.
        case .uuid, .other: false
        case .text, .json:
            // The `_bin` collations pad with spaces, so that 'a' = 'a ' and "a\t" < 'a'; only these sort as bytes do.
            base != "enum" && base != "set"
                && (collation == "utf8mb4_nopad_bin" || collation == "utf8mb3_nopad_bin" || collation == "binary"
                    || collation == "utf8mb4_0900_bin")
        }
    }

    /// The primary key, or the unique key without NULLs and parts of columns that has the fewest columns.
    static func key(_ rows: [[String?]]) -> [String] {
        var keys: [(name: String, columns: [String], isUsable: Bool)] = []
        for cells in rows {
            let name = cells[0] ?? ""
            if keys.last?.name != name { keys.append((name, [], true)) }
            keys[keys.count - 1].columns.append(cells[1] ?? "")
            if cells[1] == nil || cells[2] == "YES" || cells[3] != nil { keys[keys.count - 1].isUsable = false }
        }
        let usable = keys.filter(\.isUsable)
        if let primary = usable.first(where: { $0.name == "PRIMARY" }) { return primary.columns }
        return usable.min { $0.columns.count < $1.columns.count }?.columns ?? []
    }
}

extension MariaDBShapes {
    /// A column of a query's answer, which the protocol describes by numbers (`enum_field_types`) and flags.
    static func column(_ column: MariaDBColumn) -> NativeColumn {
        let isBytes = column.characterSet == 63
        let digits = column.decimals > 6 ? 0 : Int(column.decimals)
        let base =
            switch column.type {
            case _ where column.flags & 256 != 0: "enum"
            case _ where column.flags & 2048 != 0: "set"
            case 0, 246: "decimal"
            case 1, 2, 3, 8, 9: "bigint"
            case 4: "float"
            case 5: "double"
            case 7, 17: "timestamp"
            case 10, 14: "date"
            case 11, 19: "time"
            case 12, 18: "datetime"
            case 13: "year"
            case 16: "bit"
            case 245: "json"
            case 255: "geometry"
            default: isBytes ? "varbinary" : "varchar"
            }
        let family = family(base, scale: Int(column.decimals), digits: digits)
        return NativeColumn(
            shape: ColumnShape(
                name: column.name, type: base, family: family, isNullable: column.flags & 1 == 0,
                collation: family == .text ? "unknown" : nil, sortsByValue: sortsByValue(base, family, nil)),
            base: base, attributes: column.flags & 64 != 0 ? "zerofill" : "")
    }
}
