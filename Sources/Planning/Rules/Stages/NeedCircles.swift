/// Which stages need each other in turn: the strongly connected components of the needs (Tarjan, 1972), found in one
/// walk over all of them. The walk keeps its own stack, since a chain of needs may be longer than the thread's.
struct NeedCircles {
    /// For each stage the circle it lies in; one that lies in none has its own.
    private var circle: [Int]

    /// - Parameter needs: for each stage, by its place, the places of those it needs.
    init(_ needs: [[Int]]) {
        circle = Array(repeating: -1, count: needs.count)
        // When each was met, and the earliest met that it leads back to.
        var met = circle
        var back = circle
        var next = 0
        var open: [Int] = []
        var path: [(stage: Int, need: Int)] = []

        func enter(_ stage: Int) {
            (met[stage], back[stage]) = (next, next)
            next += 1
            open.append(stage)
            path.append((stage, 0))
        }

        for start in needs.indices where met[start] < 0 {
            enter(start)
            while let (stage, need) = path.last {
                if need < needs[stage].count {
                    path[path.count - 1].need += 1
                    let needed = needs[stage][need]
                    if met[needed] < 0 {
                        enter(needed)
                    } else if circle[needed] < 0 {
                        back[stage] = min(back[stage], met[needed])
                    }
                    continue
                }
                path.removeLast()
                if let before = path.last?.stage { back[before] = min(back[before], back[stage]) }
                guard back[stage] == met[stage] else { continue }
                while let member = open.popLast() {
                    circle[member] = stage
                    if member == stage { break }
                }
            }
        }
    }

    /// Whether two stages, by their places, lie in one circle; one stage with itself always.
    func share(_ one: Int, _ other: Int) -> Bool { circle[one] == circle[other] }
}
