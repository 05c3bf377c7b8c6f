/// An engine as the generated tables are written into it.
enum Engine: String, CaseIterable {
    case mariadb, postgresql, sqlite

    func type(_ kind: ValueKind) -> String {
        switch (kind, self) {
        case (.integer, .mariadb): "BIGINT"
        case (.integer, .postgresql): "int8"
        case (.integer, .sqlite): "INTEGER"
        case (.decimal, .mariadb): "DECIMAL(12,3)"
        case (.decimal, .postgresql): "numeric(14,4)"
        case (.decimal, .sqlite): "DECIMAL(12,3)"
        case (.double, .mariadb): "DOUBLE"
        case (.double, .postgresql): "float8"
        case (.double, .sqlite): "REAL"
        case (.boolean, .mariadb): "TINYINT(1)"
        case (.boolean, .postgresql): "boolean"
        case (.boolean, .sqlite): "BOOLEAN"
        case (.text, .mariadb): "VARCHAR(80) CHARACTER SET utf8mb4"
        case (.text, _): "TEXT"
        case (.bytes, .mariadb): "VARBINARY(40)"
        case (.bytes, .postgresql): "bytea"
        case (.bytes, .sqlite): "BLOB"
        case (.date, _): "DATE"
        case (.stamp, .mariadb): "DATETIME(6)"
        case (.stamp, .postgresql): "timestamp(6)"
        case (.stamp, .sqlite): "DATETIME"
        case (.instant, .mariadb): "TIMESTAMP(3) NULL"
        case (.instant, .postgresql): "timestamptz(3)"
        case (.instant, .sqlite): "DATETIME"
        case (.json, .mariadb): "JSON"
        case (.json, .postgresql): "jsonb"
        case (.json, .sqlite): "TEXT"
        case (.uuid, .mariadb): "CHAR(36)"
        case (.uuid, .postgresql): "uuid"
        case (.uuid, .sqlite): "TEXT"
        }
    }

    func literal(_ value: String?, _ kind: ValueKind) -> String {
        guard let value else { return "NULL" }
        switch kind {
        case .integer, .decimal: return value
        case .double: return value + "e0"
        case .boolean: return self == .postgresql ? (value == "1" ? "TRUE" : "FALSE") : value
        case .bytes:
            return switch self {
            case .postgresql: "'\\x\(value)'"
            case .mariadb, .sqlite: "X'\(value)'"
            }
        case .instant where self == .postgresql: return "'\(value)+00'"
        default:
            let quoted = value.replacing("'", with: "''")
            return "'\(self == .mariadb ? quoted.replacing("\\", with: "\\\\") : quoted)'"
        }
    }
}
