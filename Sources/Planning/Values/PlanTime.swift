public import Foundation

/// A moment, in milliseconds since 1970 UTC.
public struct PlanTime: Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public init(_ date: Date) { milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded()) }

    public static var now: PlanTime { PlanTime(Date()) }

    /// Reads `2026-11-21T09:30Z`, `2026-11-21T09:30:00+01:00`: a date, a time and always an offset, because a plan is
    /// read by people and machines in several zones.
    public init?(_ text: String) {
        var scan = Scan(text)
        guard let year = scan.digits(4), scan.take("-"), let month = scan.digits(2), scan.take("-"),
            let day = scan.digits(2), scan.take("T"), let hour = scan.digits(2), scan.take(":"),
            let minute = scan.digits(2)
        else { return nil }
        var second = 0
        if scan.take(":") {
            guard let found = scan.digits(2) else { return nil }
            second = found
        }
        guard let offset = Self.offset(&scan), scan.isAtEnd, (1...12).contains(month),
            (1...Self.days(year, month)).contains(day), hour < 24, minute < 60, second < 60
        else { return nil }
        let days = Self.daysSince1970(year, month, day)
        milliseconds = Int64(((days * 24 + hour) * 60 + minute - offset) * 60 + second) * 1000
    }

    public var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

    public var description: String {
        date.formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true).timeZone(separator: .colon))
    }

    public static func < (one: Self, other: Self) -> Bool { one.milliseconds < other.milliseconds }

    public static func + (time: Self, duration: Duration) -> Self {
        PlanTime(milliseconds: time.milliseconds + duration.milliseconds)
    }

    public static func - (time: Self, duration: Duration) -> Self {
        PlanTime(milliseconds: time.milliseconds - duration.milliseconds)
    }

    /// Minutes east of UTC.
    private static func offset(_ scan: inout Scan) -> Int? {
        if scan.take("Z") { return 0 }
        let sign: Int
        if scan.take("+") { sign = 1 } else if scan.take("-") { sign = -1 } else { return nil }
        guard let hours = scan.digits(2), scan.take(":"), let minutes = scan.digits(2), hours <= 14, minutes < 60
        else { return nil }
        return sign * (hours * 60 + minutes)
    }

    private static func days(_ year: Int, _ month: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days of the proleptic Gregorian calendar, counted in years that begin in March.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let marchYear = month > 2 ? year : year - 1
        let era = marchYear / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
