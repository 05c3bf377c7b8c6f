import Cutover

/// Exposure over time, a lane for each stage, with rollbacks and holds marked.
struct TimelinePicture {
    private static let (width, left, right, lane, top) = (960.0, 150.0, 20.0, 50.0, 26.0)

    let report: RunReport
    private var span: Double { Double(max(report.length, 1)) }

    func svg() -> String {
        let lanes = Double(report.stages.count)
        let holdTop = Self.top + lanes * Self.lane
        let height = holdTop + 52
        var parts = [
            "<svg class=\"timeline\" viewBox=\"0 0 960 \(Int(height))\" role=\"img\" aria-labelledby=\"timeline-title\">",
            "<title id=\"timeline-title\">\(escaped(words))</title>",
            "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
                + "patternTransform=\"rotate(45)\"><line class=\"hatch\" x1=\"0\" x2=\"0\" y1=\"0\" y2=\"6\"/></pattern></defs>",
        ]
        parts += axis(bottom: holdTop + 26)
        for (index, stage) in report.stages.enumerated() {
            parts.append(lane(stage, Self.top + Double(index) * Self.lane))
        }
        parts.append(holds(holdTop))
        parts.append("</svg>")
        return parts.joined()
    }

    private var words: String {
        let stages = report.stages.map { stage in
            let steps = stage.openings.map { Figures.percent($0.share) }.joined(separator: ", ")
            return "\(stage.id): \(steps.isEmpty ? "not exposed" : steps)"
        }
        return "Exposure of each stage over \(Figures.duration(report.length)). " + stages.joined(separator: "; ")
            + ". \(report.rollbacks.count) rollbacks, \(report.holds.count) holds."
    }

    private func x(_ at: Int) -> Double {
        Self.left + Double(min(max(at, report.began.at), report.last.at) - report.began.at) / span
            * (Self.width - Self.left - Self.right)
    }

    private func axis(bottom: Double) -> [String] {
        let tick = TimeAxis.tick(span: report.length, most: 9)
        return stride(from: 0, through: report.length, by: tick).map { elapsed in
            let place = number(x(report.began.at + elapsed))
            return
                "<line class=\"grid\" x1=\"\(place)\" x2=\"\(place)\" y1=\"\(number(Self.top - 6))\" y2=\"\(number(bottom))\"/>"
                + "<text x=\"\(place)\" y=\"\(number(bottom + 16))\" text-anchor=\"middle\">\(TimeAxis.label(elapsed))</text>"
        }
    }

    private func lane(_ stage: StageReport, _ y: Double) -> String {
        let base = y + Self.lane - 12
        let full = Self.lane - 24
        var text =
            "<text class=\"lane-name\" x=\"0\" y=\"\(number(base - full / 2 + 4))\">\(escaped(stage.id))</text>"
            + "<line class=\"base\" x1=\"\(number(Self.left))\" x2=\"\(number(Self.width - Self.right))\" "
            + "y1=\"\(number(base))\" y2=\"\(number(base))\"/>"
        for piece in pieces(stage) {
            let height = max(2, full * piece.share)
            let from = x(piece.from)
            text +=
                "<rect class=\"exposed\" x=\"\(number(from))\" y=\"\(number(base - height))\" "
                + "width=\"\(number(max(1, x(piece.until) - from)))\" height=\"\(number(height))\">"
                + "<title>\(Figures.percent(piece.share)) from \(Figures.clock(piece.from)) UTC</title></rect>"
            if x(piece.until) - from > 34 {
                text +=
                    "<text class=\"share\" x=\"\(number(from + 4))\" y=\"\(number(base - height - 3))\">"
                    + "\(Figures.percent(piece.share))</text>"
            }
        }
        for rollback in report.rollbacks where rollback.stage == stage.id {
            let place = x(rollback.decided.at)
            text +=
                "<a href=\"#r\(rollback.decided.row)\"><path class=\"back\" d=\"M\(number(place - 6)) \(number(base - full - 9))"
                + "h12l-6 10z\"/><line class=\"back-line\" x1=\"\(number(place))\" x2=\"\(number(place))\" "
                + "y1=\"\(number(base - full))\" y2=\"\(number(base))\"/>"
                + "<text class=\"back-text\" x=\"\(number(place + 9))\" y=\"\(number(base - full - 1))\">taken back</text></a>"
        }
        return text
    }

    /// Times in which a stage was exposed, with its share. What a finished stage has, it keeps.
    private func pieces(_ stage: StageReport) -> [(from: Int, until: Int, share: Double)] {
        let opened = stage.openings.filter { $0.opened != nil }
        return opened.enumerated().map { index, step in
            let next = opened.dropFirst(index + 1).first?.opened?.at ?? report.last.at
            let back = report.rollbacks.first {
                $0.stage == stage.id && $0.attempt == step.attempt && $0.decided.at >= step.asked.at
            }
            let until = min(next, back.map { $0.acknowledged?.at ?? report.last.at } ?? report.last.at)
            return (step.opened?.at ?? step.asked.at, until, step.share)
        }
    }

    private func holds(_ y: Double) -> String {
        var text = "<text class=\"lane-name\" x=\"0\" y=\"\(number(y + 16))\">held</text>"
        for hold in report.holds {
            let from = x(hold.from.at)
            let width = max(2, x(hold.until?.at ?? report.last.at) - from)
            text +=
                "<a href=\"#r\(hold.from.row)\"><rect class=\"held\" x=\"\(number(from))\" y=\"\(number(y + 4))\" "
                + "width=\"\(number(width))\" height=\"16\" fill=\"url(#hatch)\"><title>\(escaped(hold.reason))</title></rect></a>"
        }
        return text
    }

    private func number(_ value: Double) -> String { Figures.decimal(value, 1).replacing("−", with: "-") }
}

/// Ticks at round times.
enum TimeAxis {
    private static let steps = [
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
    ]

    /// ms between two ticks, so that there are at most `most` of them.
    static func tick(span: Int, most: Int) -> Int {
        for step in steps where span / (step * 1000) < most { return step * 1000 }
        return max(1000, span / most)
    }

    /// Elapsed ms as `0:30`, `12:00`, `3 h`, `2 d`.
    static func label(_ ms: Int) -> String {
        let seconds = ms / 1000
        if seconds >= 86_400, seconds % 86_400 == 0 { return "\(seconds / 86_400) d" }
        if seconds >= 3600 {
            return seconds % 3600 == 0 ? "\(seconds / 3600) h" : "\(Figures.decimal(Double(seconds) / 3600, 1)) h"
        }
        return "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
    }
}
