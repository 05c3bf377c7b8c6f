/// Sums over decimals that no machine number holds, digit by digit. Only for what a tolerance is declared for.
enum DecimalDistance {
    /// Whether `a` times 10 to `shift` and `b` are no farther apart than `bound`.
    static func isWithin(_ a: DecimalDigits, shift: Int = 0, _ b: DecimalDigits, bound: DecimalDigits) -> Bool {
        compares(a, shift, b, bound) { !$1.lexicographicallyPrecedes($0) }
    }

    /// Whether `a` and `b` are just so far apart.
    static func isExactly(_ a: DecimalDigits, _ b: DecimalDigits, distance: DecimalDigits) -> Bool {
        compares(a, 0, b, distance) { $0 == $1 }
    }

    private static func compares(
        _ a: DecimalDigits, _ shift: Int, _ b: DecimalDigits, _ bound: DecimalDigits,
        _ isSo: (_ distance: [Int8], _ bound: [Int8]) -> Bool
    ) -> Bool {
        let numbers = [(a, shift), (b, 0), (bound, 0)].filter { !$0.0.isZero }
        guard let top = numbers.map({ $0.0.exponent + $0.1 }).max(),
            let low = numbers.map({ $0.0.exponent + $0.1 - $0.0.count }).min()
        else { return true }
        // Nobody declares a tolerance between numbers that are ten thousand places apart.
        guard top - low < 10_000 else { return false }
        func places(_ number: DecimalDigits, _ shift: Int) -> [Int8] {
            var places = [Int8](repeating: 0, count: top - low + 1)
            var at = 1 + top - (number.exponent + shift)
            number.eachDigit {
                places[at] = Int8($0)
                at += 1
            }
            return places
        }
        let (x, y) = (places(a, shift), places(b, 0))
        let distance: [Int8] =
            if a.isNegative != b.isNegative {
                sum(x, y, sign: 1)
            } else {
                x.lexicographicallyPrecedes(y) ? sum(y, x, sign: -1) : sum(x, y, sign: -1)
            }
        return isSo(distance, places(bound, 0))
    }

    /// `x` and `y` added, or `y`, which is not the larger, taken away.
    private static func sum(_ x: [Int8], _ y: [Int8], sign: Int8) -> [Int8] {
        var result = x
        var carry: Int8 = 0
        for at in x.indices.reversed() {
            var digit = x[at] + sign * (y[at] + carry)
            carry = 0
            if digit > 9 {
                digit -= 10
                carry = 1
            } else if digit < 0 {
                digit += 10
                carry = 1
            }
            result[at] = digit
        }
        return result
    }
}
