/// A time stamp as it is written: a day and a time of day, with an offset where one was written too.
struct CivilStamp: Equatable {
    /// nil for dates that are no day (`0000-00-00`).
    private(set) var local: Moment?
    /// The date that is no day, and the second of it.
    private(set) var partial: [Int]?
    /// Seconds east of Greenwich, where written.
    private(set) var offset: Int?

    /// Seconds since 1970, and the nanoseconds after them.
    struct Moment: Hashable, Comparable {
        var seconds: Int
        var nanoseconds: Int

        static func < (a: Moment, b: Moment) -> Bool { (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds) }

        func adding(_ seconds: Int) -> Moment { Moment(seconds: self.seconds + seconds, nanoseconds: nanoseconds) }

        /// Cut after so many digits of a second, 0...9.
        func cut(to digits: Int) -> Moment {
            let unit = Self.units[min(9, digits)]
            return Moment(seconds: seconds, nanoseconds: nanoseconds - nanoseconds % unit)
        }

        /// Rounded to so many digits of a second, 0...9, halves up.
        func rounded(to digits: Int) -> Moment {
            let unit = Self.units[min(9, digits)]
            let sum = nanoseconds + unit / 2
            return Moment(
                seconds: seconds + (sum >= 1_000_000_000 ? 1 : 0),
                nanoseconds: (sum >= 1_000_000_000 ? 0 : sum - sum % unit))
        }

        private static let units = [
            1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1,
        ]
    }

    /// Reads `2026-11-21 10:00:00.123456`, with a `T` between, with `Z` or `+01:00` behind; a date alone is its
    /// midnight. nil for what is no time stamp.
    init?(_ text: UnsafeRawBufferPointer) {
        var at = 0
        guard let date = CivilDate(text, at: &at) else { return nil }
        var second = 0
        var nanoseconds = 0
        if at < text.count {
            var reader = DigitReader(text, at: at)
            guard reader.skips(" ") || reader.skips("T") || reader.skips("t"),
                let hour = reader.number(digits: 2...2), hour < 24, reader.skips(":"),
                let minute = reader.number(digits: 2...2), minute < 60
            else { return nil }
            second = hour * 3_600 + minute * 60
            if reader.skips(":") {
                guard let more = reader.number(digits: 2...2), more < 61, let fraction = reader.nanoseconds() else {
                    return nil
                }
                second += more
                nanoseconds = fraction
            }
            guard Self.readOffset(&reader, into: &offset), reader.isAtEnd else { return nil }
        }
        if date.isPartial {
            partial = [date.year, date.month, date.day, second, nanoseconds]
        } else {
            local = Moment(seconds: date.days * 86_400 + second, nanoseconds: nanoseconds)
        }
    }

    private static func readOffset(_ reader: inout DigitReader, into offset: inout Int?) -> Bool {
        if reader.skips("Z") || reader.skips("z") {
            offset = 0
        } else if reader.next == UInt8(ascii: "+") || reader.next == UInt8(ascii: "-") {
            let isWest = reader.skips("-")
            if !isWest { _ = reader.skips("+") }
            guard let hours = reader.number(digits: 2...2), hours < 24 else { return false }
            var minutes = 0
            if !reader.isAtEnd {
                _ = reader.skips(":")
                guard let read = reader.number(digits: 2...2), read < 60 else { return false }
                minutes = read
            }
            offset = (hours * 3_600 + minutes * 60) * (isWest ? -1 : 1)
        }
        return true
    }

    /// The digits of a moment, as stores write it: `2026-11-21 10:00:00`, and so many digits of a second.
    static func text(_ moment: Moment, digits: Int) -> [UInt8] {
        let day = moment.seconds >= 0 ? moment.seconds / 86_400 : (moment.seconds - 86_399) / 86_400
        let second = moment.seconds - day * 86_400
        let date = CivilDate(days: day)
        var text: [UInt8] = []
        func append(_ number: Int, width: Int) {
            let digits = Array(String(number).utf8)
            text.append(contentsOf: repeatElement(48, count: max(0, width - digits.count)))
            text.append(contentsOf: digits)
        }
        append(date.year, width: 4)
        for part in [date.month, date.day] {
            text.append(UInt8(ascii: "-"))
            append(part, width: 2)
        }
        for (mark, part) in [(" ", second / 3_600), (":", second / 60 % 60), (":", second % 60)] {
            text.append(contentsOf: mark.utf8)
            append(part, width: 2)
        }
        if digits > 0 {
            text.append(UInt8(ascii: "."))
            let all = Array(String(1_000_000_000 + moment.nanoseconds).utf8.dropFirst())
            text.append(contentsOf: all.prefix(digits))
        }
        return text
    }
}
