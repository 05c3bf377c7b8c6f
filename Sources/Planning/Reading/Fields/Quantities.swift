import Foundation

extension Kind where Value == Double {
    /// A part of a whole, written in percent and kept as 0...1.
    static let share = Kind(
        "a percentage from 0% to 100%", pattern: "^\(Quantity.upToHundred)%$", placeholder: 0, read: Quantity.share)

    /// A difference between shares, written in points and kept as 0...1.
    static let points = Kind(
        "a difference from 0 to 100 points such as 2 points", pattern: "^\(Quantity.upToHundred) points?$",
        placeholder: 0
    ) { text in
        for ending in [" points", " point"] where text.hasSuffix(ending) {
            return Quantity.decimal(String(text.dropLast(ending.count))).flatMap { $0 <= 100 ? $0 / 100 : nil }
        }
        return nil
    }

    /// A part of a whole that may also be a bare 0.
    static let fraction = Kind(
        "a percentage from 0% to 100%, or 0", pattern: "^(0|\(Quantity.upToHundred)%)$", placeholder: 0
    ) { $0 == "0" ? 0 : Quantity.share($0) }

    /// How often, kept per hour.
    static let rate = Kind(
        "a rate such as 3600/h or 2/s", pattern: "^[0-9]+(\\.[0-9]+)?/(s|m|h|d)$", placeholder: 0
    ) { text in
        var scan = Scan(text)
        guard let amount = scan.number(fraction: true), scan.take("/"), let unit = scan.word(), scan.isAtEnd
        else { return nil }
        switch unit {
        case "s": return amount * 3600
        case "m": return amount * 60
        case "h": return amount
        case "d": return amount / 24
        default: return nil
        }
    }

    static func number(_ range: ClosedRange<Double>) -> Kind {
        Kind(
            "a number from \(PlanText.number(range.lowerBound)) to \(PlanText.number(range.upperBound))",
            shape: .number(range), placeholder: range.lowerBound
        ) { text in
            Quantity.decimal(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension Kind where Value == Decimal {
    /// A number that is kept exactly.
    static func decimal(_ range: ClosedRange<Int>) -> Kind {
        Kind(
            "a number from \(range.lowerBound) to \(range.upperBound)",
            shape: .number(Double(range.lowerBound)...Double(range.upperBound)), placeholder: Decimal(range.lowerBound)
        ) { text in
            guard Quantity.decimal(text) != nil, let value = Decimal(string: text),
                (Decimal(range.lowerBound)...Decimal(range.upperBound)).contains(value)
            else { return nil }
            return value
        }
    }
}

extension Kind where Value == Duration {
    static let duration = Kind(
        "a time such as 400ms, 10s, 30m, 1h30m or 14d", pattern: Quantity.units, placeholder: .zero
    ) { text in
        var scan = Scan(text)
        var milliseconds = 0.0
        var last = Double.infinity
        repeat {
            guard let amount = scan.number(fraction: false), let unit = scan.word(),
                let size = Quantity.milliseconds[unit], size < last
            else { return nil }
            milliseconds += amount * size
            last = size
        } while !scan.isAtEnd
        // A hundred years: anything longer is a slip of the hand.
        return milliseconds <= 3.2e12 ? .milliseconds(Int64(milliseconds)) : nil
    }
}

extension Kind where Value == ExposureStep {
    static let exposureStep = Kind(
        "a percentage from 0% to 100%, or open", pattern: "^(open|\(Quantity.upToHundred)%)$", placeholder: .open
    ) { $0 == "open" ? .open : Quantity.share($0).map { .share($0) } }
}

enum Quantity {
    /// 0 to 100, as a part of a pattern.
    static let upToHundred = "0*(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?)"
    /// At least one unit, each at most once, the largest first.
    static let units =
        "^(?=[0-9])([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$"

    static let milliseconds: [String: Double] = [
        "ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000,
    ]

    /// Digits with at most one point between them; no sign, no exponent.
    static func decimal(_ text: String) -> Double? {
        var scan = Scan(text)
        guard let value = scan.number(fraction: true), scan.isAtEnd else { return nil }
        return value
    }

    static func share(_ text: String) -> Double? {
        guard text.hasSuffix("%"), let percent = decimal(String(text.dropLast())), percent <= 100 else { return nil }
        return percent / 100
    }
}
