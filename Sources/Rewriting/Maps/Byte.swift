/// What the bytes of host names and paths are.
enum Byte {
    static let slash = UInt8(ascii: "/")
    static let colon = UInt8(ascii: ":")
    static let percent = UInt8(ascii: "%")
    static let backslash = UInt8(ascii: "\\")
    static let quote = UInt8(ascii: "\"")
    static let tick = UInt8(ascii: "'")

    @inline(__always)
    static func lower(_ b: UInt8) -> UInt8 { b &- 0x41 < 26 ? b | 0x20 : b }
    @inline(__always)
    static func isDigit(_ b: UInt8) -> Bool { b &- 0x30 < 10 }
    @inline(__always)
    static func isLetter(_ b: UInt8) -> Bool { (b | 0x20) &- 0x61 < 26 }
    @inline(__always)
    static func isAlphanumeric(_ b: UInt8) -> Bool { isDigit(b) || isLetter(b) }
    /// Space, tab, line feed, carriage return, vertical tab and NUL: what PHP's trim takes away.
    @inline(__always)
    static func isBlank(_ b: UInt8) -> Bool { b == 0x20 || (b >= 9 && b <= 13 && b != 12) || b == 0 }
    /// Dots, hyphens and underscores never begin or end a host name: at its ends they belong to the text around.
    @inline(__always)
    static func isTrim(_ b: UInt8) -> Bool { b == 0x2D || b == 0x2E || b == 0x5F }

    /// The value of a hexadecimal digit, or 255.
    @inline(__always)
    static func hex(_ b: UInt8) -> UInt8 {
        if isDigit(b) { return b - 0x30 }
        let l = b | 0x20
        return l &- 0x61 < 6 ? l - 0x57 : 255
    }

    /// Where one of two bytes next stands from `p` on; `high` if nowhere. Looks at eight bytes at a time.
    @inline(__always)
    static func first(of a: UInt8, or b: UInt8, _ base: UnsafePointer<UInt8>, _ p: Int, _ high: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        let (wantedA, wantedB) = (ones &* UInt64(a), ones &* UInt64(b))
        let raw = UnsafeRawPointer(base)
        var q = p
        while q + 8 <= high {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: q, as: UInt64.self))
            let (x, y) = (word ^ wantedA, word ^ wantedB)
            let found = ((x &- ones) & ~x | (y &- ones) & ~y) & tops
            if found != 0 { return q + found.trailingZeroBitCount >> 3 }
            q += 8
        }
        while q < high, base[q] != a, base[q] != b { q += 1 }
        return q
    }
}
