/// How an engine writes names, values and conditions, such that no value can end its own quotes.
public enum RepairDialect: String, Sendable, Hashable, CaseIterable {
    case mariadb, postgresql, sqlite

    /// What must stand before the first statement for the literals to mean what they say.
    var opening: [String] {
        switch self {
        case .mariadb: ["SET NAMES utf8mb4;", "SET time_zone = '+00:00';", "START TRANSACTION;"]
        case .postgresql:
            ["BEGIN;", "SET LOCAL standard_conforming_strings = on;", "SET LOCAL TIME ZONE 'UTC';"]
        case .sqlite: ["BEGIN IMMEDIATE;"]
        }
    }

    /// A table's or a column's name; a table may have its schema before a dot.
    func name(_ text: String) -> String {
        let quote = self == .mariadb ? "`" : "\""
        return quote + text.replacing(quote, with: quote + quote) + quote
    }

    func table(_ text: String) -> String {
        text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map { name(String($0)) }
            .joined(separator: ".")
    }

    /// A value as a literal; nil where the engine cannot hold it.
    func literal(_ value: String?, _ family: ValueFamily) -> String? {
        guard let value else { return "NULL" }
        switch family {
        case .integer, .decimal:
            return Self.isNumber(value, exponent: false) ? value : text(value)
        case .double, .single:
            guard Self.isNumber(value, exponent: true) else { return text(value) }
            // Without an exponent MariaDB would take it for an exact decimal.
            return value.contains { "eE".contains($0) } ? value : value + "e0"
        case .boolean:
            guard value == "0" || value == "1" else { return text(value) }
            return self == .postgresql ? (value == "1" ? "TRUE" : "FALSE") : value
        case .binary: return binary(value)
        case .timestamp(_, zoned: true): return text(self == .postgresql ? value + "+00" : value)
        default: return text(value)
        }
    }

    /// The condition that a column still holds a value, by its bytes and not by its collation.
    func holds(_ column: String, _ value: String?, _ family: ValueFamily) -> String? {
        let name = name(column)
        guard let value else { return "\(name) IS NULL" }
        guard let literal = literal(value, family) else { return nil }
        switch (self, family) {
        case (.mariadb, .text), (.mariadb, .json), (.mariadb, .other):
            return "CAST(CONVERT(\(name) USING utf8mb4) AS BINARY) <=> CAST(\(literal) AS BINARY)"
        case (.mariadb, .single): return "\(name) <=> CAST(\(literal) AS FLOAT)"
        case (.mariadb, _): return "\(name) <=> \(literal)"
        case (.postgresql, .text), (.postgresql, .json), (.postgresql, .other):
            return "\(name)::text COLLATE \"C\" IS NOT DISTINCT FROM \(literal)"
        case (.postgresql, .single): return "\(name) IS NOT DISTINCT FROM \(literal)::real"
        case (.postgresql, _): return "\(name) IS NOT DISTINCT FROM \(literal)"
        case (.sqlite, .text), (.sqlite, .json), (.sqlite, .other):
            return "\(name) IS \(literal) COLLATE BINARY"
        case (.sqlite, _): return "\(name) IS \(literal)"
        }
    }

    private func text(_ value: String) -> String? {
        let quoted = "'" + value.replacing("'", with: "''") + "'"
        let isPlain = value.unicodeScalars.allSatisfy { $0 != "\\" && $0.properties.generalCategory != .control }
        if isPlain { return quoted }
        let digits = Self.hexadecimal(value)
        switch self {
        // Whether a backslash escapes depends on the session; hexadecimal digits do not.
        case .mariadb: return "_utf8mb4 X'\(digits)'"
        case .postgresql:
            // No text of this engine has a zero byte.
            return value.unicodeScalars.contains("\0") ? nil : "convert_from(decode('\(digits)', 'hex'), 'UTF8')"
        case .sqlite: return "CAST(X'\(digits)' AS TEXT)"
        }
    }

    private func binary(_ digits: String) -> String? {
        let isHexadecimal =
            digits.utf8.count % 2 == 0
            && digits.utf8.allSatisfy {
                (48...57).contains($0) || (97...102).contains($0 | 32)
            }
        guard isHexadecimal else { return nil }
        return self == .postgresql ? "decode('\(digits)', 'hex')" : "X'\(digits)'"
    }

    private static func hexadecimal(_ text: String) -> String {
        text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static func isNumber(_ text: String, exponent: Bool) -> Bool {
        guard text.utf8.count < 400 else { return false }
        if exponent { return text.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?([eE][+\-]?[0-9]{1,4})?/) != nil }
        return text.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?/) != nil
    }
}
