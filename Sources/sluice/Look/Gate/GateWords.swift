import Foundation
import Gating

/// Figures of gates as the commands say them.
enum GateWords {
    /// `97.2 %`
    static func percent(_ share: Double) -> String { number(share * 100) + " %" }

    /// `95.9 to 97.9 %`
    static func range(_ interval: RateInterval) -> String {
        "\(number(interval.lower * 100)) to \(number(interval.upper * 100)) %"
    }

    /// In points, with its sign.
    static func signed(_ difference: Double) -> String {
        (difference > 0 ? "+" : difference < 0 ? "−" : "") + number(abs(difference) * 100)
    }

    /// An e-value from its logarithm, cut: what is not there yet must not look as if it were.
    static func evidence(_ logE: Double) -> String {
        if logE > 23 { return "more than 10 thousand million" }
        let value = exp(logE) * (1 + 1e-9)
        return value >= 10 ? count(Int(value)) : value >= 0.05 ? number((value * 10).rounded(.down) / 10) : "0"
    }

    static func count(_ value: Int) -> String {
        var text = ""
        for (place, digit) in "\(abs(value))".reversed().enumerated() {
            if place > 0, place % 3 == 0 { text.append(" ") }
            text.append(digit)
        }
        return (value < 0 ? "−" : "") + String(text.reversed())
    }

    /// A time in ms, to two or three digits.
    static func time(_ milliseconds: Double) -> String {
        let seconds = milliseconds / 1_000
        if seconds < 99.5 { return "\(number(seconds)) s" }
        if seconds < 5_970 { return "\(number(seconds / 60)) min" }
        let hours = seconds / 3_600
        return hours < 71.5 ? "\(number(hours)) h" : "\(number(hours / 24)) days"
    }

    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "∞" }
        let digits = abs(value) >= 99.95 ? 0 : abs(value) >= 0.1 || value == 0 ? 1 : 2
        let text = String(format: "%.\(digits)f", value)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
