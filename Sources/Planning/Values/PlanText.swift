/// Values of a plan as people write them.
public enum PlanText {
    /// `25%`, `0.2%`
    public static func percent(_ share: Double) -> String { "\(number(share * 100))%" }

    /// `2 points`
    public static func points(_ difference: Double) -> String {
        let points = number(difference * 100)
        return "\(points) point\(points == "1" ? "" : "s")"
    }

    /// `10s`, `1h30m`; milliseconds only below a second.
    public static func duration(_ duration: Duration) -> String {
        var rest = duration.milliseconds
        if rest < 1000 { return "\(rest)ms" }
        var text = ""
        for (unit, size) in [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000)] as [(String, Int64)]
        where rest >= size {
            text += "\(rest / size)\(unit)"
            rest %= size
        }
        return rest > 0 ? "\(text)\(rest)ms" : text
    }

    /// Hours in the unit a person would choose, to about two digits: `110 h`, `12 min`, `40 s`.
    public static func hours(_ hours: Double) -> String {
        guard hours.isFinite else { return "for ever" }
        if hours >= 1 { return "\(number(hours)) h" }
        if hours * 60 >= 1 { return "\(number(hours * 60)) min" }
        return "\(number(hours * 3600)) s"
    }

    /// At most two decimals, none when they are zero.
    static func number(_ value: Double) -> String {
        guard abs(value) < 1e15 else { return "\(value)" }
        let hundredths = (value * 100).rounded()
        if hundredths.truncatingRemainder(dividingBy: 100) == 0 { return "\(Int(hundredths / 100))" }
        let text = "\(hundredths / 100)"
        return text
    }
}

extension Duration {
    /// Whole milliseconds, rounded towards zero.
    public var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }

    /// As a number of hours.
    public var hours: Double { Double(milliseconds) / 3_600_000 }
}
