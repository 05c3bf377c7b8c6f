/// A moment as people and protocols write it, in UTC.
package struct Moment {
    let year: Int
    let month: Int
    let day: Int
    /// 0 is Sunday.
    let weekday: Int
    let hour: Int
    let minute: Int
    let second: Int
    let millisecond: Int

    /// - Parameter at: ms since 1970.
    package init(_ at: Int) {
        let days = (at >= 0 ? at : at - 86_399_999) / 86_400_000
        let rest = at - days * 86_400_000
        (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60)
        (second, millisecond) = (rest / 1_000 % 60, rest % 1_000)
        weekday = ((days + 4) % 7 + 7) % 7
        // Days are counted from 1 March of the year 0, so that a leap day is the last of its year.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// "2025-11-21 18:25 UTC"
    package var forPeople: String { "\(date) \(Self.two(hour)):\(Self.two(minute)) UTC" }

    /// "Fri, 21 Nov 2025 18:25:23 +0000", RFC 5322.
    package var forMail: String {
        "\(Self.weekdays[weekday]), \(day) \(Self.months[month - 1]) \(Self.four(year)) \(time) +0000"
    }

    /// "2025-11-21T18:25:23.042Z", RFC 3339.
    package var forMachines: String {
        let thousandths =
            millisecond < 10 ? "00\(millisecond)" : millisecond < 100 ? "0\(millisecond)" : "\(millisecond)"
        return "\(date)T\(time).\(thousandths)Z"
    }

    private var date: String { "\(Self.four(year))-\(Self.two(month))-\(Self.two(day))" }
    private var time: String { "\(Self.two(hour)):\(Self.two(minute)):\(Self.two(second))" }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    private static func four(_ number: Int) -> String {
        String(repeating: "0", count: max(0, 4 - "\(number)".count)) + "\(number)"
    }
}
