/// A time of day, or a span, in nanoseconds: `-838:59:59.123456`, `24:00:00`.
enum ClockTime {
    /// nil for what is no time.
    static func read(_ text: UnsafeRawBufferPointer) -> Int? {
        var reader = DigitReader(text)
        let isNegative = reader.skips("-")
        guard let hours = reader.number(digits: 1...6), reader.skips(":"),
            let minutes = reader.number(digits: 2...2), minutes < 60
        else { return nil }
        var value = (hours * 3_600 + minutes * 60) * 1_000_000_000
        if reader.skips(":") {
            guard let seconds = reader.number(digits: 2...2), seconds < 61, let fraction = reader.nanoseconds() else {
                return nil
            }
            value += seconds * 1_000_000_000 + fraction
        }
        guard reader.isAtEnd else { return nil }
        return isNegative ? -value : value
    }
}
