import Gating

/// One signal's evidence over one attempt, on a log scale, against both thresholds.
struct EvidencePicture {
    private static let (width, height, left, right, top, bottom) = (520.0, 210.0, 62.0, 12.0, 14.0, 30.0)

    let curve: EvidenceCurve
    let stage: StageReport
    /// Unique on the page.
    let name: String

    private var steps: [StepReport] { stage.openings.filter { $0.attempt == curve.attempt && $0.opened != nil } }

    func svg() -> String {
        guard let first = curve.points.first, let last = curve.points.last else { return "" }
        let begin = min(first.at, steps.first?.opened?.at ?? first.at)
        let span = Double(max(last.at - begin, 1))
        // The whole and its segments need different amounts: each point is drawn by its distance from what it needed.
        let needed = last.regressionNeeded
        let high = max(needed, curve.healthNeeded ?? 0, 3) * 1.12
        let low = -2.4
        func x(_ at: Int) -> Double { Self.left + Double(at - begin) / span * (Self.width - Self.left - Self.right) }
        func y(_ log: Double) -> Double {
            let part = (min(max(log, low), high) - low) / (high - low)
            return Self.height - Self.bottom - part * (Self.height - Self.top - Self.bottom)
        }
        func path(_ values: [(Int, Double)]) -> String {
            values.enumerated().map { "\($0 == 0 ? "M" : "L")\(number(x($1.0))) \(number(y($1.1)))" }.joined()
        }
        var text = "<svg class=\"evidence\" viewBox=\"0 0 520 210\" role=\"img\" aria-labelledby=\"\(name)\">"
        text += "<title id=\"\(name)\">\(escaped(words))</title>"
        text += grid(high: high, y: y)
        let tick = TimeAxis.tick(span: Int(span), most: 6)
        for elapsed in Swift.stride(from: 0, through: Int(span), by: tick) {
            text += label(x(begin + elapsed), Self.height - 10, TimeAxis.label(elapsed), anchor: "middle")
        }
        for step in steps {
            guard let opened = step.opened, opened.at <= last.at else { continue }
            let place = number(x(opened.at))
            text += "<line class=\"step\" x1=\"\(place)\" x2=\"\(place)\" y1=\"\(number(Self.top))\" y2=\"180\"/>"
            text += label(x(opened.at) + 3, 176, Figures.percent(step.share), anchor: "start")
        }
        text += threshold(y(needed), "regression-needed", "regressed at \(Figures.evidence(needed))")
        if let health = curve.healthNeeded {
            text += threshold(y(health), "health-needed", "healthy at \(Figures.evidence(health))")
        }
        let regression = curve.points.map { ($0.at, $0.regression - $0.regressionNeeded + needed) }
        text += "<path class=\"regression\" d=\"\(path(regression))\"/>"
        for part in healthParts { text += "<path class=\"health\" d=\"\(path(part))\"/>" }
        for turn in curve.turns where turn.verdict != .undecided {
            let point = curve.points.last { $0.at <= turn.mark.at } ?? first
            let log =
                turn.verdict == .regressed ? point.regression - point.regressionNeeded + needed : point.health ?? 0
            let place = "\(number(x(turn.mark.at)))\" y=\"\(number(y(log) - 5))"
            text +=
                "<a href=\"#r\(turn.mark.row)\"><text class=\"turn turn-\(turn.verdict.rawValue)\" x=\"\(place)\" "
                + "text-anchor=\"middle\">\(turn.verdict.sign)</text></a>"
        }
        return text + "</svg>"
    }

    /// The proof of health starts afresh with each step: a line of its own for each.
    private var healthParts: [[(Int, Double)]] {
        var parts: [[(Int, Double)]] = []
        var step: Int?
        for point in curve.points {
            guard let health = point.health else { continue }
            let present = steps.lastIndex { ($0.opened?.row ?? 0) < point.row }
            if present != step || parts.isEmpty { parts.append([]) }
            step = present
            parts[parts.count - 1].append((point.at, health))
        }
        return parts
    }

    private var words: String {
        let last = curve.points.last
        var text = "Evidence of \(curve.signal), attempt \(curve.attempt), log scale. "
        if let last {
            text +=
                "At the end: regression \(Figures.evidence(last.regression)) of \(Figures.evidence(last.regressionNeeded))"
            if let health = last.health, let needed = curve.healthNeeded {
                text += ", health \(Figures.evidence(health)) of \(Figures.evidence(needed))"
            }
        }
        for turn in curve.turns { text += "; \(turn.verdict.rawValue) at \(Figures.clock(turn.mark.at)) UTC" }
        return text + "."
    }

    private func grid(high: Double, y: (Double) -> Double) -> String {
        let ten = 2.302585092994046
        let decades = Int(high / ten)
        let every = max(1, (decades + 4) / 5)
        return stride(from: -every, through: decades, by: every).map { power -> String in
            let place = y(Double(power) * ten)
            let name = power < 0 ? "1/\(Figures.evidence(-Double(power) * ten))" : Figures.evidence(Double(power) * ten)
            return "<line class=\"grid\" x1=\"\(number(Self.left))\" x2=\"\(number(Self.width - Self.right))\" "
                + "y1=\"\(number(place))\" y2=\"\(number(place))\"/>"
                + label(Self.left - 6, place + 4, power == 0 ? "1" : name, anchor: "end")
        }.joined()
    }

    private func threshold(_ y: Double, _ kind: String, _ words: String) -> String {
        "<line class=\"\(kind)\" x1=\"\(number(Self.left))\" x2=\"\(number(Self.width - Self.right))\" "
            + "y1=\"\(number(y))\" y2=\"\(number(y))\"/>"
            + label(Self.width - Self.right, y - 3, words, anchor: "end")
    }

    private func label(_ x: Double, _ y: Double, _ words: String, anchor: String) -> String {
        "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\">\(escaped(words))</text>"
    }

    private func number(_ value: Double) -> String { Figures.decimal(value, 1).replacing("−", with: "-") }
}
