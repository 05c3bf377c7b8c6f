/// A graph as Mermaid text, which many wikis draw.
public enum GraphMermaid {
    /// The text, with a line feed at its end. Names are only ever text in it, never syntax.
    public static func text(_ graph: PlanGraph) -> String {
        var lines = ["---", "title: \(GraphDOT.quoted(graph.title))", "---", "flowchart LR"]
        for (place, column) in graph.columns.enumerated() {
            lines.append("  subgraph c\(place)[\(quoted(column.title))]")
            for node in column.nodes {
                let it = graph.nodes[node]
                let words = escaped(it.name) + (it.detail.isEmpty ? "" : "<br>" + escaped(it.detail))
                lines.append("    n\(node)[\"\(words)\"]:::\(it.look.rawValue)")
            }
            lines.append("  end")
        }
        for edge in graph.edges {
            let arrow = edge.isBothWays ? "<-->" : edge.isDashed ? "-.->" : "-->"
            let label = edge.says.isEmpty ? "" : "|\(quoted(edge.says))|"
            lines.append("  n\(edge.from) \(arrow)\(label) n\(edge.to)")
        }
        for look in PlanGraph.Look.allCases where graph.nodes.contains(where: { $0.look == look }) {
            lines.append("  classDef \(look.rawValue) fill:\(look.fill),stroke:\(look.stroke),color:#1b2228")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

    /// Everything but letters, digits and harmless marks as a character reference, which Mermaid writes with `#`.
    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\n", "\t", "\r": result += " "
            case _ where scalar.value >= 160, "a"..."z", "A"..."Z", "0"..."9": result.unicodeScalars.append(scalar)
            case " ", ".", ",", ":", "-", "_", "/", "(", ")", "%", "*", "+", "?", "!", "=":
                result.unicodeScalars.append(scalar)
            case _ where scalar.value < 32 || scalar.value >= 127: result += "\u{FFFD}"
            default: result += "#\(scalar.value);"
            }
        }
    }
}

/// A graph as text for Graphviz.
public enum GraphDOT {
    /// The text, with a line feed at its end. Names are only ever text in it, never syntax.
    public static func text(_ graph: PlanGraph) -> String {
        var lines = [
            "digraph plan {", "  rankdir=LR;", "  label=\(quoted(graph.title));", "  labelloc=t;",
            "  node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\", fontcolor=\"#1b2228\"];",
            "  edge [fontname=\"sans-serif\", fontsize=10];",
        ]
        for (place, column) in graph.columns.enumerated() {
            lines.append("  subgraph cluster_\(place) {")
            lines.append("    label=\(quoted(column.title));")
            for node in column.nodes {
                let it = graph.nodes[node]
                let words = it.detail.isEmpty ? quoted(it.name) : "\"\(escaped(it.name))\\n\(escaped(it.detail))\""
                lines.append(
                    "    n\(node) [label=\(words), fillcolor=\"\(it.look.fill)\", color=\"\(it.look.stroke)\"];")
            }
            lines.append("  }")
        }
        for edge in graph.edges {
            var terms: [String] = []
            if !edge.says.isEmpty { terms.append("label=\(quoted(edge.says))") }
            if edge.isBothWays { terms.append("dir=both") }
            if edge.isDashed { terms.append("style=dashed") }
            lines.append("  n\(edge.from) -> n\(edge.to)\(terms.isEmpty ? "" : " [\(terms.joined(separator: ", "))]");")
        }
        return lines.joined(separator: "\n") + "\n}\n"
    }

    /// In quotation marks, as DOT and YAML both read them.
    static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case _ where scalar.value < 32 || scalar.value == 127: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}

extension PlanGraph.Look {
    /// Where a picture has one colour for all, on light ground.
    var fill: String {
        switch self {
        case .old: "#eceff1"
        case .shared: "#f0eaf8"
        case .new, .unit: "#dff1f4"
        case .facet: "#ffffff"
        case .r0, .r1: "#e6f3ea"
        case .r2: "#e3edf7"
        case .r3: "#fbf1dc"
        case .r4: "#fbe9e7"
        }
    }

    var stroke: String {
        switch self {
        case .old: "#6a7682"
        case .shared: "#6b4ba1"
        case .new, .unit: "#0b7285"
        case .facet: "#56616b"
        case .r0, .r1: "#1a7044"
        case .r2: "#2b5d94"
        case .r3: "#8a5a00"
        case .r4: "#b0261d"
        }
    }
}
