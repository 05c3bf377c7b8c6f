extension FieldType.Values {
    /// What of the numbers of `given` has no room in this number's type, in words; nil when all of it has.
    func numbersLack(of given: FieldType.Values) -> String? {
        switch (self, given) {
        case (.integer(let room), .integer(let range)): Self.outside(range, room)
        case (.integer(let room), .decimal(let whole, let fraction, let signed)):
            fraction > 0 ? "decimals" : Self.outside(Self.range(whole, signed), room)
        case (.integer, .floating): "decimals"
        case (.decimal(let whole, _, let signed), .integer(let range)):
            Self.outside(range, Self.range(whole, signed))
        case (.decimal(let whole, let fraction, let signed), .decimal(let others, let decimals, let otherSigned)):
            if decimals > fraction {
                "\(decimals) decimals"
            } else if others > whole {
                "\(others) digits before the point"
            } else {
                otherSigned && !signed ? "numbers below 0" : nil
            }
        case (.decimal, .floating): "every number of floating point"
        case (.floating(let bits), .integer(let range)):
            Self.outside(range, -(1 << Int128(bits))...(1 << Int128(bits)))
        // A binary fraction keeps this many decimal digits, and gives them back unchanged.
        case (.floating(let bits), .decimal(let whole, let fraction, _)):
            whole + fraction > (bits == 24 ? 6 : 15) ? "numbers of \(whole + fraction) digits" : nil
        case (.floating(let bits), .floating(let others)):
            others > bits ? "numbers of double precision" : nil
        default: "what is no number"
        }
    }

    /// Whole numbers with at most so many digits; more than 38 make no difference beside those of 64 bits.
    private static func range(_ digits: Int, _ signed: Bool) -> ClosedRange<Int128> {
        let most = (0..<min(digits, 38)).reduce(Int128(1)) { power, _ in power * 10 } - 1
        return (signed ? -most : 0)...most
    }

    private static func outside(
        _ range: ClosedRange<Int128>, _ room: ClosedRange<Int128>
    ) -> String? {
        if range.upperBound > room.upperBound { return "numbers above \(room.upperBound)" }
        return range.lowerBound < room.lowerBound ? "numbers below \(room.lowerBound)" : nil
    }
}
