import Foundation

/// Numbers of double and single precision, by what their digits parse to.
enum FloatingDigits {
    /// The number that `text` is the digits of, rounded to single precision where asked; nil for what is no number.
    static func read(_ text: UnsafeRawBufferPointer, single: Bool) -> Double? {
        if let named = named(text) { return named }
        guard !text.isEmpty, text.count < 1_100,
            text.allSatisfy({ $0 &- 48 < 10 || $0 == 43 || $0 == 45 || $0 == 46 || $0 | 0x20 == UInt8(ascii: "e") })
        else { return nil }
        // strtod needs a zero after the last digit, which cells do not have.
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: text.count + 1) { copy in
            for index in text.indices { copy[index] = CChar(bitPattern: text[index]) }
            copy[text.count] = 0
            guard let start = copy.baseAddress else { return nil }
            var end: UnsafeMutablePointer<CChar>? = nil
            let value = single ? Double(strtof(start, &end)) : strtod(start, &end)
            return end == start + text.count ? value : nil
        }
    }

    private static func named(_ text: UnsafeRawBufferPointer) -> Double? {
        guard let first = text.first, first >= 0x41 || text.count > 3 else { return nil }
        let isNegative = first == UInt8(ascii: "-")
        let name = isNegative || first == UInt8(ascii: "+") ? UnsafeRawBufferPointer(rebasing: text[1...]) : text
        if ASCII.equals(name, "nan") { return .nan }
        if ASCII.equals(name, "infinity") || ASCII.equals(name, "inf") { return isNegative ? -.infinity : .infinity }
        return nil
    }

    /// Whether both are the same number. Zero and minus zero are not, where signs of zeros count; no number is itself.
    static func areEqual(_ a: Double, _ b: Double, signedZero: Bool, tolerance: Double) -> Bool {
        if a.isNaN || b.isNaN { return a.isNaN && b.isNaN }
        if tolerance > 0 { return a == b || abs(a - b) <= tolerance }
        return a == b && (a != 0 || !signedZero || a.sign == b.sign)
    }

    /// Eight bytes that sort as the numbers do, and what is no number last.
    static func appendCanonical(_ value: Double, signedZero: Bool, to bytes: inout [UInt8]) {
        let value = value.isNaN ? .nan : value == 0 && !signedZero ? 0 : value
        let bits = value.bitPattern
        let sorted = bits >> 63 == 1 ? ~bits : bits | 1 << 63
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: sorted >> shift))
        }
    }
}
