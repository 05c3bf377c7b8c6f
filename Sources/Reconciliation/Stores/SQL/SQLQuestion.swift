import Databases

/// The statements for one reading of one source.
struct SQLQuestion<Dialect: SQLDialect> {
    let dialect: Dialect
    /// The table's quoted name or the query as a derived table.
    let from: String
    let reading: TableReading
    /// As the engine knows `reading.columns`, in their order.
    let columns: [NativeColumn]

    private var cells: String { cells(of: columns[...]) }

    /// A cell that is more than its column has another name: PostgreSQL calls `d::text` still `d`, and would then order
    /// by the text.
    private func cells(of columns: ArraySlice<NativeColumn>) -> String {
        columns.map { column in
            let cell = dialect.cell(column)
            return cell == dialect.quoted(column.shape.name) ? cell : "\(cell) AS \(dialect.quoted("compared cell"))"
        }.joined(separator: ", ")
    }

    private var keys: ArraySlice<NativeColumn> { columns[..<reading.keyCount] }

    private var orderBy: String {
        keys.map { column in
            let expression = dialect.sorting(column, in: reading.order).expression
            return expression + (column.shape.isNullable ? dialect.nullsFirst(column) : "")
        }.joined(separator: ", ")
    }

    func page(_ range: KeyRange, limit: Int?) throws(BadCell) -> String {
        let limit = limit.map { " LIMIT \(max($0, 0))" } ?? ""
        return "SELECT \(cells) FROM \(from)\(try selection(range)) ORDER BY \(orderBy)\(limit)"
    }

    /// The key that stands `count` rows after another.
    func boundary(_ count: Int, after key: RowKey?) throws(BadCell) -> String {
        let cells = cells(of: keys)
        let selection = try selection(KeyRange(after: key))
        return "SELECT \(cells) FROM \(from)\(selection) ORDER BY \(orderBy) LIMIT 1 OFFSET \(max(count - 1, 0))"
    }

    func rows(with keys: [RowKey]) throws(BadCell) -> String {
        var plain: [[SQLKeyPart]] = []
        var conditions: [String] = []
        for key in Set(keys) {
            let parts = try parts(of: key, in: .index)
            if parts.allSatisfy({ $0.literal != nil }) {
                plain.append(parts)
            } else {
                conditions.append(KeyConditions.equal(parts))
            }
        }
        if !plain.isEmpty { conditions.append(dialect.among(plain)) }
        let among = conditions.isEmpty ? "1 = 0" : conditions.joined(separator: " OR ")
        let declared = reading.condition.map { " AND (\($0)\n)" } ?? ""
        return "SELECT \(cells) FROM \(from) WHERE (\(among))\(declared)"
    }

    func digest(_ range: KeyRange, as kind: DigestKind) throws(BadCell) -> String {
        try dialect.digest(
            Array(zip(reading.columns, columns)), as: kind, isUnique: reading.isUnique,
            from: "\(from)\(try selection(range))")
    }

    /// ` WHERE …`, or nothing.
    private func selection(_ range: KeyRange) throws(BadCell) -> String {
        var conditions: [String] = []
        // A comment at the end of the condition must not hide the bracket.
        if let declared = reading.condition { conditions.append("(\(declared)\n)") }
        if let after = range.after { conditions.append(dialect.after(try parts(of: after, in: reading.order))) }
        if let through = range.through { conditions.append(dialect.through(try parts(of: through, in: reading.order))) }
        return conditions.isEmpty ? "" : " WHERE \(conditions.joined(separator: " AND "))"
    }

    private func parts(of key: RowKey, in order: KeyOrder) throws(BadCell) -> [SQLKeyPart] {
        guard key.cells.count == reading.keyCount else {
            throw BadCell(column: "the key", why: "it has \(key.cells.count) cells, not \(reading.keyCount)")
        }
        var parts: [SQLKeyPart] = []
        for (column, cell) in zip(keys, key.cells) {
            let sorting = dialect.sorting(column, in: order)
            var literal: String?
            if let cell {
                literal = sorting.isBytes ? dialect.bytes(cell) : try dialect.literal(cell, of: column)
            }
            parts.append(
                SQLKeyPart(expression: sorting.expression, isNullable: column.shape.isNullable, literal: literal))
        }
        return parts
    }
}
