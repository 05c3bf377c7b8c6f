/// A UUID as its 16 bytes.
struct UUIDDigits: Equatable {
    private(set) var high: UInt64 = 0
    private(set) var low: UInt64 = 0

    /// Reads 32 hexadecimal digits in either case, hyphens and braces left aside, or where `raw` 16 bytes as they are.
    init?(_ cell: UnsafeRawBufferPointer, raw: Bool) {
        if raw, cell.count == 16 {
            high = UInt64(bigEndian: cell.loadUnaligned(as: UInt64.self))
            low = UInt64(bigEndian: cell.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            return
        }
        var digits = 0
        for byte in cell {
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x41 + 10
            case 0x61...0x66: digit = byte - 0x61 + 10
            case UInt8(ascii: "-"), UInt8(ascii: "{"), UInt8(ascii: "}"): continue
            default: return nil
            }
            digits += 1
            guard digits <= 32 else { return nil }
            high = high << 4 | low >> 60
            low = low << 4 | UInt64(digit)
        }
        guard digits == 32 else { return nil }
    }

    /// The 16 bytes.
    var bytes: [UInt8] {
        [high, low].flatMap { half in
            stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> $0) }
        }
    }

    /// 32 lower-case hexadecimal digits, with or without hyphens.
    func text(hyphens: Bool) -> [UInt8] {
        var text: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if hyphens, index == 4 || index == 6 || index == 8 || index == 10 { text.append(UInt8(ascii: "-")) }
            for digit in [byte >> 4, byte & 15] { text.append(digit < 10 ? digit + 48 : digit - 10 + 0x61) }
        }
        return text
    }
}
