/// Walks over the fields of one line, separated by single spaces.
struct FieldReader {
    private let line: UnsafeRawBufferPointer
    private var at = 0

    init(_ line: UnsafeRawBufferPointer) { self.line = line }

    /// The next field; nil at the end of the line or where it would be empty.
    @inline(__always)
    mutating func field() -> EdgeLine.Field? {
        let start = at
        while at < line.count, line[at] != UInt8(ascii: " ") { at += 1 }
        guard at > start else { return nil }
        let field = EdgeLine.Field(start: start, count: at - start)
        at += 1
        return field
    }

    /// The next field as a decimal number that fits 18 digits.
    @inline(__always)
    mutating func integer() -> Int? {
        guard let f = field() else { return nil }
        var i = f.start
        let end = f.start + f.count
        let negative = line[i] == UInt8(ascii: "-")
        if negative { i += 1 }
        guard i < end, end - i <= 18 else { return nil }
        var value = 0
        while i < end {
            let digit = line[i] &- 48
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
            i += 1
        }
        return negative ? -value : value
    }

    /// The next field as up to 16 hexadecimal digits.
    @inline(__always)
    mutating func hexadecimal() -> UInt64? {
        guard let f = field(), f.count <= 16 else { return nil }
        var value: UInt64 = 0
        for i in f.start..<f.start + f.count {
            let byte = line[i]
            let digit: UInt8
            switch byte {
            case 48...57: digit = byte - 48
            case 65...70: digit = byte - 55
            case 97...102: digit = byte - 87
            default: return nil
            }
            value = value << 4 | UInt64(digit)
        }
        return value
    }

    /// Everything that is left, spaces included: a path is the last field, and nothing after it can be mistaken.
    @inline(__always)
    mutating func rest() -> EdgeLine.Field? {
        guard at < line.count else { return nil }
        return EdgeLine.Field(start: at, count: line.count - at)
    }
}
