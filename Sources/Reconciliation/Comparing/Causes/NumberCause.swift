/// Why two numbers differ.
enum NumberCause {
    /// - Parameter scales: How many digits after the point each side's column keeps; nil where it keeps any.
    static func of(
        _ old: UnsafeRawBufferPointer, _ new: UnsafeRawBufferPointer, scales: Sides<Int?>, isShifted: Bool
    ) -> String? {
        guard !isShifted, let a = DecimalDigits(old), let b = DecimalDigits(new) else { return nil }
        if isSignOnly(a, b) { return "sign" }
        let kept = Sides(old: scales.old ?? a.scale, new: scales.new ?? b.scale)
        guard kept.old != kept.new else { return nil }
        let (fine, coarse) = kept.old > kept.new ? (a, b) : (b, a)
        let digits = min(kept.old, kept.new)
        guard fine.scale > digits, isWithinOne(fine, coarse, place: digits) else { return nil }
        return "rounded to \(digits) digits"
    }

    static func of(_ old: Double, _ new: Double) -> String? {
        if old == 0 && new == 0 { return "sign of zero" }
        if old == -new { return "sign" }
        return Float(old) == Float(new) ? "rounded to single precision" : nil
    }

    /// The same by the digits that stand there: fewer on one side, and as near as they can be.
    static func ofDigits(_ old: UnsafeRawBufferPointer, _ new: UnsafeRawBufferPointer) -> String? {
        guard let a = DecimalDigits(old), let b = DecimalDigits(new), a.count != b.count else { return nil }
        let (fine, coarse) = a.count > b.count ? (a, b) : (b, a)
        guard coarse.count > 1, isWithinOne(fine, coarse, place: coarse.count - coarse.exponent) else { return nil }
        return "rounded to \(coarse.count) significant digits"
    }

    private static func isSignOnly(_ a: DecimalDigits, _ b: DecimalDigits) -> Bool {
        guard a.isNegative != b.isNegative, a.exponent == b.exponent, a.count == b.count else { return false }
        var digits: [UInt8] = []
        var others: [UInt8] = []
        a.eachDigit { digits.append($0) }
        b.eachDigit { others.append($0) }
        return digits == others
    }

    /// Nearer than one unit at `place` digits after the point: whichever way it was rounded.
    private static func isWithinOne(_ fine: DecimalDigits, _ coarse: DecimalDigits, place: Int) -> Bool {
        guard abs(place) < 1_000 else { return false }
        let unit = Array("1e\(-place)".utf8)
        return unit.withUnsafeBytes { text in
            guard let bound = DecimalDigits(text) else { return false }
            // Not a whole unit: what is rounded differs in the digits that it lost only.
            let isNear = DecimalDistance.isWithin(fine, coarse, bound: bound)
            return isNear && !DecimalDistance.isExactly(fine, coarse, distance: bound)
        }
    }
}
