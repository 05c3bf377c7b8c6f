/// A graph as a picture in columns. Edges carry numbers; what they mean stands in a legend below, so that no word
/// ever lies on another.
public struct GraphPicture: Sendable {
    let graph: PlanGraph
    /// What the picture's own ids begin with, where several stand on one page.
    let name: String

    public init(_ graph: PlanGraph, name: String = "graph") {
        self.graph = graph
        self.name = name
    }

    /// The picture with its legend and colours, as a file of its own.
    public func file() -> String { SVG.file(svg(legend: true)) }

    /// The legend: what each numbered edge carries, in order.
    var legend: [String] { graph.edges.map(\.says).filter { !$0.isEmpty } }

    /// - Parameter legend: whether the legend is part of the picture.
    func svg(legend hasLegend: Bool) -> String {
        let layout = GraphLayout(graph)
        let words = hasLegend ? legend : []
        let longest = words.map { TextWidth.small($0) + 34 }.max() ?? 0
        let width = max(layout.width, min(longest, max(layout.width, 900)))
        let height = layout.height + (words.isEmpty ? 0 : Double(words.count) * 22 + 20)
        var parts = [SVG.open(name, "graph", width, height, title: graph.title, says: description)]
        parts.append(
            """
            <defs><marker id="\(name)-end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" \
            orient="auto-start-reverse"><path class="arrow" d="M0 0L8 4L0 8z"/></marker></defs>
            """)
        parts += layout.titles.map { SVG.text($0.words, $0.x, 18, "column", anchor: "middle") }
        for (edge, line) in zip(graph.edges, layout.lines) {
            let start = edge.isBothWays ? " marker-start=\"url(#\(name)-end)\"" : ""
            let look = edge.isDashed ? "edge dashed" : "edge"
            parts.append("<path class=\"\(look)\" d=\"\(line.path)\" marker-end=\"url(#\(name)-end)\"\(start)/>")
        }
        parts += zip(graph.nodes, layout.boxes).map(node)
        for line in layout.lines { if let badge = line.badge { parts.append(Self.badge(badge)) } }
        for (place, says) in words.enumerated() {
            let y = layout.height + 16 + Double(place) * 22
            parts.append(Self.badge((place + 1, 20, y)))
            parts.append(SVG.text(says, 36, y + 4, "", fit: width - 40))
        }
        return parts.joined() + "</svg>"
    }

    private var description: String {
        let columns = graph.columns.map { column in
            "\(column.title): \(column.nodes.map { graph.nodes[$0].name }.joined(separator: ", "))"
        }
        return (columns + legend.enumerated().map { "\($0 + 1): \($1)" }).joined(separator: ". ")
    }

    private func node(_ node: PlanGraph.Node, _ box: GraphLayout.Box) -> String {
        let x = box.x + box.width / 2
        let rect =
            "<rect class=\"node \(node.look.rawValue)\" x=\"\(SVG.number(box.x))\" y=\"\(SVG.number(box.y))\" "
            + "width=\"\(SVG.number(box.width))\" height=\"\(SVG.number(box.height))\" rx=\"7\"/>"
        let room = box.width - 16
        guard !node.detail.isEmpty else {
            return rect + SVG.text(node.name, x, box.middle + 4, "strong", anchor: "middle", fit: room)
        }
        return rect + SVG.text(node.name, x, box.y + 18, "strong", anchor: "middle", fit: room)
            + SVG.text(node.detail, x, box.y + 34, "", anchor: "middle", fit: room)
    }

    private static func badge(_ badge: (number: Int, x: Double, y: Double)) -> String {
        "<circle class=\"badge\" cx=\"\(SVG.number(badge.x))\" cy=\"\(SVG.number(badge.y))\" r=\"9\"/>"
            + SVG.text("\(badge.number)", badge.x, badge.y + 4, "badge-text", anchor: "middle")
    }
}
