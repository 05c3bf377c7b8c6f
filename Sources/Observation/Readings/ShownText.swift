import Foundation

/// Text, figures and spans of time as they may stand before people.
package enum ShownText {
    /// Foreign text on one line, at most `limit` characters, without characters that would steer a terminal or turn the
    /// direction of what follows.
    package static func plain(_ text: some StringProtocol, limit: Int = 200) -> String {
        var shown = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            if count == limit { return String(shown) + "…" }
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
                shown.append(" ")
            default: shown.append(scalar)
            }
            count += 1
        }
        return String(shown).trimmingCharacters(in: .whitespaces)
    }

    /// `212`, `0.0425`, `1.5e+09`: whole numbers whole, others in five digits.
    package static func figure(_ value: Double) -> String {
        if let whole = Int(exactly: value), abs(whole) < 1_000_000_000_000 { return "\(whole)" }
        return String(format: "%.5g", value)
    }

    /// A span of time in its two largest units: `850 ms`, `12 s`, `3 min 20 s`, `2 h`, `4 d 3 h`.
    package static func span(_ milliseconds: Int) -> String {
        if milliseconds < 1_000 { return "\(milliseconds) ms" }
        let seconds = milliseconds / 1_000
        let units = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")]
        let first = units.firstIndex { seconds >= $0.0 } ?? 3
        let shown = units[first...].prefix(2).map { ($0.0 == units[first].0 ? seconds : seconds % units[first].0, $0) }
        return shown.map { ($0.0 / $0.1.0, $0.1.1) }.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
            .joined(separator: " ")
    }
}

extension Duration {
    /// Whole milliseconds, at the ends of `Int` where it is longer.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        let (whole, over) = Int(seconds).multipliedReportingOverflow(by: 1_000)
        return over ? (seconds < 0 ? .min : .max) : whole + Int(attoseconds / 1_000_000_000_000_000)
    }
}
