package import Gating

extension Verdict {
    /// A sign beside the word, so that nothing is told by colour alone.
    package var sign: String {
        switch self {
        case .healthy: "✓"
        case .undecided: "…"
        case .blind: "?"
        case .regressed: "✕"
        }
    }
}

/// Small pictures that stand beside numbers, as inline SVG. No style attributes: pages forbid them.
package enum Pictures {
    /// How far evidence has come on a log scale, with the words `37 of 6,000 needed`.
    package static func bar(_ log: Double, of needed: Double, kind: String) -> String {
        let part = needed > 0 ? min(1, max(0, log / needed)) : 0
        let words = barWords(log, of: needed)
        return """
            <svg class="bar" viewBox="0 0 120 8" width="120" height="8" preserveAspectRatio="none" role="img" aria-label="\(escaped(words))">\
            <rect class="bar-bed" width="120" height="8" rx="2"/>\
            <rect class="bar-\(kind)" width="\(Figures.decimal(part * 120, 1))" height="8" rx="2"/></svg>
            """
    }

    package static func barWords(_ log: Double, of needed: Double) -> String {
        "\(Figures.evidence(max(0, log))) of \(Figures.evidence(needed)) needed"
    }

    /// The differences that are possible, about nought, with the difference that must be ruled out.
    /// - Parameter bound: −1…1, on the bad side of nought.
    package static func difference(low: Double, high: Double, bound: Double) -> String {
        guard low > -1 || high < 1 else { return "" }
        let (from, to) = (max(low, -1), min(high, 1))
        let span = min(1, max(abs(bound) * 1.6, min(max(abs(from), abs(to)), abs(bound) * 6), 1e-6))
        func x(_ share: Double) -> Double { 80 + min(max(share / span, -1), 1) * 76 }
        func number(_ value: Double) -> String { Figures.decimal(value, 1) }
        return "<svg class=\"difference\" viewBox=\"0 0 160 22\" width=\"160\" height=\"22\" aria-hidden=\"true\">"
            + "<line class=\"base\" x1=\"80\" x2=\"80\" y1=\"2\" y2=\"20\"/>"
            + "<line class=\"bound\" x1=\"\(number(x(bound)))\" x2=\"\(number(x(bound)))\" y1=\"2\" y2=\"20\"/>"
            + "<rect class=\"new-dot\" x=\"\(number(x(from)))\" y=\"8\" width=\"\(number(max(2, x(to) - x(from))))\" "
            + "height=\"6\" rx=\"3\"/></svg>"
    }

    /// Both sides' intervals on one scale: old above, new below.
    package static func intervals(
        old: (rate: Double, lower: Double, upper: Double)?, new: (rate: Double, lower: Double, upper: Double)?
    ) -> String {
        let sides = [old, new].compactMap(\.self)
        guard !sides.isEmpty else { return "" }
        let low = sides.map(\.lower).min() ?? 0
        let high = max(sides.map(\.upper).max() ?? 1, low + 1e-6)
        func x(_ share: Double) -> String { Figures.decimal(4 + (share - low) / (high - low) * 112, 1) }
        func whisker(_ side: (rate: Double, lower: Double, upper: Double)?, _ y: Int, _ name: String) -> String {
            guard let side else { return "" }
            let mark =
                name == "old"
                ? "<circle class=\"\(name)-dot\" cx=\"\(x(side.rate))\" cy=\"\(y)\" r=\"3\"/>"
                : "<rect class=\"\(name)-dot\" x=\"\(x(side.rate))\" y=\"\(y - 3)\" width=\"6\" height=\"6\" "
                    + "transform=\"translate(-3 0)\"/>"
            return
                "<line class=\"\(name)-line\" x1=\"\(x(side.lower))\" x2=\"\(x(side.upper))\" y1=\"\(y)\" y2=\"\(y)\"/>"
                + mark
        }
        return "<svg class=\"whiskers\" viewBox=\"0 0 120 20\" width=\"120\" height=\"20\" aria-hidden=\"true\">"
            + whisker(old, 5, "old") + whisker(new, 15, "new") + "</svg>"
    }
}
