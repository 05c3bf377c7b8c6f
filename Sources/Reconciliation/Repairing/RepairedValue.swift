import Foundation

/// A value of one side as the other side would write it.
enum RepairedValue {
    /// Why it cannot be told.
    struct Unknown: Error {
        let why: String
    }

    /// - Parameter isForward: from the old side to the new.
    static func carried(_ value: String?, by rule: ColumnRule, isForward: Bool) throws(Unknown) -> String? {
        guard var text = value else { return nil }
        if rule.oldZone != nil || rule.newZone != nil {
            throw Unknown(why: "the sides write times in zones of their own")
        }
        if !rule.values.isEmpty {
            if isForward {
                text = rule.values[text] ?? text
            } else {
                let labels = rule.values.filter { $0.value == text }.map(\.key)
                guard labels.count < 2 else { throw Unknown(why: "several labels of the old side mean `\(text)`") }
                text = labels.first ?? text
            }
        }
        for rewrite in rule.rewrites {
            text = text.replacing(isForward ? rewrite.from : rewrite.to, with: isForward ? rewrite.to : rewrite.from)
        }
        if rule.minorUnits != 0 {
            guard RepairDialect.isNumber(text, exponent: false) else { throw Unknown(why: "`\(text)` is no number") }
            text = shifted(text, by: isForward ? -rule.minorUnits : rule.minorUnits)
        }
        return text
    }

    /// A plain decimal times ten to a power, exactly.
    static func shifted(_ text: String, by power: Int) -> String {
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        var digits = String(parts[0])
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        var point = digits.count + power
        digits += fraction
        if point <= 0 {
            digits = String(repeating: "0", count: 1 - point) + digits
            point = 1
        }
        if point > digits.count { digits += String(repeating: "0", count: point - digits.count) }
        let place = digits.index(digits.startIndex, offsetBy: point)
        let zeros = digits[..<place].prefix { $0 == "0" }.count
        let whole = digits[..<place].dropFirst(min(zeros, point - 1))
        let rest = digits[place...]
        return (isNegative ? "-" : "") + whole + (rest.isEmpty ? "" : "." + rest)
    }
}
