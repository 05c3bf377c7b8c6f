/// Hours as people read them.
package enum Hours {
    /// `110 h`, `12 min`, `3.4 s`; `never` for none.
    package static func words(_ hours: Double?) -> String {
        guard let hours, hours.isFinite else { return "never" }
        let (value, unit) =
            hours >= 48
            ? (hours / 24, "d")
            : hours >= 1 ? (hours, "h") : hours * 60 >= 1 ? (hours * 60, "min") : (hours * 3600, "s")
        if value >= 1e6 { return "over a million \(unit)" }
        let text = Figures.decimal(value, value < 10 ? 1 : 0)
        return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + " \(unit)"
    }
}
