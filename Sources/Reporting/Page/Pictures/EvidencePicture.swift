import Gating

/// One signal's evidence over one attempt, on a log scale, against both thresholds, with what befell the stage.
package struct EvidencePicture {
    /// How large it is drawn, in its own units.
    package struct Frame: Sendable {
        let (width, height): (Double, Double)
        let (left, right, top, bottom): (Double, Double, Double, Double)
        /// At most so many words along the time axis.
        let ticks: Int

        /// Across a page's column.
        package static let page = Frame(
            width: 520, height: 216, left: 62, right: 12, top: 20, bottom: 30, ticks: 6)
        /// In a card, or on a phone: its letters stay as large as those around it.
        package static let card = Frame(
            width: 340, height: 176, left: 50, right: 8, top: 20, bottom: 24, ticks: 4)
    }

    let curve: EvidenceCurve
    let stage: StageReport
    let occurrences: [Occurrence]
    /// Unique on the page.
    let name: String
    let frame: Frame
    /// Whether the page has the journal's rows to link to.
    let isLinked: Bool

    package init(
        curve: EvidenceCurve, stage: StageReport, occurrences: [Occurrence], name: String, frame: Frame, isLinked: Bool
    ) {
        (self.curve, self.stage, self.occurrences) = (curve, stage, occurrences)
        (self.name, self.frame, self.isLinked) = (name, frame, isLinked)
    }

    private var steps: [StepReport] { stage.openings.filter { $0.attempt == curve.attempt && $0.opened != nil } }

    package func svg() -> String {
        guard let first = curve.points.first, let last = curve.points.last else { return "" }
        let scale = Scale(self, first, last)
        var text =
            "<svg class=\"evidence\" viewBox=\"0 0 \(Int(frame.width)) \(Int(frame.height))\" role=\"img\" "
            + "aria-labelledby=\"\(name)\"><title id=\"\(name)\">\(escaped(words))</title>"
        text += grid(scale)
        let tick = TimeAxis.tick(span: scale.span, most: frame.ticks)
        for elapsed in Swift.stride(from: 0, through: scale.span, by: tick) {
            text += label(
                scale.x(scale.begin + elapsed), frame.height - 8, TimeAxis.label(elapsed),
                anchor: elapsed == 0 ? "start" : "middle")
        }
        var free = 0.0
        for step in steps {
            guard let opened = step.opened, opened.at <= last.at else { continue }
            let place = scale.x(opened.at)
            text += upright("step", place)
            guard place >= free, place < frame.width - 36 else { continue }
            text += label(place + 3, frame.height - frame.bottom - 4, Figures.percent(step.share), anchor: "start")
            free = place + 40
        }
        text += threshold(scale.y(scale.needed), "regression-needed", "regressed at \(Figures.evidence(scale.needed))")
        if let health = curve.healthNeeded {
            text += threshold(scale.y(health), "health-needed", "healthy at \(Figures.evidence(health))")
        }
        let regression = curve.points.map { ($0.at, $0.regression - $0.regressionNeeded + scale.needed) }
        text += "<path class=\"regression\" d=\"\(scale.path(regression))\"/>"
        for part in healthParts { text += "<path class=\"health\" d=\"\(scale.path(part))\"/>" }
        text += turns(scale) + marks(scale, until: last.at)
        return text + "</svg>"
    }

    private func turns(_ scale: Scale) -> String {
        curve.turns.filter { $0.verdict != .undecided }.map { turn in
            guard let point = curve.points.last(where: { $0.at <= turn.mark.at }) ?? curve.points.first else {
                return ""
            }
            let log =
                turn.verdict == .regressed
                ? point.regression - point.regressionNeeded + scale.needed : point.health ?? 0
            return linked(
                turn.mark,
                "<text class=\"turn turn-\(turn.verdict.rawValue)\" x=\"\(number(scale.x(turn.mark.at)))\" "
                    + "y=\"\(number(scale.y(log) - 5))\" text-anchor=\"middle\">\(turn.verdict.sign)</text>")
        }.joined()
    }

    /// A mended version comes before the attempt that it is judged in: it stands at that one's beginning.
    private func marks(_ scale: Scale, until end: Int) -> String {
        var (text, free) = ("", 0.0)
        let begun = occurrences.last { $0.kind == .version && $0.mark.at < scale.begin }
        for event in occurrences where event.mark.at <= end && (event.mark.at >= scale.begin || event == begun) {
            let place = scale.x(max(event.mark.at, scale.begin))
            text += upright("befell", place)
            // Signs that would cover one another stand in a row.
            let sign = max(place, free)
            guard sign <= place + 40, sign < frame.width - 4 else { continue }
            free = sign + 10
            text += linked(
                event.mark,
                "<text class=\"befell-\(event.kind.rawValue)\" x=\"\(number(sign))\" y=\"\(number(frame.top - 6))\" "
                    + "text-anchor=\"middle\">\(event.kind.sign)<title>\(escaped(event.words))</title></text>")
        }
        return text
    }

    private func linked(_ mark: Mark, _ text: String) -> String {
        isLinked ? "<a href=\"#r\(mark.row)\">\(text)</a>" : text
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

    private func grid(_ scale: Scale) -> String {
        let ten = 2.302585092994046
        let decades = Int(scale.high / ten)
        let every = max(1, (decades + 4) / 5)
        return stride(from: -every, through: decades, by: every).map { power -> String in
            let place = scale.y(Double(power) * ten)
            let name = power < 0 ? "1/\(Figures.evidence(-Double(power) * ten))" : Figures.evidence(Double(power) * ten)
            return level("grid", place) + label(frame.left - 6, place + 4, power == 0 ? "1" : name, anchor: "end")
        }.joined()
    }

    private func threshold(_ y: Double, _ kind: String, _ words: String) -> String {
        level(kind, y) + label(frame.width - frame.right, y - 3, words, anchor: "end")
    }

    private func level(_ kind: String, _ y: Double) -> String {
        "<line class=\"\(kind)\" x1=\"\(number(frame.left))\" x2=\"\(number(frame.width - frame.right))\" "
            + "y1=\"\(number(y))\" y2=\"\(number(y))\"/>"
    }

    private func upright(_ kind: String, _ x: Double) -> String {
        "<line class=\"\(kind)\" x1=\"\(number(x))\" x2=\"\(number(x))\" y1=\"\(number(frame.top))\" "
            + "y2=\"\(number(frame.height - frame.bottom))\"/>"
    }

    private func label(_ x: Double, _ y: Double, _ words: String, anchor: String) -> String {
        "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\">\(escaped(words))</text>"
    }
}

extension EvidencePicture {
    /// Where moments and logarithms of evidence stand in the frame.
    fileprivate struct Scale {
        private static let low = -2.4

        private let frame: Frame
        let begin: Int
        /// ms.
        let span: Int
        /// The whole and its segments need different amounts: each point is drawn by its distance from what it needed.
        let needed: Double
        let high: Double

        init(_ picture: EvidencePicture, _ first: EvidenceCurve.Point, _ last: EvidenceCurve.Point) {
            frame = picture.frame
            begin = min(first.at, picture.steps.first?.opened?.at ?? first.at)
            span = max(last.at - begin, 1)
            needed = last.regressionNeeded
            high = max(needed, picture.curve.healthNeeded ?? 0, 3) * 1.22
        }

        func x(_ at: Int) -> Double {
            frame.left + Double(at - begin) / Double(span) * (frame.width - frame.left - frame.right)
        }

        func y(_ log: Double) -> Double {
            let part = (min(max(log, Self.low), high) - Self.low) / (high - Self.low)
            return frame.height - frame.bottom - part * (frame.height - frame.top - frame.bottom)
        }

        func path(_ values: [(Int, Double)]) -> String {
            values.enumerated().map { "\($0 == 0 ? "M" : "L")\(number(x($1.0))) \(number(y($1.1)))" }.joined()
        }
    }
}

private func number(_ value: Double) -> String { Figures.decimal(value, 1).replacing("−", with: "-") }
