/// Times as other systems write them, read into ms since 1970.
package enum Timestamp {
    /// Clocks that differ by no more than this count as one: 5 s, in ms.
    package static let tolerance = 5_000

    /// `2026-11-21T18:24:51.25+01:00`. A time without its zone is refused, because it names no moment.
    package static func iso8601(_ text: some StringProtocol) -> Int? {
        var rest = Digits(Array(text.utf8))
        guard let year = rest.number(4), rest.take("-"), let month = rest.number(2), rest.take("-"),
            let day = rest.number(2), rest.take("T") || rest.take("t") || rest.take(" "),
            let hour = rest.number(2), rest.take(":"), let minute = rest.number(2), rest.take(":"),
            let second = rest.number(2),
            let start = moment(year, month, day, hour, minute, second)
        else { return nil }
        var milliseconds = 0
        if rest.take(".") || rest.take(",") {
            guard let fraction = rest.fraction() else { return nil }
            milliseconds = fraction
        }
        guard let offset = zone(&rest), rest.isAtEnd else { return nil }
        return start + milliseconds - offset * 60_000
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that servers may write today (RFC 9110, 5.6.7).
    package static func httpDate(_ text: String) -> Int? {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let words = text.split(separator: " ")
        guard words.count == 6, words[0].utf8.count == 4, words[0].hasSuffix(","), words[5] == "GMT",
            let month = months.firstIndex(of: String(words[2]))
        else { return nil }
        var date = Digits(Array("\(words[1]) \(words[3]) \(words[4])".utf8))
        guard let day = date.number(2), date.take(" "), let year = date.number(4), date.take(" "),
            let hour = date.number(2), date.take(":"), let minute = date.number(2), date.take(":"),
            let second = date.number(2), date.isAtEnd
        else { return nil }
        return moment(year, month + 1, day, hour, minute, second)
    }

    /// Seconds or milliseconds since 1970, told apart by their size: below 10¹¹ they are seconds (until the year 5138).
    /// What lies before 1973 or cannot be either (micro- or nanoseconds) is no time.
    package static func epoch(_ number: Double) -> Int? {
        switch number {
        case 1e8..<1e11: Int((number * 1_000).rounded(.down))
        case 1e11..<1e14: Int(number.rounded(.down))
        default: nil
        }
    }

    /// Minutes east of Greenwich.
    private static func zone(_ rest: inout Digits) -> Int? {
        if rest.take("Z") || rest.take("z") { return 0 }
        let sign: Int
        if rest.take("+") { sign = 1 } else if rest.take("-") { sign = -1 } else { return nil }
        guard let hours = rest.number(2), hours <= 23 else { return nil }
        if rest.isAtEnd { return sign * hours * 60 }
        _ = rest.take(":")
        guard let minutes = rest.number(2), minutes <= 59 else { return nil }
        return sign * (hours * 60 + minutes)
    }

    /// ms since 1970 of a moment at Greenwich, by the civil calendar; nil where there is no such moment.
    private static func moment(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int
    ) -> Int? {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...12).contains(month), (1...lengths[month - 1]).contains(day), hour <= 23, minute <= 59, second <= 60
        else { return nil }
        let past = year - 1
        let days = past * 365 + past / 4 - past / 100 + past / 400 + lengths.prefix(month - 1).reduce(0, +) + day - 1
        let since1970 = days - 719_162
        return (((since1970 * 24 + hour) * 60 + minute) * 60 + second) * 1_000
    }

    /// Bytes taken from the front.
    private struct Digits {
        private let bytes: [UInt8]
        private var at = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        var isAtEnd: Bool { at == bytes.count }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard at < bytes.count, UInt32(bytes[at]) == character.value else { return false }
            at += 1
            return true
        }

        /// A number of exactly so many digits.
        mutating func number(_ count: Int) -> Int? {
            guard at + count <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[at..<at + count] {
                guard (48...57).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 48)
            }
            at += count
            return value
        }

        /// Digits after the point, as ms; what is finer is dropped.
        mutating func fraction() -> Int? {
            let digits = bytes[at...].prefix { (48...57).contains($0) }
            guard !digits.isEmpty else { return nil }
            at += digits.count
            return zip(digits, [100, 10, 1]).reduce(0) { $0 + Int($1.0 - 48) * $1.1 }
        }
    }
}
