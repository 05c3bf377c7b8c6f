/// A decimal of any length, read where it stands: a sign and the digits of its text, without zeros that say nothing.
///
/// The value is 0.d₁d₂d₃… × 10^`exponent`, with d₁ not zero; zero has no digits and no sign.
struct DecimalDigits {
    private(set) var isNegative = false
    private(set) var exponent = 0
    private let text: UnsafeRawBufferPointer
    private var first = 0
    private var end = 0
    /// Where the point stands, or past the text.
    private var point: Int

    /// Reads `-12.50`, `+3`, `.5`, `1e-7`; nil for what is no number. Exponents beyond a million are none.
    init?(_ text: UnsafeRawBufferPointer) {
        self.text = text
        var at = 0
        let count = text.count
        if at < count, text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "+") {
            isNegative = text[at] == UInt8(ascii: "-")
            at += 1
        }
        let begin = at
        while at < count, text[at] &- 48 < 10 { at += 1 }
        let whole = at
        point = Int.max
        if at < count, text[at] == UInt8(ascii: ".") {
            point = at
            at += 1
            while at < count, text[at] &- 48 < 10 { at += 1 }
        }
        let stop = at
        guard stop - begin > (point == Int.max ? 0 : 1) else { return nil }
        var power = 0
        if at < count, text[at] | 0x20 == UInt8(ascii: "e") {
            guard let read = Self.power(UnsafeRawBufferPointer(rebasing: text[(at + 1)...])) else { return nil }
            power = read
            at = count
        }
        guard at == count else { return nil }
        first = begin
        while first < stop, text[first] == 48 || first == point { first += 1 }
        guard first < stop else {
            end = first
            isNegative = false
            return
        }
        end = stop
        while text[end - 1] == 48 || end - 1 == point { end -= 1 }
        exponent = (first < whole ? whole - first : point + 1 - first) + power
    }

    private static func power(_ text: UnsafeRawBufferPointer) -> Int? {
        var at = 0
        var isNegative = false
        if let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            at = 1
        }
        guard at < text.count else { return nil }
        var value = 0
        while at < text.count {
            guard text[at] &- 48 < 10, value <= 1_000_000 else { return nil }
            value = value * 10 + Int(text[at] &- 48)
            at += 1
        }
        return isNegative ? -value : value
    }

    var isZero: Bool { first == end }
    /// How many digits there are.
    var count: Int { end - first - (first < point && point < end ? 1 : 0) }
    /// How many digits stand after the point.
    var scale: Int { max(0, count - exponent) }

    /// Calls `body` with each digit, 0...9, the highest first.
    func eachDigit(_ body: (UInt8) -> Void) {
        for index in first..<end where index != point { body(text[index] &- 48) }
    }

    /// Whether this, times 10 to `shift`, is the same number as `other`.
    func equals(_ other: DecimalDigits, shift: Int = 0) -> Bool {
        if isZero || other.isZero { return isZero && other.isZero }
        guard isNegative == other.isNegative, exponent + shift == other.exponent, count == other.count else {
            return false
        }
        var mine = first
        var theirs = other.first
        while mine < end {
            if mine == point { mine += 1 }
            if theirs == other.point { theirs += 1 }
            guard text[mine] == other.text[theirs] else { return false }
            mine += 1
            theirs += 1
        }
        return true
    }

    /// Bytes that sort as numbers do: the sign, the exponent, the digits; all but the sign turned round for negative
    /// ones.
    func appendCanonical(shift: Int = 0, to bytes: inout [UInt8]) {
        guard !isZero else { return bytes.append(1) }
        bytes.append(isNegative ? 0 : 2)
        let mask: UInt8 = isNegative ? 0xFF : 0
        let place = UInt32(truncatingIfNeeded: exponent + shift + 0x8000_0000)
        for byte in stride(from: 24, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: place >> UInt32(byte)) ^ mask)
        }
        eachDigit { bytes.append(($0 + 48) ^ mask) }
        bytes.append(mask)
    }
}
