/// Strings of JSON, with their escapes undone.
enum JSONString {
    /// Reads the string that begins at `at` with its quotation mark, and moves past its end; nil where there is none.
    /// Halves of a surrogate pair that stand alone keep their three bytes, so that they equal only themselves.
    static func read(_ text: UnsafeRawBufferPointer, at: inout Int) -> [UInt8]? {
        guard at < text.count, text[at] == UInt8(ascii: "\"") else { return nil }
        at += 1
        var string: [UInt8] = []
        while at < text.count {
            let byte = text[at]
            switch byte {
            case UInt8(ascii: "\""):
                at += 1
                return string
            case UInt8(ascii: "\\"):
                at += 1
                guard readEscape(text, at: &at, into: &string) else { return nil }
            case 0..<0x20: return nil
            default:
                string.append(byte)
                at += 1
            }
        }
        return nil
    }

    private static func readEscape(_ text: UnsafeRawBufferPointer, at: inout Int, into string: inout [UInt8]) -> Bool {
        guard at < text.count else { return false }
        let byte = text[at]
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): string.append(byte)
        case UInt8(ascii: "b"): string.append(8)
        case UInt8(ascii: "f"): string.append(12)
        case UInt8(ascii: "n"): string.append(10)
        case UInt8(ascii: "r"): string.append(13)
        case UInt8(ascii: "t"): string.append(9)
        case UInt8(ascii: "u"):
            guard var unit = readUnit(text, at: &at) else { return false }
            if unit & 0xFC00 == 0xD800, at + 1 < text.count, text[at] == UInt8(ascii: "\\"),
                text[at + 1] == UInt8(ascii: "u")
            {
                var after = at + 2
                if let low = readUnit(text, at: &after), low & 0xFC00 == 0xDC00 {
                    unit = 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
                    at = after
                }
            }
            append(unit, to: &string)
        default: return false
        }
        return true
    }

    private static func readUnit(_ text: UnsafeRawBufferPointer, at: inout Int) -> UInt32? {
        guard at + 4 <= text.count else { return nil }
        var unit: UInt32 = 0
        for index in at..<at + 4 {
            let byte = text[index]
            switch byte {
            case 0x30...0x39: unit = unit << 4 | UInt32(byte - 0x30)
            case 0x41...0x46: unit = unit << 4 | UInt32(byte - 0x41 + 10)
            case 0x61...0x66: unit = unit << 4 | UInt32(byte - 0x61 + 10)
            default: return nil
            }
        }
        at += 4
        return unit
    }

    private static func append(_ value: UInt32, to string: inout [UInt8]) {
        func tail(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: 0x80 | (value >> shift & 0x3F)) }
        switch value {
        case ..<0x80: string.append(UInt8(value))
        case ..<0x800: string.append(contentsOf: [UInt8(0xC0 | value >> 6), tail(0)])
        case ..<0x10000: string.append(contentsOf: [UInt8(0xE0 | value >> 12), tail(6), tail(0)])
        default: string.append(contentsOf: [UInt8(0xF0 | value >> 18), tail(12), tail(6), tail(0)])
        }
    }
}
