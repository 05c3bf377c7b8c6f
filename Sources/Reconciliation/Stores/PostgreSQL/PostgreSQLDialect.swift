import Databases

/// SQL as PostgreSQL reads it.
struct PostgreSQLDialect: SQLDialect {
    func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }

    func nullsFirst(_ column: NativeColumn) -> String { " NULLS FIRST" }

    /// A backslash means itself, since every session has `standard_conforming_strings` on.
    func quotedText(_ cell: [UInt8]) -> String {
        "'\(String(decoding: cell, as: UTF8.self).replacing("'", with: "''"))'"
    }

    func bytes(_ cell: [UInt8]) -> String { quotedText(cell) }

    /// What the protocol's binary form gives cheaply is read as it is; ``cells(_:)`` tells how.
    func cell(_ column: NativeColumn) -> String {
        let name = quoted(column.shape.name)
        switch column.base {
        case "pg_catalog.int2", "pg_catalog.int4", "pg_catalog.int8", "pg_catalog.bool", "pg_catalog.uuid",
            "pg_catalog.date", "pg_catalog.timestamp", "pg_catalog.timestamptz", "pg_catalog.text",
            "pg_catalog.varchar", "pg_catalog.bytea":
            return name
        // As text it has no padding, as on the other engines.
        default: return "\(name)::pg_catalog.text"
        }
    }

    func cells(_ columns: some Sequence<NativeColumn>) -> [PostgreSQLCell] {
        columns.map { column in
            switch column.base {
            case "pg_catalog.int2", "pg_catalog.int4", "pg_catalog.int8": .integer
            case "pg_catalog.bool": .boolean
            case "pg_catalog.uuid": .uuid
            case "pg_catalog.date": .date
            case "pg_catalog.timestamp", "pg_catalog.timestamptz": .timestamp
            default: .plain
            }
        }
    }

    func literal(_ cell: [UInt8], of column: NativeColumn) throws(BadCell) -> String {
        let isNumber: Bool =
            switch column.shape.family {
            case .integer, .boolean: SQLSpelling.integer(cell) != nil
            default: true
            }
        guard isNumber else {
            throw BadCell(column: column.shape.name, why: "\(String(decoding: cell, as: UTF8.self)) is no number")
        }
        if column.shape.family == .binary { return "'\\x\(SQLSpelling.hex(cell))'::\(column.base)" }
        return "\(quotedText(cell))::\(column.base)"
    }

    func sorting(_ column: NativeColumn, in order: KeyOrder) -> SQLSorting {
        let name = quoted(column.shape.name)
        guard order == .bytes && !column.shape.sortsByValue else {
            return SQLSorting(expression: name, isBytes: false)
        }
        return SQLSorting(expression: "\(name)::pg_catalog.text COLLATE \"C\"", isBytes: true)
    }

    func after(_ key: [SQLKeyPart]) -> String { row(key, ">") ?? KeyConditions.after(key) }
    func through(_ key: [SQLKeyPart]) -> String { row(key, "<=") ?? KeyConditions.through(key) }

    /// `(a, b) > (1, 2)`, which the engine takes as one range of the index; not where there may be NULLs.
    private func row(_ key: [SQLKeyPart], _ relation: String) -> String? {
        let literals = key.compactMap(\.literal)
        guard key.count > 1, literals.count == key.count, !key.contains(where: \.isNullable) else { return nil }
        return "(\(key.map(\.expression).joined(separator: ", "))) \(relation) (\(literals.joined(separator: ", ")))"
    }

    func among(_ keys: [[SQLKeyPart]]) -> String {
        guard let first = keys.first else { return "false" }
        let expressions = first.map(\.expression).joined(separator: ", ")
        if first.count == 1 { return "\(expressions) IN (\(keys.compactMap { $0[0].literal }.joined(separator: ",")))" }
        let rows = keys.map { "(\($0.compactMap(\.literal).joined(separator: ",")))" }
        return "(\(expressions)) IN (VALUES \(rows.joined(separator: ",")))"
    }

    func digest(
        _ columns: [(ReadColumn, NativeColumn)], as kind: DigestKind, isUnique: Bool, from selection: String
    ) throws(BadCell) -> String {
        guard kind == .md5 else { throw BadCell(column: "the digest", why: "PostgreSQL has no CRC") }
        var forms: [String] = []
        for (read, native) in columns {
            let form = try form(read, native)
            forms.append(native.shape.isNullable ? "COALESCE((\(form))::pg_catalog.text, '~')" : form)
        }
        // OFFSET 0 keeps the engine from working the hash out once for each half.
        let sum = isUnique ? "" : ", sum(('x' || left(hash, 8))::bit(32)::int8)"
        return """
            SELECT count(*), bit_xor(('x' || left(hash, 16))::bit(64)::int8), \
            bit_xor(('x' || right(hash, 16))::bit(64)::int8)\(sum) FROM \
            (SELECT md5(concat_ws(',', \(forms.joined(separator: ", ")))) AS hash FROM \(selection) OFFSET 0) AS hashed
            """
    }

    private func form(_ read: ReadColumn, _ native: NativeColumn) throws(BadCell) -> String {
        let name = quoted(native.shape.name)
        switch read.digest {
        case nil: throw BadCell(column: native.shape.name, why: "it has no form in a digest")
        case .text:
            switch native.shape.family {
            case .boolean: return "\(name)::int4"
            case .text, .json, .other, .binary:
                let text = cell(native)
                return "octet_length(\(text)) || ':' || \(text)"
            case .integer, .decimal, .double, .single, .uuid, .date, .time, .timestamp: return name
            }
        case .decimal(let scale):
            if native.shape.family == .decimal(scale: scale) { return name }
            return "round(\(name)::numeric, \(scale))"
        case .timestamp(let digits):
            let part = digits > 0 ? ".FF\(min(digits, 6))" : ""
            // Years before the first would be written without their sign, and infinity as NULL.
            return """
                CASE WHEN isfinite(\(name)) AND \(name) >= '0001-01-01' \
                THEN to_char(\(name), 'YYYY-MM-DD HH24:MI:SS\(part)') ELSE \(name)::pg_catalog.text END
                """
        case .bytes: return "encode(\(name), 'hex')"
        case .uuid: return "lower(replace(\(name)::pg_catalog.text, '-', ''))"
        }
    }
}
