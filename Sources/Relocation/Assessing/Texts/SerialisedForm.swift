/// Whether a value that PHP has serialised is so to its end.
package enum SerialisedForm {
    /// Begins as an array, object, or text in PHP's format does.
    package static func begins(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 4, "aOsC".utf8.contains(bytes[0]), bytes[1] == UInt8(ascii: ":") else { return false }
        let digits = bytes[2...].prefix { (48...57).contains($0) }
        guard !digits.isEmpty, digits.endIndex + 1 < bytes.count else { return false }
        return bytes[digits.endIndex] == UInt8(ascii: ":")
            && [UInt8(ascii: "{"), UInt8(ascii: "\"")].contains(bytes[digits.endIndex + 1])
    }

    /// Every length agrees with what follows, and nothing is left over.
    package static func isWhole(_ bytes: [UInt8]) -> Bool {
        var at = 0
        return value(bytes, &at, depth: 0) && at == bytes.count
    }

    private static func value(_ bytes: [UInt8], _ at: inout Int, depth: Int) -> Bool {
        guard at + 1 < bytes.count, depth < 128 else { return false }
        let kind = bytes[at]
        if kind == UInt8(ascii: "N") { return take(";", bytes, after: &at) }
        guard bytes[at + 1] == UInt8(ascii: ":") else { return false }
        switch kind {
        case UInt8(ascii: "i"), UInt8(ascii: "b"), UInt8(ascii: "d"), UInt8(ascii: "r"), UInt8(ascii: "R"):
            guard let end = bytes[at...].firstIndex(of: UInt8(ascii: ";")), end - at < 64 else { return false }
            at = end + 1
            return true
        case UInt8(ascii: "s"), UInt8(ascii: "E"):
            at += 2
            return quoted(bytes, &at) && take(";", bytes, at: &at)
        case UInt8(ascii: "a"):
            at += 2
            return members(bytes, &at, depth)
        case UInt8(ascii: "O"):
            at += 2
            return quoted(bytes, &at) && take(":", bytes, at: &at) && members(bytes, &at, depth)
        case UInt8(ascii: "C"):
            at += 2
            guard quoted(bytes, &at), take(":", bytes, at: &at), let length = number(bytes, &at),
                take(":", bytes, at: &at), take("{", bytes, at: &at), at + length < bytes.count
            else { return false }
            at += length
            return take("}", bytes, at: &at)
        default: return false
        }
    }

    private static func members(_ bytes: [UInt8], _ at: inout Int, _ depth: Int) -> Bool {
        guard let count = number(bytes, &at), take(":", bytes, at: &at), take("{", bytes, at: &at) else {
            return false
        }
        for _ in 0..<count {
            guard value(bytes, &at, depth: depth + 1), value(bytes, &at, depth: depth + 1) else { return false }
        }
        return take("}", bytes, at: &at)
    }

    private static func quoted(_ bytes: [UInt8], _ at: inout Int) -> Bool {
        guard let length = number(bytes, &at), take(":", bytes, at: &at), take("\"", bytes, at: &at),
            at + length < bytes.count
        else { return false }
        at += length
        return take("\"", bytes, at: &at)
    }

    private static func number(_ bytes: [UInt8], _ at: inout Int) -> Int? {
        let digits = bytes[at...].prefix { (48...57).contains($0) }
        guard !digits.isEmpty, digits.count < 10 else { return nil }
        at = digits.endIndex
        return Int(String(decoding: digits, as: UTF8.self))
    }

    private static func take(_ sign: Character, _ bytes: [UInt8], at: inout Int) -> Bool {
        guard at < bytes.count, bytes[at] == sign.asciiValue else { return false }
        at += 1
        return true
    }

    private static func take(_ sign: Character, _ bytes: [UInt8], after at: inout Int) -> Bool {
        at += 1
        return take(sign, bytes, at: &at)
    }
}
