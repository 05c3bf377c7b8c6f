/// A day of the Gregorian calendar, or one of the dates that only some stores keep: `0000-00-00`, `2026-11-00`.
struct CivilDate: Equatable {
    var year: Int
    var month: Int
    var day: Int

    /// A year, a month or a day is missing: no day at all, but a value that a store holds.
    var isPartial: Bool { month == 0 || day == 0 }

    /// Reads `2026-11-21` at `at` and moves on; years of 4 to 6 digits. nil for what is no date, and for days that no
    /// month has.
    init?(_ text: UnsafeRawBufferPointer, at: inout Int) {
        var reader = DigitReader(text, at: at)
        guard let year = reader.number(digits: 4...6), reader.skips("-"), let month = reader.number(digits: 2...2),
            reader.skips("-"), let day = reader.number(digits: 2...2), month <= 12,
            day <= (month == 0 ? 31 : Self.days(of: month, in: year))
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
        at = reader.at
    }

    /// The day that is so many days after 1 January 1970.
    init(days: Int) {
        // Counted in years that begin with March, so that the leap day is the last of its year; 400 such years have
        // 146,097 days, and from March on, five months have 153.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * fromMarch + 2) / 5 + 1
        month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days since 1 January 1970.
    var days: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func days(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// Reads digits out of bytes.
struct DigitReader {
    private let text: UnsafeRawBufferPointer
    private(set) var at: Int

    init(_ text: UnsafeRawBufferPointer, at: Int = 0) {
        self.text = text
        self.at = at
    }

    var isAtEnd: Bool { at == text.count }
    var next: UInt8? { at < text.count ? text[at] : nil }

    mutating func number(digits: ClosedRange<Int>) -> Int? {
        var value = 0
        let begin = at
        while at < text.count, at - begin < digits.upperBound, text[at] &- 48 < 10 {
            value = value * 10 + Int(text[at] &- 48)
            at += 1
        }
        return at - begin >= digits.lowerBound ? value : nil
    }

    /// Moves past one character where it is the next.
    mutating func skips(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }

    /// Reads `.123` as nanoseconds; 0 where no point follows, nil where no digit follows the point. Digits past the
    /// ninth do not count.
    mutating func nanoseconds() -> Int? {
        guard skips(".") else { return 0 }
        let begin = at
        var value = 0
        while let byte = next, byte &- 48 < 10 {
            if at - begin < 9 { value = value * 10 + Int(byte &- 48) }
            at += 1
        }
        guard at > begin else { return nil }
        for _ in 0..<max(0, 9 - (at - begin)) { value *= 10 }
        return value
    }
}
