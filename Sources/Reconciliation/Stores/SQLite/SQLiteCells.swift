import Databases
import Foundation
import GRDB

/// SQLite's values in the form that every store gives.
enum SQLiteCells {
    static func append(_ row: Row, _ families: [ValueFamily], to batch: inout RowBatch) {
        for (index, family) in families.enumerated() {
            let value: DatabaseValue = row[index]
            switch value.storage {
            case .null: batch.append(nil as String?)
            case .int64(let number): batch.append("\(number)")
            case .double(let number): batch.append(text(number, family))
            case .string(let text): batch.append(text)
            case .blob(let bytes): bytes.withUnsafeBytes { batch.append($0) }
            }
        }
        batch.endRow()
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
