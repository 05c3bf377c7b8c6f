/// Numbers as access logs write them. At most fifteen digits, so that no sum of two can overflow.
extension LineCursor {
    private static let digits = 15

    /// The digits at the cursor; nil where there is none or too many.
    @inline(__always)
    private mutating func digits() -> Int? {
        let start = at
        var value = 0
        while at < count {
            let digit = at(at) &- 48
            guard digit < 10 else { break }
            value = value &* 10 &+ Int(digit)
            at += 1
            guard at - start <= Self.digits else { return nil }
        }
        return at > start ? value : nil
    }

    @inline(__always)
    mutating func signedNumber(_ expected: LineFault.Expected) throws(LineFault) -> Int {
        let start = at
        let isNegative = here == UInt8(ascii: "-")
        if isNegative { at += 1 }
        guard let value = digits() else { throw LineFault(at: start, expected: expected) }
        return isNegative ? -value : value
    }

    /// A number, or `-` for none, read as 0.
    @inline(__always)
    mutating func numberOrDash(_ expected: LineFault.Expected) throws(LineFault) -> Int {
        let start = at
        if here == UInt8(ascii: "-") {
            at += 1
            return 0
        }
        guard let value = digits() else { throw LineFault(at: start, expected: expected) }
        return value
    }

    /// Exactly three digits.
    @inline(__always)
    mutating func status(_ expected: LineFault.Expected) throws(LineFault) -> Int {
        let start = at
        guard let value = digits(), at - start == 3 else { throw LineFault(at: start, expected: expected) }
        return value
    }

    /// `.123` at the cursor, in ms; finer digits are dropped. 0 where there is no point.
    @inline(__always)
    mutating func fraction(_ expected: LineFault.Expected) throws(LineFault) -> Int {
        guard here == UInt8(ascii: ".") else { return 0 }
        at += 1
        let start = at
        var (value, scale) = (0, 100)
        while at < count, 48...57 ~= at(at), at - start < 9 {
            value += Int(at(at) - 48) * scale
            scale /= 10
            at += 1
        }
        guard at > start else { throw LineFault(at: start, expected: expected) }
        return value
    }

    /// The whole of a field as a number.
    func whole(_ field: AccessLine.Field) -> Int? {
        var part = self
        part.at = field.start
        guard let value = part.digits(), part.at == field.start + field.count else { return nil }
        return value
    }

    /// The whole of a field as seconds with decimals, in ms.
    func milliseconds(_ field: AccessLine.Field) -> Int? {
        var part = self
        part.at = field.start
        guard let seconds = part.digits(), seconds < 1 << 40, part.here == UInt8(ascii: "."),
            let fraction = try? part.fraction(.seconds), part.at == field.start + field.count
        else { return nil }
        return seconds * 1_000 + fraction
    }
}
