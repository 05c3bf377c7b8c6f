#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Numbers and times as people read them. No locale: the same everywhere.
package enum Figures {
    /// `1234567` → `1,234,567`.
    package static func count(_ value: Int) -> String {
        let digits = Array(String(abs(value)))
        var text = value < 0 ? "−" : ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// A share 0…1 → `97.3 %`.
    package static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(abs(tenths % 10)) %"
    }

    /// The logarithm of evidence → `37`, `6,000`, or `10^17` where it is beyond imagining.
    package static func evidence(_ log: Double) -> String {
        let value = exp(min(log, 700))
        if value >= 1e7 { return "10^\(Int((log / 2.302585092994046).rounded(.down)))" }
        if value >= 10 { return count(Int(value.rounded())) }
        return short(value)
    }

    /// One decimal place, where it says anything.
    private static func short(_ value: Double) -> String {
        let text = decimal(value, 1)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// `3.14159, 2` → `3.14`.
    package static func decimal(_ value: Double, _ places: Int) -> String {
        var scale = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((abs(value) * Double(scale)).rounded())
        let sign = value < 0 && scaled > 0 ? "−" : ""
        guard places > 0 else { return sign + "\(scaled)" }
        let fraction = String(scaled % scale)
        return "\(sign)\(scaled / scale).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
    }

    /// ms → `340 ms`, `12.4 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`.
    package static func duration(_ ms: Int) -> String {
        let seconds = ms / 1000
        switch ms {
        case ..<1000: return "\(ms) ms"
        case ..<60_000: return short(Double(ms) / 1000) + " s"
        case ..<3_600_000: return pair(seconds / 60, "min", seconds % 60, "s")
        case ..<86_400_000: return pair(seconds / 3600, "h", seconds / 60 % 60, "min")
        default: return pair(seconds / 86_400, "d", seconds / 3600 % 24, "h")
        }
    }

    private static func pair(_ a: Int, _ unit: String, _ b: Int, _ smaller: String) -> String {
        b == 0 ? "\(a) \(unit)" : "\(a) \(unit) \(b) \(smaller)"
    }

    /// ms since 1970 → `12:24:10`, UTC.
    package static func clock(_ ms: Int) -> String {
        let seconds = ((ms / 1000) % 86_400 + 86_400) % 86_400
        return "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }

    /// ms since 1970 → `2026-11-21 12:24:10 UTC`.
    package static func moment(_ ms: Int) -> String { "\(day(ms)) \(clock(ms)) UTC" }

    /// ms since 1970 → `2026-11-21T12:24:10Z`, as machines read it.
    package static func stamp(_ ms: Int) -> String { "\(day(ms))T\(clock(ms))Z" }

    /// The Gregorian date, counted in eras of 400 years that begin in March.
    private static func day(_ ms: Int) -> String {
        let days = (ms - ((ms % 86_400_000) + 86_400_000) % 86_400_000) / 86_400_000 + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let ofEra = days - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * ofYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return "\(year)-\(two(month))-\(two(ofYear - (153 * shifted + 2) / 5 + 1))"
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
