/// Blobs written as hexadecimal digits.
enum HexText {
    /// The value of each digit; -1 for what is none.
    private static let values: [Int16] = (0...255).map { byte in
        let value = Byte.hex(UInt8(byte))
        return value < 16 ? Int16(value) : -1
    }

    /// Where the digits that go on at `p` end.
    static func end(_ base: UnsafePointer<UInt8>, _ p: Int, _ high: Int) -> Int {
        values.withUnsafeBufferPointer { values in
            var q = p
            while q < high, values[Int(base[q])] >= 0 { q += 1 }
            return q
        }
    }

    /// Decodes an even number of digits into `out`; false if one of them is none.
    static func decode(_ base: UnsafePointer<UInt8>, _ low: Int, _ high: Int, _ out: inout [UInt8]) -> Bool {
        let count = (high - low) / 2
        var seen: Int16 = 0
        if out.count < count { out += [UInt8](repeating: 0, count: count - out.count) }
        out.removeLast(out.count - count)
        values.withUnsafeBufferPointer { values in
            out.withUnsafeMutableBufferPointer { bytes in
                for i in 0..<count {
                    let value = values[Int(base[low + 2 * i])] << 4 | values[Int(base[low + 2 * i + 1])]
                    seen |= value
                    bytes[i] = UInt8(truncatingIfNeeded: value)
                }
            }
        }
        return seen >= 0
    }

    /// Some digit is a small letter, so replacements are written with small letters too.
    static func isSmall(_ base: UnsafePointer<UInt8>, _ low: Int, _ high: Int) -> Bool {
        (low..<high).contains { base[$0] >= 0x61 }
    }
}
