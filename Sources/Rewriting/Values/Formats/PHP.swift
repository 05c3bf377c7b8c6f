/// The outer look of PHP's serialised format.
enum PHP {
    /// The text begins as a serialised string, array, object, enum or custom object: as anything that can hold text.
    static func looksSerialised(_ base: UnsafePointer<UInt8>, _ low: Int, _ high: Int) -> Bool {
        guard high - low >= 4, base[low + 1] == Byte.colon else { return false }
        let opening: UInt8
        switch base[low] {
        case UInt8(ascii: "a"): opening = 0x7B
        case UInt8(ascii: "s"), UInt8(ascii: "S"), UInt8(ascii: "O"), UInt8(ascii: "C"), UInt8(ascii: "E"):
            opening = Byte.quote
        default: return false
        }
        var p = low + 2
        while p < high, Byte.isDigit(base[p]) { p += 1 }
        return p > low + 2 && p + 1 < high && base[p] == Byte.colon && base[p + 1] == opening
    }

    /// A serialised string or custom object that begins inside other text.
    struct Embedded {
        var start: Int
        /// How its quotes are spelt, from the first one on.
        var quote: Range<Int>
        var isPlain: Bool
    }

    /// The first one that begins at `p` or later.
    static func embedded(_ base: UnsafePointer<UInt8>, _ p: Int, _ high: Int) -> Embedded? {
        var q = p + 1
        while q + 3 < high {
            q = Byte.first(of: Byte.colon, or: Byte.percent, base, q, high)
            guard q + 3 < high else { return nil }
            let b = base[q]
            let letter = base[q - 1]
            if letter == UInt8(ascii: "s") || letter == UInt8(ascii: "C"), let digits = colon(base, q, high),
                Byte.isDigit(base[digits]),
                q < p + 2 || !Byte.isAlphanumeric(base[q - 2]) || isPercentPair(base, q - 2, p)
            {
                var end = digits
                while end < high, Byte.isDigit(base[end]) { end += 1 }
                if let opening = colon(base, end, high), let close = quote(base, opening, high) {
                    let isPlain = b == Byte.colon && close == opening + 1
                    return Embedded(start: q - 1, quote: opening..<close, isPlain: isPlain)
                }
            }
            q += 1
        }
        return nil
    }

    /// The letter before is the end of `%7B` or the like, not of a word.
    private static func isPercentPair(_ base: UnsafePointer<UInt8>, _ last: Int, _ low: Int) -> Bool {
        last - 2 >= low && base[last - 2] == Byte.percent && Byte.hex(base[last - 1]) < 16 && Byte.hex(base[last]) < 16
    }

    /// Where a colon at `p`, plain or percent-encoded, ends.
    private static func colon(_ base: UnsafePointer<UInt8>, _ p: Int, _ high: Int) -> Int? {
        guard p + 1 < high else { return nil }
        if base[p] == Byte.colon { return p + 1 }
        let logical = Logical(base: base, low: p, high: high)
        guard base[p] == Byte.percent, let (value, end) = logical.percent(p), value == Byte.colon, end < high else {
            return nil
        }
        return end
    }

    /// Where a quote at `p`, in any of its spellings, ends.
    private static func quote(_ base: UnsafePointer<UInt8>, _ p: Int, _ high: Int) -> Int? {
        guard p < high else { return nil }
        var q = p
        while q < high, base[q] == Byte.backslash { q += 1 }
        guard q < high else { return nil }
        if base[q] == Byte.quote { return q + 1 }
        for name in ["&quot;", "&#034;", "&#34;", "&#x22;", "u0022"] as [StaticString] {
            let size = name.utf8CodeUnitCount
            if q + size <= high, (0..<size).allSatisfy({ base[q + $0] == name.utf8Start[$0] }) { return q + size }
        }
        let logical = Logical(base: base, low: p, high: high)
        if base[q] == Byte.percent, let (value, end) = logical.percent(q), value == Byte.quote { return end }
        return nil
    }

    /// After the next quote, spelt as the first, that a semicolon follows; the end of the text if there is none.
    static func embeddedEnd(_ base: UnsafePointer<UInt8>, _ token: Embedded, _ high: Int) -> Int {
        let size = token.quote.count
        var q = token.quote.upperBound
        while q + size < high {
            let after = q + size
            if base[q] == base[token.quote.lowerBound], base[after] == 0x3B || base[after] == Byte.percent,
                (0..<size).allSatisfy({ base[q + $0] == base[token.quote.lowerBound + $0] })
            {
                return after
            }
            q += 1
        }
        return high
    }
}
