import Databases
import Foundation
import GRDB
// SQLite's own functions, which come with GRDB: its rows make an object of every cell, and cut a text at a zero byte.
import GRDBSQLite

/// SQLite's values in the form that every store gives.
enum SQLiteCells {
    /// The rows of a statement, to the last or until the batch has about `bound` bytes.
    static func append(
        _ rows: SQLiteRows, _ families: [ValueFamily], upTo bound: Int = Int.max, to batch: inout RowBatch
    ) throws {
        let statement = rows.statement.sqliteStatement
        while batch.bytes.count < bound, try rows.cursor.next() != nil {
            for (index, family) in families.enumerated() {
                let place = Int32(index)
                switch sqlite3_column_type(statement, place) {
                case SQLITE_NULL: batch.append(nil as UnsafeRawBufferPointer?)
                case SQLITE_FLOAT: batch.append(text(sqlite3_column_double(statement, place), family))
                case SQLITE_BLOB:
                    let bytes = sqlite3_column_blob(statement, place)
                    let count = Int(sqlite3_column_bytes(statement, place))
                    batch.append(UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
                default:
                    // Of an integer these are its digits.
                    let bytes = sqlite3_column_text(statement, place)
                    let count = Int(sqlite3_column_bytes(statement, place))
                    batch.append(UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
                }
            }
            batch.endRow()
        }
    }

    /// The shortest digits that round to the number; without an exponent where the column is no floating one.
    static func text(_ number: Double, _ family: ValueFamily) -> String {
        if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
        switch family {
        case .double, .single: return "\(number)"
        default: return plain("\(number)")
        }
    }

    /// `1e-07` as `0.0000001`, `1e+16` as `10000000000000000`, `3.0` as `3`.
    private static func plain(_ text: String) -> String {
        let cell = Array(text.utf8)
        guard let parts = cell.withUnsafeBytes({ NumberParts($0) }) else { return text }
        guard !parts.digits.isEmpty else { return "0" }
        let digits = String(decoding: parts.digits, as: UTF8.self)
        let point = Int(parts.point)
        let sign = parts.isNegative ? "-" : ""
        if point <= 0 { return "\(sign)0." + String(repeating: "0", count: -point) + digits }
        if point >= digits.utf8.count {
            return sign + digits + String(repeating: "0", count: point - digits.utf8.count)
        }
        let split = digits.index(digits.startIndex, offsetBy: point)
        return "\(sign)\(digits[..<split]).\(digits[split...])"
    }
}

/// A statement and what steps through it; both must be let go where their database may be used.
struct SQLiteRows {
    let statement: Statement
    let cursor: RowCursor

    init(_ database: Database, _ text: String, _ arguments: StatementArguments) throws {
        statement = try database.makeStatement(sql: text)
        cursor = try Row.fetchCursor(statement, arguments: arguments)
    }
}
