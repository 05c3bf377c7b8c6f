import Planning

/// A plan's time line: freezes, peaks and windows above, a lane for each stage with its exposure and its way back, and
/// dates below.
struct CalendarPicture {
    private static let (width, left, right, row, head) = (960.0, 190.0, 60.0, 26.0, 26.0)

    private struct Bar {
        let from: Int64
        let to: Int64
        let look: String
        let words: String

        /// Whether its words stand in it; a stage's stand beside it.
        var hasWords: Bool { ["freeze", "peak", "window"].contains(look) }
    }

    private struct Lane {
        let name: String
        var bars: [Bar] = []
        var diamond: Int64?
        /// What stands after the last bar.
        var note = ""
    }

    private let bands: [Bar]
    private let lanes: [Lane]
    private let now: Int64
    private let scale: CalendarScale?

    init(_ plan: Plan, _ clock: PlanClock, _ stages: [StageOutline], at time: PlanTime) {
        now = clock.local(time)
        func bars(_ spans: [CalendarSpan], _ look: String) -> [Bar] {
            spans.map {
                Bar(from: clock.local($0.from.value), to: clock.local($0.to.value), look: look, words: $0.why.value)
            }
        }
        let freezes = bars(plan.calendar?.freezes ?? [], "freeze")
        bands = freezes
        let moving = zip(plan.stages, stages).map { Self.lane($0, $1, plan, clock) }
        var dates = plan.milestones.compactMap { milestone in
            milestone.due.map { Lane(name: "milestone", diamond: clock.local($0.value), note: milestone.name.value) }
        }
        if let end = plan.decommission?.at {
            dates.append(Lane(name: "decommission", diamond: clock.local(end.value), note: "the old side ends"))
        }
        let shared = [
            ("freezes", freezes), ("peaks", bars(plan.calendar?.peaks ?? [], "peak")),
            ("windows", bars(plan.calendar?.windows ?? [], "window")),
        ].filter { !$0.1.isEmpty }.map { Lane(name: $0.0, bars: $0.1) }
        let planned = (moving + dates).flatMap {
            $0.bars.flatMap { [$0.from, $0.to] } + [$0.diamond].compactMap(\.self)
        }
        scale = planned.min().flatMap { first in
            planned.max().map {
                CalendarScale(first, $0, from: Self.left, to: Self.width - Self.right)
            }
        }
        let range = scale
        lanes = shared.filter { lane in lane.bars.contains { range?.clipped($0.from, $0.to) != nil } } + moving + dates
    }

    private static func lane(_ stage: Stage, _ outline: StageOutline, _ plan: Plan, _ clock: PlanClock) -> Lane {
        let back = outline.wayBack.promised ?? outline.wayBack.derived
        let isProven = outline.wayBack.promised == nil
        var lane = Lane(
            name: "\(outline.number). \(outline.id)",
            note: isProven ? back.rawValue : "\(outline.wayBack.derived), \(back) once proven")
        guard let starts = stage.starts?.value else {
            lane.note = "no start planned"
            return lane
        }
        let exposed = starts + stage.leastDuration
        lane.bars = [
            Bar(
                from: clock.local(starts), to: clock.local(exposed), look: "exposed \(back.look.rawValue)",
                words: "exposure from \(clock.moment(starts)), \(back)")
        ]
        if back != .r4, let end = plan.wayBackEnd(of: stage), end > exposed {
            lane.bars.append(
                Bar(
                    from: clock.local(exposed), to: clock.local(end), look: "open \(back.look.rawValue)",
                    words: "way back until \(clock.moment(end)), \(back)"))
        }
        return lane
    }

    /// The picture; nil where nothing that is planned has a date.
    func svg() -> String? {
        guard let scale else { return nil }
        let height = Self.head + Double(lanes.count) * Self.row + 12
        var parts = [
            SVG.open("calendar-picture", "calendar", Self.width, height, title: "The calendar", says: says),
            Self.hatches,
        ]
        for tick in scale.ticks {
            let x = SVG.number(scale.place(tick.at))
            parts.append("<path class=\"tick\" d=\"M\(x) \(SVG.number(Self.head - 4))V\(SVG.number(height - 8))\"/>")
            parts.append(SVG.text(tick.words, scale.place(tick.at), 14, "", anchor: "middle"))
        }
        for band in bands {
            guard let (from, to) = scale.clipped(band.from, band.to) else { continue }
            parts.append(Self.rect("band", from, Self.head, to - from, height - Self.head - 8, nil))
        }
        for (place, lane) in lanes.enumerated() {
            parts.append(drawn(lane, Self.head + Double(place) * Self.row, scale))
        }
        if let (x, _) = scale.clipped(now, now) {
            parts.append(
                "<path class=\"now\" d=\"M\(SVG.number(x)) \(SVG.number(Self.head - 4))V\(SVG.number(height - 8))\"/>")
        }
        return parts.joined() + "</svg>"
    }

    private func drawn(_ lane: Lane, _ y: Double, _ scale: CalendarScale) -> String {
        let middle = y + Self.row / 2
        var text = SVG.text(lane.name, 4, middle + 4, "lane", fit: Self.left - 16)
        var end = Self.left
        for bar in lane.bars {
            guard let (from, to) = scale.clipped(bar.from, bar.to) else { continue }
            let width = max(3, to - from)
            text += Self.rect(bar.look, from, y + 5, width, Self.row - 10, bar.words)
            if bar.hasWords, width > 40 { text += SVG.text(bar.words, from + 5, middle + 4, "", fit: width - 8) }
            end = max(end, from + width)
        }
        if let diamond = lane.diamond {
            let x = scale.place(diamond)
            text += "<path class=\"date\" d=\"M\(SVG.number(x)) \(SVG.number(middle - 7))l7 7l-7 7l-7 -7z\"/>"
            end = x + 7
        }
        guard !lane.note.isEmpty else { return text }
        // Beside the last bar or date, on the side where there is room.
        let (before, after) = ((lane.diamond.map(scale.place) ?? end) - 14 - Self.left, Self.width - end - 10)
        return lane.diamond != nil && TextWidth.small(lane.note) > after
            ? text + SVG.text(lane.note, before + Self.left, middle + 4, "lane", anchor: "end", fit: before)
            : text + SVG.text(lane.note, end + 6, middle + 4, "strong-small", fit: max(after, 60))
    }

    private static func rect(
        _ look: String, _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ says: String?
    )
        -> String
    {
        let title = says.map { "<title>\(escaped($0))</title>" } ?? ""
        return "<rect class=\"\(look)\" x=\"\(SVG.number(x))\" y=\"\(SVG.number(y))\" width=\"\(SVG.number(width))\" "
            + "height=\"\(SVG.number(height))\">\(title)</rect>"
    }

    /// A pattern for each class's way back: told from exposure by its lines, not by colour alone.
    private static let hatches =
        "<defs>"
        + ["r0", "r1", "r2", "r3"].map {
            "<pattern id=\"open-\($0)\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
                + "patternTransform=\"rotate(45)\"><path class=\"hatch \($0)\" d=\"M0 0V6\"/></pattern>"
        }.joined() + "</defs>"

    private var says: String {
        lanes.map { lane in
            let bars = lane.bars.map(\.words).joined(separator: ", ")
            return bars.isEmpty ? lane.name : "\(lane.name): \(bars)"
        }.joined(separator: "; ")
    }
}
