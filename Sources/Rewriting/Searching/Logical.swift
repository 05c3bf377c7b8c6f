/// Walks over text one character as meant, not as spelt: `%2F`, `\/`, `\u002d`, `&#x2F;` are one character each, in
/// any depth of nesting (`%252F`, `\\\/`). It tells boundaries and reads the names between them.
struct Logical {
    let base: UnsafePointer<UInt8>
    /// The text's bounds; nothing outside is looked at.
    let low: Int
    let high: Int

    /// One character: its scalar (or a byte that is no UTF-8, from `stray` on), and where its spelling ends or starts.
    struct Step {
        var scalar: UInt32
        var at: Int
        /// It was spelt with `%`, `\u` or `\x`.
        var spelt: Spelling = .plain
    }
    enum Spelling { case plain, percent, escape }

    /// Added to bytes that are not valid UTF-8, and to high bytes spelt with `%`.
    static let stray: UInt32 = 0x20_0000
    /// Nothing is there: the text's end.
    static let none: UInt32 = 0xFFFF_FFFF

    // MARK: Forward

    @inline(__always)
    func forward(_ p: Int) -> Step {
        guard p < high else { return Step(scalar: Self.none, at: p) }
        let b = base[p]
        if b < 0x80, b != Byte.percent, b != Byte.backslash, b != 0x26 { return Step(scalar: UInt32(b), at: p + 1) }
        return unusualForward(p, b)
    }

    @inline(never)
    private func unusualForward(_ p: Int, _ b: UInt8) -> Step {
        switch b {
        case Byte.percent:
            guard let (value, end) = percent(p) else { return Step(scalar: UInt32(b), at: p + 1) }
            if value == Byte.backslash {
                // A backslash that escapes a slash, both percent-encoded.
                let next = forward(end)
                if next.scalar == 0x2F { return Step(scalar: 0x2F, at: next.at, spelt: .percent) }
            }
            return Step(scalar: value < 0x80 ? UInt32(value) : Self.stray + UInt32(value), at: end, spelt: .percent)
        case Byte.backslash:
            var q = p
            while q < high, base[q] == Byte.backslash { q += 1 }
            guard q < high else { return Step(scalar: UInt32(b), at: p + 1) }
            switch base[q] {
            case Byte.slash: return Step(scalar: 0x2F, at: q + 1)
            case UInt8(ascii: "u"):
                if let unit = unit(q + 1) { return Step(scalar: unit, at: q + 5, spelt: .escape) }
            case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"):
                return Step(scalar: 10, at: q + 1, spelt: .escape)
            case UInt8(ascii: "x"):
                if q + 2 < high, Byte.hex(base[q + 1]) < 16, Byte.hex(base[q + 2]) < 16 {
                    let value = Byte.hex(base[q + 1]) << 4 | Byte.hex(base[q + 2])
                    return Step(scalar: UInt32(value), at: q + 3, spelt: .escape)
                }
            default: break
            }
            return Step(scalar: UInt32(b), at: p + 1)
        case 0x26:
            for (name, scalar) in Self.entities where starts(p, name) {
                return Step(scalar: scalar, at: p + name.utf8CodeUnitCount)
            }
            return Step(scalar: UInt32(b), at: p + 1)
        default:
            return utf8(p)
        }
    }

    /// The byte that `%HH` at `p` means, through any number of `%25`, and where it ends.
    func percent(_ p: Int) -> (UInt8, Int)? {
        var q = p + 1
        while q + 1 < high {
            let (h, l) = (Byte.hex(base[q]), Byte.hex(base[q + 1]))
            guard h < 16, l < 16 else { return nil }
            let value = h << 4 | l
            q += 2
            if value == Byte.percent, q + 1 < high, Byte.hex(base[q]) < 16, Byte.hex(base[q + 1]) < 16 { continue }
            return (value, q)
        }
        return nil
    }

    /// Four hexadecimal digits at `p`.
    private func unit(_ p: Int) -> UInt32? {
        guard p + 4 <= high else { return nil }
        var value: UInt32 = 0
        for i in p..<(p + 4) {
            let digit = Byte.hex(base[i])
            guard digit < 16 else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    private func utf8(_ p: Int) -> Step {
        let lead = base[p]
        let size = lead >= 0xF0 && lead < 0xF5 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0
        guard lead < 0xF5, size > 0, p + size <= high else { return Step(scalar: Self.stray + UInt32(lead), at: p + 1) }
        var scalar = UInt32(lead) & (0x7F >> UInt32(size))
        for i in 1..<size {
            guard base[p + i] & 0xC0 == 0x80 else { return Step(scalar: Self.stray + UInt32(lead), at: p + 1) }
            scalar = scalar << 6 | UInt32(base[p + i] & 0x3F)
        }
        return Step(scalar: scalar, at: p + size)
    }

    private static let entities: [(StaticString, UInt32)] = [
        ("&#x2F;", 0x2F), ("&#x2f;", 0x2F), ("&#47;", 0x2F), ("&#047;", 0x2F), ("&sol;", 0x2F), ("&#x3A;", 0x3A),
        ("&#x3a;", 0x3A), ("&#58;", 0x3A), ("&#058;", 0x3A), ("&colon;", 0x3A),
    ]

    @inline(__always)
    private func starts(_ p: Int, _ name: StaticString) -> Bool {
        let count = name.utf8CodeUnitCount
        guard p >= low, p + count <= high else { return false }
        for i in 0..<count where base[p + i] != name.utf8Start[i] { return false }
        return true
    }

    // MARK: Backward

    /// The character that ends at `p`.
    @inline(__always)
    func backward(_ p: Int) -> Step {
        guard p > low else { return Step(scalar: Self.none, at: p) }
        let b = base[p - 1]
        if b < 0x80, !Byte.isAlphanumeric(b), b != Byte.slash, b != 0x3B { return Step(scalar: UInt32(b), at: p - 1) }
        return unusualBackward(p, b)
    }

    @inline(never)
    private func unusualBackward(_ p: Int, _ b: UInt8) -> Step {
        if b == Byte.slash { return Step(scalar: 0x2F, at: swallowBackslashes(p - 1)) }
        if b == 0x3B {
            for (name, scalar) in Self.entities where starts(p - name.utf8CodeUnitCount, name) {
                return Step(scalar: scalar, at: p - name.utf8CodeUnitCount)
            }
            return Step(scalar: UInt32(b), at: p - 1)
        }
        if b >= 0x80 {
            for size in 2...4 where p - size >= low && base[p - size] >= 0xC2 {
                let step = Logical(base: base, low: low, high: p).utf8(p - size)
                if step.at == p { return Step(scalar: step.scalar, at: p - size) }
            }
            return Step(scalar: Self.stray + UInt32(b), at: p - 1)
        }
        if Byte.hex(b) < 16, p - 3 >= low {
            if let start = percentStart(p) {
                let value = Byte.hex(base[p - 2]) << 4 | Byte.hex(b)
                let from = value == Byte.slash ? swallowBackslashes(start) : start
                return Step(
                    scalar: value < 0x80 ? UInt32(value) : Self.stray + UInt32(value), at: from, spelt: .percent)
            }
            if p - 6 >= low, base[p - 5] == UInt8(ascii: "u"), base[p - 6] == Byte.backslash, let unit = unit(p - 4) {
                return Step(scalar: unit, at: swallowBackslashes(p - 5), spelt: .escape)
            }
            if p - 4 >= low, base[p - 3] == UInt8(ascii: "x"), base[p - 4] == Byte.backslash, Byte.hex(base[p - 2]) < 16
            {
                let value = Byte.hex(base[p - 2]) << 4 | Byte.hex(b)
                return Step(scalar: UInt32(value), at: swallowBackslashes(p - 3), spelt: .escape)
            }
        }
        if p - 2 >= low, base[p - 2] == Byte.backslash,
            b == 0x6E || b == 0x72 || b == 0x74 || b == 0x62 || b == 0x66
        {
            return Step(scalar: 10, at: swallowBackslashes(p - 1), spelt: .escape)
        }
        return Step(scalar: UInt32(b), at: p - 1)
    }

    /// Where `%HH` that ends at `p` starts, through any number of `%25`.
    private func percentStart(_ p: Int) -> Int? {
        guard Byte.hex(base[p - 2]) < 16 else { return nil }
        var q = p - 2
        while q - 1 >= low {
            if base[q - 1] == Byte.percent { return q - 1 }
            guard q - 3 >= low, base[q - 1] == UInt8(ascii: "5"), base[q - 2] == UInt8(ascii: "2") else { return nil }
            q -= 2
        }
        return nil
    }

    /// Steps back over backslashes, plain or percent-encoded, that end at `p`.
    private func swallowBackslashes(_ p: Int) -> Int {
        var q = p
        while q > low {
            if base[q - 1] == Byte.backslash {
                q -= 1
            } else if q - 3 >= low, base[q - 1] | 0x20 == UInt8(ascii: "c"), base[q - 2] == UInt8(ascii: "5"),
                let start = percentStart(q)
            {
                q = start
            } else {
                break
            }
        }
        return q
    }
}
