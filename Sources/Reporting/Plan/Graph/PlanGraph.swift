/// A part of a plan as a graph: columns of nodes, and edges that carry a legend. Drawn by ``GraphMermaid``,
/// ``GraphDOT`` and ``GraphPicture``.
public struct PlanGraph: Sendable {
    /// What is shown.
    public enum Subject: String, Sendable, CaseIterable {
        /// Systems by side, and what is carried between them.
        case systems
        /// Units, the stages that move them, and which stage waits for which.
        case stages
        /// Who writes what before and after, and the stage that changes it.
        case authority
    }

    /// What a node is, which decides its colour; every meaning is also said in words.
    public enum Look: String, Sendable, CaseIterable {
        case old, shared, new, unit, facet
        case r0, r1, r2, r3, r4
    }

    public struct Node: Sendable, Hashable {
        public let name: String
        /// A second, shorter line.
        public let detail: String
        public let look: Look
    }

    public struct Edge: Sendable, Hashable {
        /// Places in ``nodes``.
        public let from: Int
        public let to: Int
        /// What stands in the legend; none for an edge that needs no word.
        public let says: String
        public let isBothWays: Bool
        public let isDashed: Bool
    }

    public struct Column: Sendable, Hashable {
        public let title: String
        /// Places in ``nodes``.
        public let nodes: [Int]
    }

    public let subject: Subject
    public let title: String
    public let nodes: [Node]
    public let columns: [Column]
    public let edges: [Edge]
}

/// Collects nodes and edges under names of their own kind.
struct GraphSketch {
    private var nodes: [PlanGraph.Node] = []
    private var columns: [(title: String, nodes: [Int])] = []
    private var edges: [PlanGraph.Edge] = []
    private var places: [String: Int] = [:]

    mutating func column(_ title: String) { columns.append((title, [])) }

    /// Adds a node to the last column, once for each key.
    mutating func node(_ key: String, _ name: String, _ detail: String, _ look: PlanGraph.Look) {
        guard places[key] == nil, !columns.isEmpty else { return }
        places[key] = nodes.count
        columns[columns.count - 1].nodes.append(nodes.count)
        nodes.append(PlanGraph.Node(name: name, detail: detail, look: look))
    }

    /// Adds an edge; none where an end is unknown.
    mutating func edge(_ from: String, _ to: String, _ says: String = "", bothWays: Bool = false, dashed: Bool = false)
    {
        guard let from = places[from], let to = places[to] else { return }
        edges.append(PlanGraph.Edge(from: from, to: to, says: says, isBothWays: bothWays, isDashed: dashed))
    }

    func graph(_ subject: PlanGraph.Subject, _ title: String) -> PlanGraph {
        PlanGraph(
            subject: subject, title: title, nodes: nodes,
            columns: columns.filter { !$0.nodes.isEmpty }.map { PlanGraph.Column(title: $0.title, nodes: $0.nodes) },
            edges: edges)
    }
}
