/// A JSON value with numbers as they were written: a price read as a floating number would be another one.
package indirect enum JSONText: Sendable, Hashable {
    case null
    case flag(Bool)
    case number([UInt8])
    case text([UInt8])
    case list([JSONText])
    /// In the order in which it was written.
    case object([Member])

    package struct Member: Sendable, Hashable {
        package let name: String
        package let value: JSONText
    }

    package struct Flaw: Error, CustomStringConvertible {
        package let place: Int
        package let why: String
        package var description: String { "at byte \(place): \(why)" }
    }

    package init(_ bytes: [UInt8]) throws(Flaw) {
        var parser = JSONParser(bytes)
        self = try parser.whole()
    }

    /// What lies at the end of a path such as `data.orders`; an empty path is the value itself.
    package func value(at path: [String]) -> JSONText? {
        var value = self
        for name in path {
            switch value {
            case .object(let members):
                guard let found = members.first(where: { $0.name == name }) else { return nil }
                value = found.value
            case .list(let items):
                guard let place = Int(name), items.indices.contains(place) else { return nil }
                value = items[place]
            default: return nil
            }
        }
        return value
    }

    /// Its bytes as JSON, without spaces.
    package var bytes: [UInt8] {
        var out: [UInt8] = []
        write(to: &out)
        return out
    }

    /// As it stands in an address; nil for what has no plain text.
    var plain: String? {
        switch self {
        case .number(let bytes), .text(let bytes): String(decoding: bytes, as: UTF8.self)
        case .flag(let flag): "\(flag)"
        default: nil
        }
    }

    private func write(to out: inout [UInt8]) {
        switch self {
        case .null: out += Array("null".utf8)
        case .flag(let flag): out += Array((flag ? "true" : "false").utf8)
        case .number(let bytes): out += bytes
        case .text(let bytes): Self.quote(bytes, to: &out)
        case .list(let items):
            out.append(91)
            for (index, item) in items.enumerated() {
                if index > 0 { out.append(44) }
                item.write(to: &out)
            }
            out.append(93)
        case .object(let members):
            out.append(123)
            for (index, member) in members.enumerated() {
                if index > 0 { out.append(44) }
                Self.quote(Array(member.name.utf8), to: &out)
                out.append(58)
                member.value.write(to: &out)
            }
            out.append(125)
        }
    }

    private static func quote(_ bytes: [UInt8], to out: inout [UInt8]) {
        out.append(34)
        for byte in bytes {
            switch byte {
            case 34, 92: out += [92, byte]
            case 0..<32:
                let digits = String(byte, radix: 16)
                out += Array(("\\u00" + (byte < 16 ? "0" : "") + digits).utf8)
            default: out.append(byte)
            }
        }
        out.append(34)
    }
}

/// By RFC 8259, at most 64 values deep.
private struct JSONParser {
    private static let depth = 64
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func whole() throws(JSONText.Flaw) -> JSONText {
        let value = try value(0)
        skip()
        guard place == bytes.count else { throw flaw("something after the end") }
        return value
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private func flaw(_ why: String) -> JSONText.Flaw { JSONText.Flaw(place: place, why: why) }

    private mutating func skip() {
        while let byte = next, [32, 9, 10, 13].contains(byte) { place += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        place += 1
        return true
    }

    private mutating func value(_ depth: Int) throws(JSONText.Flaw) -> JSONText {
        guard depth < Self.depth else { throw flaw("more than \(Self.depth) values deep") }
        skip()
        switch next {
        case 123: return try object(depth)
        case 91: return try list(depth)
        case 34: return .text(try text())
        case 45?, 48?, 49?, 50?, 51?, 52?, 53?, 54?, 55?, 56?, 57?: return .number(try number())
        default: return try word()
        }
    }

    private mutating func object(_ depth: Int) throws(JSONText.Flaw) -> JSONText {
        place += 1
        var members: [JSONText.Member] = []
        skip()
        if take(125) { return .object([]) }
        repeat {
            skip()
            guard next == 34 else { throw flaw("a name was expected") }
            let name = String(decoding: try text(), as: UTF8.self)
            skip()
            guard take(58) else { throw flaw("a colon was expected") }
            members.append(JSONText.Member(name: name, value: try value(depth + 1)))
            skip()
        } while take(44)
        guard take(125) else { throw flaw("an object does not end") }
        return .object(members)
    }

    private mutating func list(_ depth: Int) throws(JSONText.Flaw) -> JSONText {
        place += 1
        var items: [JSONText] = []
        skip()
        if take(93) { return .list([]) }
        repeat {
            items.append(try value(depth + 1))
            skip()
        } while take(44)
        guard take(93) else { throw flaw("a list does not end") }
        return .list(items)
    }

    private mutating func word() throws(JSONText.Flaw) -> JSONText {
        for (word, value) in [("null", JSONText.null), ("true", .flag(true)), ("false", .flag(false))]
        where bytes[place...].starts(with: word.utf8) {
            place += word.utf8.count
            return value
        }
        throw flaw("this is no JSON")
    }

    private mutating func number() throws(JSONText.Flaw) -> [UInt8] {
        let start = place
        _ = take(45)
        let whole = digits()
        guard whole > 0, whole == 1 || bytes[place - whole] != 48 else { throw flaw("this is no number") }
        if take(46), digits() == 0 { throw flaw("this is no number") }
        if next == 101 || next == 69 {
            place += 1
            if !take(43) { _ = take(45) }
            if digits() == 0 { throw flaw("this is no number") }
        }
        return Array(bytes[start..<place])
    }

    private mutating func digits() -> Int {
        let start = place
        while let byte = next, (48...57).contains(byte) { place += 1 }
        return place - start
    }

    private mutating func text() throws(JSONText.Flaw) -> [UInt8] {
        place += 1
        var out: [UInt8] = []
        while let byte = next {
            place += 1
            switch byte {
            case 34:
                guard String(validating: out, as: UTF8.self) != nil else { throw flaw("bytes that are not UTF-8") }
                return out
            case 92: try escape(&out)
            case 0..<32: throw flaw("a control character in a text")
            default: out.append(byte)
            }
        }
        throw flaw("a text does not end")
    }

    private mutating func escape(_ out: inout [UInt8]) throws(JSONText.Flaw) {
        guard let byte = next else { throw flaw("a text does not end") }
        place += 1
        switch byte {
        case 34, 47, 92: out.append(byte)
        case 98: out.append(8)
        case 102: out.append(12)
        case 110: out.append(10)
        case 114: out.append(13)
        case 116: out.append(9)
        case 117:
            var unit = try hexadecimal()
            if (0xD800..<0xDC00).contains(unit), take(92), take(117) {
                let low = try hexadecimal()
                guard (0xDC00..<0xE000).contains(low) else { throw flaw("half of a character") }
                unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(unit) else { throw flaw("half of a character") }
            out += Array(String(Character(scalar)).utf8)
        default: throw flaw("no such escape")
        }
    }

    private mutating func hexadecimal() throws(JSONText.Flaw) -> UInt32 {
        let digits = bytes[place..<min(place + 4, bytes.count)]
        let isWhole = digits.count == 4 && digits.allSatisfy { (48...57).contains($0) || (97...102).contains($0 | 32) }
        guard isWhole, let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) else {
            throw flaw("four hexadecimal digits were expected")
        }
        place += 4
        return unit
    }
}
