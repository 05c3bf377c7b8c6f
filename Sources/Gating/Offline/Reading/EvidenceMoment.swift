/// Moments as files of evidence write them.
public enum EvidenceMoment {
    /// The last moment of the year 9999, in ms since 1970.
    static let last = 253_402_300_799_999

    /// ms since 1970: from digits, or from ISO 8601 with a zone (`2026-11-20T08:00:00.5+01:00`); nil for anything else.
    public static func milliseconds(_ text: some StringProtocol) -> Int? {
        if !text.isEmpty, text.utf8.allSatisfy({ 48...57 ~= $0 }) {
            guard text.utf8.count <= 15, let value = Int(text), value <= last else { return nil }
            return value
        }
        return iso(Array(text.utf8))
    }

    private static func iso(_ text: [UInt8]) -> Int? {
        guard text.count >= 20, text.count <= 35, text[4] == 45, text[7] == 45, text[10] == 84 || text[10] == 32,
            text[13] == 58, text[16] == 58, let year = number(text[0..<4]), let month = number(text[5..<7]),
            let day = number(text[8..<10]), let hour = number(text[11..<13]), let minute = number(text[14..<16]),
            let second = number(text[17..<19]), 1...12 ~= month, 1...days(year, month) ~= day, hour < 24, minute < 60,
            second < 60
        else { return nil }
        var rest = text[19...]
        var fraction = 0
        if rest.first == 46 {
            let digits = rest.dropFirst().prefix { 48...57 ~= $0 }
            guard !digits.isEmpty, digits.count <= 9 else { return nil }
            let thousandths = Array(digits.prefix(3)) + Array(repeating: 48, count: max(0, 3 - digits.count))
            fraction = number(thousandths[...]) ?? 0
            rest = rest[digits.endIndex...]
        }
        guard let zone = zone(rest) else { return nil }
        let seconds = daysSince1970(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - zone
        let moment = seconds * 1_000 + fraction
        return moment >= 0 && moment <= last ? moment : nil
    }

    /// Seconds east of Greenwich: `Z`, `+01:00`.
    private static func zone(_ text: ArraySlice<UInt8>) -> Int? {
        let text = Array(text)
        if text == [90] { return 0 }
        guard text.count == 6, text[0] == 43 || text[0] == 45, text[3] == 58, let hours = number(text[1..<3]),
            let minutes = number(text[4..<6]), hours < 24, minutes < 60
        else { return nil }
        return (text[0] == 43 ? 1 : -1) * (hours * 3_600 + minutes * 60)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.allSatisfy({ 48...57 ~= $0 }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    private static func days(_ year: Int, _ month: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Counted in years that begin in March, so that the leap day is a year's last.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }

    /// `2026-11-20T08:00:00.000Z`.
    public static func text(_ milliseconds: Int) -> String {
        let (days, rest) = (milliseconds / 86_400_000, milliseconds % 86_400_000)
        // The inverse of the count above, by the 400-year cycle.
        let z = days + 719_468
        let cycle = z / 146_097
        let inCycle = z - cycle * 146_097
        let yearOfCycle = (inCycle - inCycle / 1_460 + inCycle / 36_524 - inCycle / 146_096) / 365
        let dayOfYear = inCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0)
        let day = dayOfYear - (153 * shifted + 2) / 5 + 1
        func padded(_ value: Int, _ width: Int) -> String {
            String(repeating: "0", count: max(0, width - "\(value)".count)) + "\(value)"
        }
        let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60].map { padded($0, 2) }
        let fraction = rest % 1_000 == 0 ? "" : "." + padded(rest % 1_000, 3)
        return "\(date)T\(clock.joined(separator: ":"))\(fraction)Z"
    }

    /// `500ms`, `10s`, `3m`, `1h`, or a bare number of ms.
    public static func duration(_ text: some StringProtocol) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, digits.utf8.count <= 12, let value = Int(digits) else { return nil }
        let sizes = ["": 1, "ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
        guard let size = sizes[String(text.dropFirst(digits.count))] else { return nil }
        let (product, overflow) = value.multipliedReportingOverflow(by: size)
        return overflow || product > last ? nil : product
    }
}
