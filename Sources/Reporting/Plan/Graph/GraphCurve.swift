/// A cubic curve between two boxes, or several in a row.
struct Curve {
    typealias Point = (x: Double, y: Double)

    /// Four points for each piece.
    private let pieces: [[Point]]

    init(
        from: GraphLayout.Box, to: GraphLayout.Box, _ fromY: Double, _ toY: Double, arc: (Int) -> Double
    ) {
        if from.x == to.x {
            let ranks = max(1, Int((abs(from.y - to.y) / (from.height + 18)).rounded()))
            let out = arc(ranks)
            if out == 0 {
                let isDown = to.y > from.y
                let x = from.x + from.width / 2
                let (start, end) = (isDown ? from.y + from.height : from.y, isDown ? to.y : to.y + to.height)
                pieces = [[(x, start), (x, start), (x, end), (x, end)]]
            } else {
                let x = from.x + from.width
                let bend = x + out * 4 / 3
                pieces = [[(x, fromY), (bend, fromY), (bend, toY), (x, toY)]]
            }
            return
        }
        let isRight = to.x > from.x
        let (startX, endX) = (isRight ? from.x + from.width : from.x, isRight ? to.x : to.x + to.width)
        let pull = (endX - startX) / 2
        pieces = [[(startX, fromY), (startX + pull, fromY), (endX - pull, toY), (endX, toY)]]
    }

    /// A way below the columns between the two.
    init(from: GraphLayout.Box, to: GraphLayout.Box, _ fromY: Double, _ toY: Double, lane: GraphLayout.Lanes.Place) {
        let isRight = to.x > from.x
        let (startX, endX) = (isRight ? from.x + from.width : from.x, isRight ? to.x : to.x + to.width)
        let (near, far) = isRight ? (lane.left, lane.right) : (lane.right, lane.left)
        func bend(_ start: Point, _ end: Point) -> [Point] {
            let middle = (start.x + end.x) / 2
            return [start, (middle, start.y), (middle, end.y), end]
        }
        let (first, last) = ((near, lane.y), (far, lane.y))
        pieces = [bend((startX, fromY), first), [first, first, last, last], bend(last, (endX, toY))]
    }

    var path: String {
        func words(_ point: Point) -> String { "\(SVG.number(point.x)) \(SVG.number(point.y))" }
        return "M\(words(pieces[0][0]))"
            + pieces.map { "C\(words($0[1])) \(words($0[2])) \(words($0[3]))" }.joined()
    }

    /// A point of the curve, 0...1 from its beginning to its end; each piece is as long as the others.
    func point(_ place: Double) -> Point {
        let scaled = place * Double(pieces.count)
        let piece = min(pieces.count - 1, max(0, Int(scaled)))
        let t = scaled - Double(piece)
        let u = 1 - t
        let (uu, tt) = (u * u, t * t)
        let weights: [Double] = [uu * u, uu * t * 3, u * tt * 3, tt * t]
        var (x, y) = (0.0, 0.0)
        for (weight, point) in zip(weights, pieces[piece]) {
            x += weight * point.x
            y += weight * point.y
        }
        return (x, y)
    }
}

extension GraphLayout {
    /// Ways below all columns for the edges that would else cross one.
    struct Lanes {
        struct Place {
            let y: Double
            /// The sides of the columns it passes.
            let left: Double
            let right: Double
        }

        private static let gap = 22.0
        /// For each edge the way it takes; none for one between neighbours.
        let places: [Place?]
        /// What they need below the columns.
        let height: Double

        init(_ graph: PlanGraph, _ order: [[Int]], _ boxes: [Box], below y: Double) {
            var column = Array(repeating: 0, count: graph.nodes.count)
            for (place, nodes) in order.enumerated() { for node in nodes { column[node] = place } }
            let sides = order.map { nodes in
                (
                    left: nodes.map { boxes[$0].x }.min() ?? 0,
                    right: nodes.map { boxes[$0].x + boxes[$0].width }.max() ?? 0
                )
            }
            var used = 0
            places = graph.edges.map { edge in
                let (first, last) = (min(column[edge.from], column[edge.to]), max(column[edge.from], column[edge.to]))
                guard last - first > 1 else { return nil }
                used += 1
                return Place(
                    y: y + (Double(used) - 0.5) * Self.gap, left: sides[first + 1].left - 8,
                    right: sides[last - 1].right + 8)
            }
            height = used == 0 ? 0 : Double(used) * Self.gap + 8
        }
    }
}
