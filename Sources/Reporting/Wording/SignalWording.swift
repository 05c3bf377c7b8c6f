package import Cutover
package import Gating

extension DifferenceInterval {
    /// `−1.2 to +0.4 points`; an end that nothing is known of is not named.
    package var words: String {
        switch (low > -1, high < 1) {
        case (true, true): "\(Figures.points(low)) to \(Figures.points(high)) points"
        case (true, false): "\(Figures.points(low)) points or more"
        case (false, true): "\(Figures.points(high)) points or less"
        case (false, false): "not known yet"
        }
    }
}

extension Figures {
    /// A difference in shares, −1…1 → `+0.4`, `−12`, `0`: in points, to two places below one point, to one below ten.
    package static func points(_ share: Double) -> String {
        let value = share * 100
        var text = decimal(value, abs(value) < 1 ? 2 : abs(value) < 10 ? 1 : 0)
        if text.contains(".") { while text.hasSuffix("0") { text.removeLast() } }
        if text.hasSuffix(".") { text.removeLast() }
        return value > 0 && text != "0" ? "+" + text : text
    }

    /// A small share 0…1 → `0.042 %`: two leading digits, where `percent` would show none.
    package static func fine(_ share: Double) -> String {
        guard share > 0, share < 0.01 else { return percent(share) }
        var (places, value) = (2, share * 100)
        while value < 1, places < 9 {
            value *= 10
            places += 1
        }
        var text = decimal(share * 100, places - 1)
        while text.hasSuffix("0") { text.removeLast() }
        return (text.hasSuffix(".") ? String(text.dropLast()) : text) + " %"
    }

    /// Something counted in parts → `about 12`, `about 3.4`, `none`.
    package static func about(_ value: Double) -> String {
        guard value >= 0.05 else { return "none" }
        let text = value < 9.95 ? decimal(value, 1) : count(Int(value.rounded()))
        return "about " + (text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
    }
}

extension SignalSpec {
    /// What the signal is held against, in words.
    /// - Parameter margin: what the present step must rule out, in shares.
    package func bound(margin: Double) -> String {
        switch kind {
        case .exact:
            let wrong = tolerance == 0 ? "nothing wrong" : "at most \(Figures.count(tolerance)) wrong"
            return "\(wrong), and a result every \(Figures.duration(freshness))"
        case .rate:
            return "at most \(Figures.fine(toleratedRate)) of the new side's units, of which at least "
                + "\(Figures.count(minimum)) are needed"
        case .share, .eventDriven, .latency:
            let side = direction == .drop ? "lower" : "higher"
            return "proven less than \(Figures.points(margin).replacing("+", with: "")) points \(side) than the old "
                + "side, from at least \(Figures.count(minimum)) units a side"
        }
    }
}

extension Notice.Occasion {
    /// What people are told of.
    package var words: String {
        switch self {
        case .go: "go"
        case .hold: "hold"
        case .blind: "blind"
        case .rollback: "rollback"
        case .escalate: "the time to decide is over"
        }
    }
}

extension NoticeReport.Standing {
    /// Word, sign and look.
    package var wording: (String, String, String) {
        switch self {
        case .pending: ("not told yet", "…", "is-warn")
        case .told: ("told", "✓", "is-good")
        case .untold: ("not told", "✕", "is-bad")
        }
    }
}

extension RunState.Obstacle.Kind {
    /// What stands in the gate's way.
    package var words: String {
        switch self {
        case .blind: "something cannot be seen"
        case .breach: "a reading is out of its bounds"
        case .incident: "an incident is open"
        }
    }
}
