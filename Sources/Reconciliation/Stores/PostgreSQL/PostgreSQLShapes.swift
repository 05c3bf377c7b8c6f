import Databases

/// What the catalogue says of tables, as shapes.
enum PostgreSQLShapes {
    /// What `columns` selects from: place, name, type, modifier, NOT NULL, collation (0 is not known).
    static func table(_ oid: String) -> String {
        """
        SELECT attnum::int4, attname::text, atttypid, atttypmod, attnotnull, attcollation FROM pg_attribute \
        WHERE attrelid = \(oid) AND attnum > 0 AND NOT attisdropped
        """
    }

    static func answer(_ columns: [PostgreSQLColumn]) -> String {
        let rows = columns.enumerated().map { place, column in
            "(\(place), \(PostgreSQLDialect().quotedText(Array(column.name.utf8)))::text, \(column.type)::oid, "
                + "\(column.modifier), false, 0::oid)"
        }
        return "VALUES \(rows.joined(separator: ", "))"
    }

    /// The question for columns, domains followed to the type they stand for.
    static func columns(_ source: String) -> String {
        """
        WITH RECURSIVE asked (place, name, type, modifier, filled, ordering) AS (\(source)), \
        based (place, type, modifier, filled) AS (SELECT place, type, modifier, filled FROM asked UNION ALL \
        SELECT b.place, t.typbasetype, CASE WHEN b.modifier = -1 THEN t.typtypmod ELSE b.modifier END, \
        b.filled OR t.typnotnull FROM based b JOIN pg_type t ON t.oid = b.type WHERE t.typtype = 'd') \
        SELECT a.name, format_type(a.type, a.modifier), n.nspname, t.typname, t.typtype, b.modifier, b.filled, \
        CASE WHEN c.collname = 'default' THEN d.datcollate ELSE c.collname END, \
        COALESCE(c.collprovider, 'c') = 'c' OR (c.collname = 'default') FROM asked a \
        JOIN based b ON b.place = a.place JOIN pg_type t ON t.oid = b.type AND t.typtype <> 'd' \
        JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_collation c ON c.oid = a.ordering \
        LEFT JOIN pg_database d ON d.datname = current_database() ORDER BY a.place
        """
    }

    /// The columns of each unique index over whole columns without a condition, primary first, in their order.
    static func keys(_ oid: String) -> String {
        """
        SELECT i.indexrelid, a.attname, a.attnotnull, i.indisprimary FROM pg_index i \
        CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (number, place) \
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number \
        WHERE i.indrelid = \(oid) AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL \
        AND k.place <= i.indnkeyatts ORDER BY NOT i.indisprimary, i.indexrelid, k.place
        """
    }

    static func column(_ cells: [String?]) -> NativeColumn {
        let space = cells[2] ?? ""
        let base = cells[3] ?? ""
        let isEnumeration = cells[4] == "e"
        let family =
            isEnumeration
            ? .text
            : space == "pg_catalog"
                ? family(base, modifier: Int(cells[5] ?? "") ?? -1, type: cells[1] ?? base)
                : base == "citext" ? .text : .other(cells[1] ?? base)
        let collation = family == .text ? (isEnumeration ? "enum" : cells[7] ?? "unknown") : nil
        let dialect = PostgreSQLDialect()
        let isBytes =
            base != "citext" && base != "bpchar" && cells[8] == "t"
            && ["C", "POSIX", "C.UTF-8", "C.utf8", "ucs_basic"].contains(collation)
        let sortsByValue: Bool =
            switch family {
            case .text: isBytes
            case .json, .other: false
            default: true
            }
        let known = space == "pg_catalog" ? "pg_catalog.\(base)" : "\(dialect.quoted(space)).\(dialect.quoted(base))"
        return NativeColumn(
            shape: ColumnShape(
                name: cells[0] ?? "", type: cells[1] ?? base, family: family, isNullable: cells[6] != "t",
                collation: collation, sortsByValue: sortsByValue),
            base: base == "char" ? "pg_catalog.\"char\"" : known)
    }

    /// The digits after the point that a numeric without a declared scale may have.
    static let anyScale = 16_383

    private static func family(_ base: String, modifier: Int, type: String) -> ValueFamily {
        switch base {
        case "int2", "int4", "int8", "oid": .integer
        // The scale is the lower eleven bits, with a sign, of the modifier less four.
        case "numeric":
            modifier < 4 ? .decimal(scale: anyScale) : .decimal(scale: max(((modifier - 4) & 0x7ff ^ 1_024) - 1_024, 0))
        case "float4": .single
        case "float8": .double
        case "bool": .boolean
        case "text", "varchar", "bpchar", "name", "char": .text
        case "bytea": .binary
        case "uuid": .uuid
        case "date": .date
        case "time": .time
        case "timestamp": .timestamp(digits: modifier < 0 ? 6 : modifier, zoned: false)
        case "timestamptz": .timestamp(digits: modifier < 0 ? 6 : modifier, zoned: true)
        case "json", "jsonb": .json
        default: .other(type)
        }
    }

    /// The primary key, or the unique key without NULLs that has the fewest columns.
    static func key(_ rows: [[String?]]) -> [String] {
        var keys: [(index: String, columns: [String], isPrimary: Bool, isFilled: Bool)] = []
        for cells in rows {
            let index = cells[0] ?? ""
            if keys.last?.index != index { keys.append((index, [], cells[3] == "t", true)) }
            keys[keys.count - 1].columns.append(cells[1] ?? "")
            if cells[2] != "t" { keys[keys.count - 1].isFilled = false }
        }
        let usable = keys.filter(\.isFilled)
        if let primary = usable.first(where: \.isPrimary) { return primary.columns }
        return usable.min { $0.columns.count < $1.columns.count }?.columns ?? []
    }
}
