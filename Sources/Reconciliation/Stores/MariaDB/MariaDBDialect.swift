import Databases

/// SQL as MariaDB and MySQL read it.
struct MariaDBDialect: SQLDialect {
    func quoted(_ name: String) -> String { "`\(name.replacing("`", with: "``"))`" }

    func nullsFirst(_ column: NativeColumn) -> String { "" }

    /// Texts as hexadecimal digits: no quote, backslash or character set can end them early.
    func bytes(_ cell: [UInt8]) -> String { cell.isEmpty ? "''" : "X'\(SQLSpelling.hex(cell))'" }

    func cell(_ column: NativeColumn) -> String {
        let name = quoted(column.shape.name)
        let isFilled = column.attributes.contains("zerofill")
        switch column.base {
        case "bit", "year": return "CAST(\(name) AS UNSIGNED)"
        // Written as single precision it would have six digits; as a double it has all that the number has.
        case "float": return "CAST(\(name) AS DOUBLE)"
        case "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon",
            "geometrycollection":
            return "LOWER(HEX(\(name)))"
        default: break
        }
        guard isFilled else { return name }
        switch column.shape.family {
        case .integer: return "CAST(\(name) AS UNSIGNED)"
        case .decimal(let scale): return "CAST(\(name) AS DECIMAL(65,\(min(scale, 38))))"
        default: return "\(name) + 0"
        }
    }

    func literal(_ cell: [UInt8], of column: NativeColumn) throws(BadCell) -> String {
        let text: String? =
            switch column.shape.family {
            case .integer: SQLSpelling.integer(cell)
            case .decimal: SQLSpelling.decimal(cell)
            case .double, .single: SQLSpelling.double(cell)
            case .boolean: SQLSpelling.integer(cell)
            case .binary: bytes(cell)
            case .date, .time, .timestamp, .text, .uuid, .json, .other: text(cell, column.shape.collation)
            }
        guard let text else {
            throw BadCell(column: column.shape.name, why: "\(String(decoding: cell, as: UTF8.self)) is no number")
        }
        return text
    }

    /// With its character set named, the column's own collation decides the comparison. In a row of several columns the
    /// engine does not convert to the column's set by itself, and would find nothing.
    private func text(_ cell: [UInt8], _ collation: String?) -> String {
        guard !cell.isEmpty else { return "''" }
        let literal = "_utf8mb4 X'\(SQLSpelling.hex(cell))'"
        guard let collation, let set = collation.split(separator: "_").first, collation.contains("_"),
            set != "utf8mb4", collation.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
        else { return literal }
        return "CONVERT(\(literal) USING \(set)) COLLATE \(collation)"
    }

    func sorting(_ column: NativeColumn, in order: KeyOrder) -> SQLSorting {
        let name = quoted(column.shape.name)
        switch column.base {
        // Sorted by the number of the label but compared by the label: as text both are the same.
        case "enum", "set":
            return order == .index
                ? SQLSorting(expression: "CONCAT(\(name))", isBytes: false)
                : SQLSorting(expression: "CAST(CONVERT(\(name) USING utf8mb4) AS BINARY)", isBytes: true)
        case "float": return SQLSorting(expression: "CAST(\(name) AS DOUBLE)", isBytes: false)
        default: break
        }
        guard order == .bytes && !column.shape.sortsByValue else {
            return SQLSorting(expression: name, isBytes: false)
        }
        return SQLSorting(expression: "CAST(CONVERT(\(name) USING utf8mb4) AS BINARY)", isBytes: true)
    }

    func after(_ key: [SQLKeyPart]) -> String { KeyConditions.after(key) }
    func through(_ key: [SQLKeyPart]) -> String { KeyConditions.through(key) }

    func among(_ keys: [[SQLKeyPart]]) -> String {
        guard let first = keys.first else { return "1 = 0" }
        let expressions = first.map(\.expression).joined(separator: ", ")
        if first.count == 1 { return "\(expressions) IN (\(keys.compactMap { $0[0].literal }.joined(separator: ",")))" }
        // The engine makes a range of the index for each row; a chain of OR takes it four times as long to plan.
        let rows = keys.map { "(\($0.compactMap(\.literal).joined(separator: ",")))" }
        return "(\(expressions)) IN (\(rows.joined(separator: ",")))"
    }

    func digest(
        _ columns: [(ReadColumn, NativeColumn)], as kind: DigestKind, isUnique: Bool, from selection: String
    ) throws(BadCell) -> String {
        let digest = MariaDBDigest(dialect: self, columns: columns, isUnique: isUnique)
        return switch kind {
        case .crc: try digest.crc(from: selection)
        case .md5: try digest.md5(from: selection)
        }
    }
}
