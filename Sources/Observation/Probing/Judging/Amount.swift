/// A decimal amount as shops write it: `12.50`, `12,50 €`, `$1,234.5`, `1'234.50 CHF`.
///
/// The last of `.` and `,` is the decimal mark where both occur; one that occurs more than once groups thousands, and
/// so does a single one before exactly three last digits (`1.234`), unless a lone zero stands before it (`0.123`).
/// Spaces (also the narrow and the unbreakable) and apostrophes between digits group as well.
public struct Amount: Sendable, Hashable {
    /// Thousand-millionths: at most 18 digits before the mark and 9 behind it.
    private let billionths: Int128
    /// What stood beside the number, in capitals, well-known signs as codes; empty where there was none.
    public let currency: String

    private init(billionths: Int128, currency: String) {
        self.billionths = billionths
        self.currency = currency
    }

    /// Reads a text that is an amount and nothing else but a sign and a currency of at most four letters; nil for any
    /// other text.
    public init?(_ text: String) {
        var reading = AmountReading()
        for scalar in text.unicodeScalars where !reading.take(scalar) { return nil }
        guard let value = reading.value else { return nil }
        billionths = value
        currency = reading.currency
    }

    /// Whether both say the same sum; a currency that only one of them names makes no difference.
    public func equals(_ other: Amount) -> Bool {
        billionths == other.billionths
            && (currency == other.currency || currency.isEmpty || other.currency.isEmpty)
    }

    /// Nil where the currencies differ.
    public static func - (a: Amount, b: Amount) -> Amount? {
        guard a.currency == b.currency || a.currency.isEmpty || b.currency.isEmpty else { return nil }
        return Amount(
            billionths: a.billionths - b.billionths, currency: a.currency.isEmpty ? b.currency : a.currency)
    }

    /// With a point, at least two decimals and no currency: `-12.50`.
    public var text: String {
        let size = billionths.magnitude
        var fraction = String(size % 1_000_000_000)
        fraction = String(repeating: "0", count: 9 - fraction.count) + fraction
        while fraction.count > 2, fraction.hasSuffix("0") { fraction.removeLast() }
        return "\(billionths < 0 ? "-" : "")\(size / 1_000_000_000).\(fraction)"
    }
}

/// What was read of an amount so far.
private struct AmountReading {
    /// Digits, marks (`.` and `,`) and blanks between them.
    private var number: [Character] = []
    private var name = ""
    private var isNegative = false
    /// Whether something else came after the number, so that no digit may follow.
    private var isOver = false

    /// False where the character cannot be part of an amount.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9":
            guard !isOver else { return false }
            number.append(Character(scalar))
        case ".", ",":
            // A mark before the first digit belongs to the currency (`Fr.`), or to nothing.
            if number.isEmpty { return !name.isEmpty }
            guard !isOver else { return true }
            number.append(Character(scalar))
        case "'", "’":
            guard !number.isEmpty, !isOver else { return false }
            number.append(" ")
        case " ", "\u{A0}", "\u{202F}", "\u{2009}", "\t", "\n", "\r":
            if !number.isEmpty, !isOver { number.append(" ") }
        case "-", "−", "–":
            // Behind the number it stands for missing decimals: `12,-`.
            if number.isEmpty {
                guard !isNegative else { return false }
                isNegative = true
            } else {
                isOver = true
            }
        case "+":
            return number.isEmpty
        default:
            guard scalar.properties.isAlphabetic || scalar.properties.generalCategory == .currencySymbol else {
                return false
            }
            if !number.isEmpty { isOver = true }
            name.unicodeScalars.append(scalar)
            return name.unicodeScalars.count <= 4
        }
        return true
    }

    var currency: String {
        switch name.uppercased() {
        case "€": "EUR"
        case "£": "GBP"
        case "¥": "JPY"
        case "US$": "USD"
        case "A$": "AUD"
        case "C$": "CAD"
        case let other: other
        }
    }

    var value: Int128? {
        var digits = String(number)
        while let last = digits.last, !last.isNumber { digits.removeLast() }
        guard let mark = Self.decimalMark(of: digits) else { return nil }
        let whole: Substring
        let fraction: Substring
        if let mark {
            (whole, fraction) = (digits[..<mark], digits[digits.index(after: mark)...])
        } else {
            (whole, fraction) = (digits[...], "")
        }
        let integer = whole.filter(\.isNumber)
        guard fraction.allSatisfy(\.isNumber), (1...18).contains(integer.count), fraction.count <= 9,
            let size = Int128(integer + fraction + String(repeating: "0", count: 9 - fraction.count))
        else { return nil }
        return isNegative ? -size : size
    }

    /// The decimal mark's place; nil inside where there is none, nil outside where groups and marks make no number.
    private static func decimalMark(of digits: String) -> String.Index?? {
        guard digits.contains(where: \.isNumber) else { return nil }
        let marks = digits.indices.filter { digits[$0] == "." || digits[$0] == "," }
        guard let last = marks.last else { return groups(in: digits[...]) ? .some(nil) : nil }
        let same = marks.filter { digits[$0] == digits[last] }.count
        let behind = digits[digits.index(after: last)...]
        let isGrouping =
            marks.count == same
            && (same > 1 || behind.count == 3 && digits[..<last] != "0" && digits[..<last].count <= 3)
        if isGrouping { return groups(in: digits[...]) ? .some(nil) : nil }
        // The decimal mark comes once, after all groups.
        guard same == 1, groups(in: digits[..<last]) else { return nil }
        return .some(last)
    }

    /// Whether every group behind the first has three digits.
    private static func groups(in whole: Substring) -> Bool {
        let parts = whole.split(omittingEmptySubsequences: false) { !$0.isNumber }
        return parts.count == 1 || (1...3).contains(parts[0].count) && parts.dropFirst().allSatisfy { $0.count == 3 }
    }
}
