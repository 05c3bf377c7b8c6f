/// Finds and sets texts in a JSON object by a path of keys; everything else stays as it was written. Pure.
enum JSONSplice {
    /// A text without its quotes and escapes, or a number, `true` and the like as written; nil where there is none, or
    /// where an object or a list stands.
    static func value(of path: [String], in source: String) -> String? {
        var scan = Scan(source)
        guard let place = scan.place(of: path) else { return nil }
        let written = scan.bytes[place]
        switch written.first {
        case UInt8(ascii: "\""): return Scan.text(written)
        case UInt8(ascii: "{"), UInt8(ascii: "["), nil: return nil
        default: return String(decoding: written, as: UTF8.self)
        }
    }

    /// The source with another value there; a value that was bare and fits as such stays bare. Nil where the path leads
    /// nowhere: a key is never made up.
    static func setting(_ value: String, of path: [String], in source: String) -> String? {
        var scan = Scan(source)
        guard let place = scan.place(of: path) else { return nil }
        let isBare = !["\"", "{", "["].map { $0.utf8.first }.contains(scan.bytes[place].first)
        let staysBare = isBare && (["true", "false", "null"].contains(value) || Int(value) != nil)
        let written = staysBare ? value : quoted(value)
        return String(
            decoding: scan.bytes[..<place.lowerBound] + written.utf8 + scan.bytes[place.upperBound...], as: UTF8.self)
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": out += "\\\(scalar)"
            case _ where scalar.value < 32:
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    private struct Scan {
        let bytes: [UInt8]
        private var at = 0

        init(_ source: String) { bytes = Array(source.utf8) }

        /// Where the value of a path stands.
        mutating func place(of path: [String]) -> Range<Int>? {
            at = 0
            for (depth, key) in path.enumerated() {
                guard enter(key) else { return nil }
                if depth == path.count - 1 {
                    let start = at
                    return skip() ? start..<at : nil
                }
            }
            return nil
        }

        /// Goes to the value of a key of the object that begins here.
        private mutating func enter(_ key: String) -> Bool {
            space()
            guard take(UInt8(ascii: "{")) else { return false }
            while true {
                space()
                let start = at
                guard at < bytes.count, bytes[at] == UInt8(ascii: "\""), skip() else { return false }
                let name = Self.text(bytes[start..<at])
                space()
                guard take(UInt8(ascii: ":")) else { return false }
                space()
                if name == key { return true }
                guard skip() else { return false }
                space()
                guard take(UInt8(ascii: ",")) else { return false }
            }
        }

        /// Passes over a value; false where none begins.
        private mutating func skip() -> Bool {
            guard at < bytes.count else { return false }
            switch bytes[at] {
            case UInt8(ascii: "\""):
                at += 1
                while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
                    at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
                }
                at += 1
                return at <= bytes.count
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                var depth = 0
                repeat {
                    switch bytes[at] {
                    case UInt8(ascii: "\""):
                        guard skip() else { return false }
                        continue
                    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                    case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
                    default: break
                    }
                    at += 1
                } while depth > 0 && at < bytes.count
                return depth == 0
            default:
                let start = at
                while at < bytes.count, !",}] \t\r\n".utf8.contains(bytes[at]) { at += 1 }
                return at > start
            }
        }

        private mutating func space() {
            while at < bytes.count, " \t\r\n".utf8.contains(bytes[at]) { at += 1 }
        }

        private mutating func take(_ byte: UInt8) -> Bool {
            guard at < bytes.count, bytes[at] == byte else { return false }
            at += 1
            return true
        }

        /// The text of a string as it is written.
        static func text(_ written: ArraySlice<UInt8>) -> String? {
            var units: [UInt16] = []
            let text = Array(String(decoding: written.dropFirst().dropLast(), as: UTF8.self).utf16)
            let plain: [UInt16: UInt16] = [98: 8, 102: 12, 110: 10, 114: 13, 116: 9]
            var place = 0
            while place < text.count {
                guard text[place] == 92 else {
                    units.append(text[place])
                    place += 1
                    continue
                }
                guard place + 1 < text.count else { return nil }
                if text[place + 1] == 117 {
                    guard place + 5 < text.count,
                        let unit = UInt16(String(decoding: text[(place + 2)...(place + 5)], as: UTF16.self), radix: 16)
                    else { return nil }
                    units.append(unit)
                    place += 6
                } else {
                    units.append(plain[text[place + 1]] ?? text[place + 1])
                    place += 2
                }
            }
            return String(decoding: units, as: UTF16.self)
        }
    }
}
