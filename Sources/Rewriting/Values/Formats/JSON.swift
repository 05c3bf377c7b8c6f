/// RFC 8259, read without building anything.
enum JSON {
    static func looksLike(_ base: UnsafePointer<UInt8>, _ low: Int, _ high: Int) -> Bool {
        switch (base[low], base[high - 1]) {
        case (0x7B, 0x7D), (0x5B, 0x5D): true
        case (Byte.quote, Byte.quote): high - low > 1
        default: false
        }
    }

    /// After the string whose opening quote stands at `p`; nil if it does not end or holds what no string may.
    @inline(__always)
    static func stringEnd(_ base: UnsafePointer<UInt8>, _ p: Int, _ high: Int) -> Int? {
        var q = p + 1
        while q < high {
            let b = base[q]
            if b == Byte.quote { return q + 1 }
            if b < 0x20 { return nil }
            if b == Byte.backslash {
                q += 1
                guard q < high else { return nil }
                switch base[q] {
                case Byte.quote, Byte.backslash, Byte.slash, 0x62, 0x66, 0x6E, 0x72, 0x74: break
                case 0x75:
                    guard q + 4 < high, (1...4).allSatisfy({ Byte.hex(base[q + $0]) < 16 }) else { return nil }
                    q += 4
                default: return nil
                }
            }
            q += 1
        }
        return nil
    }

    private static func literalEnd(_ base: UnsafePointer<UInt8>, _ p: Int, _ high: Int) -> Int? {
        for word in ["true", "false", "null"] as [StaticString] {
            let size = word.utf8CodeUnitCount
            if p + size <= high, (0..<size).allSatisfy({ base[p + $0] == word.utf8Start[$0] }) { return p + size }
        }
        return nil
    }

    private static func numberEnd(_ base: UnsafePointer<UInt8>, _ p: Int, _ high: Int) -> Int? {
        var q = p
        var digits = false
        while q < high, Byte.isDigit(base[q]) || "+-.eE".utf8.contains(base[q]) {
            digits = digits || Byte.isDigit(base[q])
            q += 1
        }
        return digits ? q : nil
    }

    /// All of `low..<high` is one JSON value. Open arrays and objects are kept on a list: any depth will do.
    static func isValid(_ base: UnsafePointer<UInt8>, _ low: Int, _ high: Int) -> Bool {
        var open: [Bool] = []  // true: an object
        var p = low
        func skip() {
            while p < high, base[p] == 0x20 || (base[p] >= 9 && base[p] <= 13 && base[p] != 11 && base[p] != 12) {
                p += 1
            }
        }
        func key() -> Bool {
            skip()
            guard p < high, base[p] == Byte.quote, let end = stringEnd(base, p, high) else { return false }
            p = end
            skip()
            guard p < high, base[p] == Byte.colon else { return false }
            p += 1
            return true
        }
        while true {
            skip()
            guard p < high else { return false }
            var closed = true
            switch base[p] {
            case 0x7B, 0x5B:
                let isObject = base[p] == 0x7B
                p += 1
                skip()
                guard p < high else { return false }
                if base[p] == (isObject ? 0x7D : 0x5D) {
                    p += 1
                } else {
                    open.append(isObject)
                    if isObject, !key() { return false }
                    closed = false
                }
            case Byte.quote:
                guard let end = stringEnd(base, p, high) else { return false }
                p = end
            case 0x74, 0x66, 0x6E:
                guard let end = literalEnd(base, p, high) else { return false }
                p = end
            default:
                guard let end = numberEnd(base, p, high) else { return false }
                p = end
            }
            guard closed else { continue }
            while true {
                skip()
                guard let isObject = open.last else { return p == high }
                guard p < high else { return false }
                if base[p] == (isObject ? 0x7D : 0x5D) {
                    open.removeLast()
                    p += 1
                } else if base[p] == 0x2C {
                    p += 1
                    if isObject, !key() { return false }
                    break
                } else {
                    return false
                }
            }
        }
    }

    /// What a string's content means; nil where it names half of a surrogate pair.
    static func decode(_ base: UnsafePointer<UInt8>, _ low: Int, _ high: Int) -> [UInt8]? {
        var out: [UInt8] = []
        out.reserveCapacity(high - low)
        var p = low
        while p < high {
            guard let size = put(base, p, &out) else { return nil }
            p += size
        }
        return out
    }

    /// Decodes one character at `p`; how many bytes it is spelt with.
    @inline(__always)
    static func put(_ base: UnsafePointer<UInt8>, _ p: Int, _ out: inout [UInt8]) -> Int? {
        guard base[p] == Byte.backslash else {
            out.append(base[p])
            return 1
        }
        switch base[p + 1] {
        case 0x62: out.append(8)
        case 0x66: out.append(12)
        case 0x6E: out.append(10)
        case 0x72: out.append(13)
        case 0x74: out.append(9)
        case 0x75:
            func unit(_ q: Int) -> UInt32 { (0..<4).reduce(0) { $0 << 4 | UInt32(Byte.hex(base[q + $1])) } }
            var value = unit(p + 2)
            var size = 6
            if value & 0xFC00 == 0xD800, base[p + 6] == Byte.backslash, base[p + 7] == 0x75 {
                value = 0x10000 + (value & 0x3FF) << 10 + (unit(p + 8) & 0x3FF)
                size = 12
            }
            guard let scalar = UnicodeScalar(value) else { return nil }
            out.append(contentsOf: UTF8.encode(scalar)!)
            return size
        default: out.append(base[p + 1])
        }
        return 2
    }

    /// Writes bytes as a string's content.
    static func encode(_ bytes: some Sequence<UInt8>, escapesSlashes: Bool, into out: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        for byte in bytes {
            switch byte {
            case Byte.quote, Byte.backslash: out += [Byte.backslash, byte]
            case Byte.slash where escapesSlashes: out += [Byte.backslash, byte]
            case 10: out += [Byte.backslash, 0x6E]
            case 13: out += [Byte.backslash, 0x72]
            case 9: out += [Byte.backslash, 0x74]
            case 0..<0x20: out += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: out.append(byte)
            }
        }
    }
}
