import Planning

/// The stages of a plan as stops on a line, each with its way back in words and colour.
struct StageLine {
    private static let (width, stops, rise, height) = (960.0, 5, 44.0, 150.0)

    let stages: [StageOutline]

    func svg() -> String {
        let rows = stride(from: 0, to: stages.count, by: Self.stops).map {
            Array(stages[$0..<min($0 + Self.stops, stages.count)])
        }
        let height = Double(max(1, rows.count)) * Self.height
        let room = Self.width / Double(min(Self.stops, max(1, stages.count)))
        var parts = [
            SVG.open(
                "stage-line", "stages", Self.width, height, title: "The stages, in order",
                says: stages.map { "\($0.number): \($0.id), way back \($0.wayBack.derived)" }.joined(separator: "; "))
        ]
        for (index, row) in rows.enumerated() {
            let y = Double(index) * Self.height + Self.rise
            let isLast = index == rows.count - 1
            let end = isLast ? room * (Double(row.count) - 0.5) : Self.width
            let begin = index == 0 ? room / 2 : 0
            parts.append(
                "<path class=\"rail\" d=\"M\(SVG.number(begin)) \(SVG.number(y))H\(SVG.number(max(begin, end)))\"/>")
            for (place, stage) in row.enumerated() {
                parts.append(stop(stage, (Double(place) + 0.5) * room, y, room - 14))
            }
        }
        return parts.joined() + "</svg>"
    }

    private func stop(_ stage: StageOutline, _ x: Double, _ y: Double, _ room: Double) -> String {
        let steps = stage.steps.map(\.step).joined(separator: " → ")
        let moved = stage.moves.isEmpty ? "no writer changes" : "\(stage.moves.count) writers change"
        let words = stage.moves.count == 1 ? "1 writer changes" : moved
        let promised = stage.wayBack.promised.map {
            SVG.text("\($0) once proven", x, y + 94, "", anchor: "middle", fit: room)
        }
        return
            "<circle class=\"node \(stage.wayBack.derived.look.rawValue)\" cx=\"\(SVG.number(x))\" cy=\"\(SVG.number(y))\" "
            + "r=\"22\"/>"
            + SVG.text(stage.wayBack.derived.rawValue, x, y + 5, "strong", anchor: "middle")
            + SVG.text("\(stage.number). \(stage.id)", x, y + 44, "strong", anchor: "middle", fit: room)
            + SVG.text(steps, x, y + 62, "", anchor: "middle", fit: room)
            + SVG.text(words, x, y + 78, "", anchor: "middle", fit: room) + (promised ?? "")
    }
}
