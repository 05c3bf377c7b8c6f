/// Finds the series in a PromQL query: names and braces that are neither functions, nor keywords, nor labels of a
/// grouping, nor text. Not a parser: what is wrong with a query, Prometheus says.
struct PromQLReader {
    private static let groupings: Set = ["by", "without", "on", "ignoring", "group_left", "group_right"]
    private static let operators: Set = ["and", "or", "unless", "atan2", "bool", "offset", "inf", "nan"]

    private let text: [UInt8]
    private var at = 0

    init(_ query: String) { text = Array(query.utf8) }

    /// The next series; nil at the end.
    mutating func next() -> PromQLSeries? {
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): skipText(byte)
            case UInt8(ascii: "#"): skip { $0 != 10 }
            case UInt8(ascii: "["): skipTo(UInt8(ascii: "]"))
            case UInt8(ascii: "{"):
                let braces = braced()
                if isNamed(braces) { return series(braces) }
            case 48...57, UInt8(ascii: "."): skip { Self.isName($0) || $0 == UInt8(ascii: ".") }
            case _ where Self.isName(byte):
                let name = take { Self.isName($0) }
                if let series = series(named: name) { return series }
            default: at += 1
            }
        }
        return nil
    }

    private mutating func series(named name: String) -> PromQLSeries? {
        let word = name.lowercased()
        skip(Self.isSpace)
        if Self.groupings.contains(word) {
            if peek() == UInt8(ascii: "(") { skipTo(UInt8(ascii: ")")) }
            return nil
        }
        if peek() == UInt8(ascii: "{") { return series(name + braced()) }
        if peek() == UInt8(ascii: "(") || Self.operators.contains(word) || isGroupingNext { return nil }
        return series(name)
    }

    private mutating func series(_ selector: String) -> PromQLSeries {
        skip(Self.isSpace)
        guard peek() == UInt8(ascii: "[") else { return PromQLSeries(selector: selector, range: nil) }
        let start = at + 1
        skipTo(UInt8(ascii: "]"))
        let range = String(decoding: text[start..<max(start, at - 1)], as: UTF8.self)
        return PromQLSeries(selector: selector, range: range.contains(":") ? nil : range.filter { $0 != " " })
    }

    /// Whether `by (...)` or `without (...)` follows, which makes the name an aggregation: `sum by (queue) (x)`.
    private var isGroupingNext: Bool {
        var ahead = self
        let word = ahead.take { Self.isName($0) }.lowercased()
        return word == "by" || word == "without"
    }

    /// Whether braces alone name one series: `{__name__="x"}`, `{"x"}`.
    private func isNamed(_ braces: String) -> Bool {
        let inside = braces.utf8.filter { !Self.isSpace($0) }
        return inside.starts(with: "{\"".utf8) || inside.starts(with: "{'".utf8)
            || String(decoding: inside, as: UTF8.self).contains("__name__=\"")
    }

    // MARK: Bytes

    private func peek() -> UInt8? { at < text.count ? text[at] : nil }

    private mutating func skip(_ wanted: (UInt8) -> Bool) { while let byte = peek(), wanted(byte) { at += 1 } }

    private mutating func take(_ wanted: (UInt8) -> Bool) -> String {
        let start = at
        skip(wanted)
        return String(decoding: text[start..<at], as: UTF8.self)
    }

    /// From an opening quote past the closing one.
    private mutating func skipText(_ quote: UInt8) {
        at += 1
        while let byte = peek() {
            at += byte == UInt8(ascii: "\\") && quote != UInt8(ascii: "`") ? 2 : 1
            if byte == quote { return }
        }
    }

    /// Past the next such byte outside of text.
    private mutating func skipTo(_ end: UInt8) {
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): skipText(byte)
            default:
                at += 1
                if byte == end { return }
            }
        }
    }

    private mutating func braced() -> String {
        let start = at
        skipTo(UInt8(ascii: "}"))
        return String(decoding: text[start..<min(at, text.count)], as: UTF8.self)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "_"), UInt8(ascii: ":"): true
        default: false
        }
    }
}
