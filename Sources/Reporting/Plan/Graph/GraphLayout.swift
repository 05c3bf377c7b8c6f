/// Where nodes, edges and the edges' numbers stand, so that no text covers another.
struct GraphLayout {
    struct Box {
        var x: Double
        var y: Double
        let width: Double
        let height: Double
        var middle: Double { y + height / 2 }
    }

    struct Line {
        let path: String
        /// The legend's number, and where it stands; nil for an edge without words.
        let badge: (number: Int, x: Double, y: Double)?
    }

    static let nodeHeight = 44.0
    private static let (gap, between, top, side) = (18.0, 150.0, 34.0, 12.0)

    let boxes: [Box]
    let titles: [(x: Double, words: String)]
    let lines: [Line]
    let width: Double
    let height: Double

    init(_ graph: PlanGraph) {
        let order = Self.ordered(graph)
        var boxes = Array(repeating: Box(x: 0, y: 0, width: 0, height: 0), count: graph.nodes.count)
        var titles: [(x: Double, words: String)] = []
        let tallest = order.map(\.count).max() ?? 0
        let full = Double(tallest) * (Self.nodeHeight + Self.gap)
        let reach = Self.reach(graph, order)
        var x = Self.side
        for (place, column) in order.enumerated() {
            let longest = column.map { TextWidth.of(graph.nodes[$0]) }.max() ?? 0
            let title = graph.columns[place].title
            let width = min(290, max(110, longest + 24, TextWidth.small(title) + 8))
            titles.append((x + width / 2, title))
            var y = Self.top + (full - Double(column.count) * (Self.nodeHeight + Self.gap)) / 2
            for node in column {
                boxes[node] = Box(x: x, y: y, width: width, height: Self.nodeHeight)
                y += Self.nodeHeight + Self.gap
            }
            x += width + (place + 1 < order.count ? max(Self.between, reach[place] + 60) : reach[place])
        }
        self.boxes = boxes
        self.titles = titles
        width = x + Self.side
        let lanes = Lanes(graph, order, boxes, below: Self.top + full + 8)
        height = Self.top + full + 4 + lanes.height
        lines = Self.lines(graph, boxes, lanes)
    }

    /// Nodes of each column so that neighbours stand near each other: two sweeps by the mean place of neighbours.
    private static func ordered(_ graph: PlanGraph) -> [[Int]] {
        var columns = graph.columns.map(\.nodes)
        guard graph.subject == .systems else { return columns }
        var neighbours = Array(repeating: [Int](), count: graph.nodes.count)
        for edge in graph.edges {
            neighbours[edge.from].append(edge.to)
            neighbours[edge.to].append(edge.from)
        }
        for _ in 0..<2 {
            for index in columns.indices {
                var place: [Int: Double] = [:]
                for column in columns {
                    for (rank, node) in column.enumerated() {
                        place[node] = (Double(rank) + 0.5) / Double(column.count)
                    }
                }
                func pull(_ node: Int) -> Double {
                    let near = neighbours[node].compactMap { place[$0] }
                    return near.isEmpty ? place[node] ?? 0 : near.reduce(0, +) / Double(near.count)
                }
                let key = Dictionary(uniqueKeysWithValues: columns[index].map { ($0, pull($0)) })
                columns[index] = columns[index].enumerated().sorted {
                    (key[$0.element] ?? 0, $0.offset) < (key[$1.element] ?? 0, $1.offset)
                }.map(\.element)
            }
        }
        return columns
    }

    /// How far arcs between nodes of one column stand out to its right.
    private static func reach(_ graph: PlanGraph, _ order: [[Int]]) -> [Double] {
        var column = Array(repeating: 0, count: graph.nodes.count)
        var rank = column
        for (place, nodes) in order.enumerated() {
            for (index, node) in nodes.enumerated() { (column[node], rank[node]) = (place, index) }
        }
        var reach = Array(repeating: 0.0, count: order.count)
        for edge in graph.edges where column[edge.from] == column[edge.to] {
            let arc = Self.arc(abs(rank[edge.from] - rank[edge.to]))
            reach[column[edge.from]] = max(reach[column[edge.from]], arc + 14)
        }
        return reach
    }

    /// How far an arc over so many nodes stands out; an arc to the next one is straight.
    private static func arc(_ ranks: Int) -> Double { ranks == 1 ? 0 : min(26 + 16 * Double(ranks), 170) }

    private static func lines(_ graph: PlanGraph, _ boxes: [Box], _ lanes: Lanes) -> [Line] {
        var taken = TakenPlaces(boxes)
        var number = 0
        // Ends of edges spread over a node's side, so that parallel edges do not lie on each other.
        var ends: [Int: Int] = [:]
        for edge in graph.edges {
            ends[edge.from, default: 0] += 1
            ends[edge.to, default: 0] += 1
        }
        var used: [Int: Int] = [:]
        func slot(_ node: Int) -> Double {
            used[node, default: 0] += 1
            let part = Double(used[node] ?? 1) / Double((ends[node] ?? 1) + 1)
            return boxes[node].y + boxes[node].height * (0.15 + 0.7 * part)
        }
        return graph.edges.enumerated().map { index, edge in
            let (fromY, toY) = (slot(edge.from), slot(edge.to))
            let (from, to) = (boxes[edge.from], boxes[edge.to])
            let curve =
                lanes.places[index].map { Curve(from: from, to: to, fromY, toY, lane: $0) }
                ?? Curve(from: from, to: to, fromY, toY, arc: arc)
            guard !edge.says.isEmpty else { return Line(path: curve.path, badge: nil) }
            number += 1
            let place = taken.place(on: curve)
            return Line(path: curve.path, badge: (number, place.x, place.y))
        }
    }
}

/// Which places of a picture are covered, in cells a badge wide.
private struct TakenPlaces {
    private static let cell = 11.0
    private struct Cell: Hashable { let x: Int; let y: Int }
    private var cells = Set<Cell>()

    init(_ boxes: [GraphLayout.Box]) {
        for box in boxes { take(box.x - 9, box.y - 9, box.width + 18, box.height + 18) }
    }

    /// A free place on a curve, its middle if that is free; the middle when none is.
    mutating func place(on curve: Curve) -> (x: Double, y: Double) {
        let tries = (0...18).map { step in
            let away = 0.025 * Double((step + 1) / 2)
            return step % 2 == 0 ? 0.5 + away : 0.5 - away
        }
        let free = tries.map { curve.point($0) }.first { !isTaken($0.x - 9, $0.y - 9) }
        let place = free ?? curve.point(0.5)
        take(place.x - 9, place.y - 9, 18, 18)
        return place
    }

    private func isTaken(_ x: Double, _ y: Double) -> Bool {
        covered(x, y, 18, 18).contains { cells.contains($0) }
    }

    private mutating func take(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
        cells.formUnion(covered(x, y, width, height))
    }

    private func covered(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> [Cell] {
        func index(_ value: Double) -> Int { Int((value / Self.cell).rounded(.down)) }
        return (index(x)...index(x + width)).flatMap { column in
            (index(y)...index(y + height)).map { Cell(x: column, y: $0) }
        }
    }
}
