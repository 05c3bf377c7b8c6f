/// Where the redirects of a table really lead, when one leads to another: each row is visited once.
struct RedirectPaths {
    /// For each row the row that leads on from where it leads; -1 for none.
    let next: [Int32]
    /// For each row the last row on its way; -1 when its way goes round and round.
    let last: [Int32]
    /// The first row of each loop, in the order of the table.
    let loops: [Int]

    init(_ table: RedirectTable) {
        let next = table.successors()
        let unknown = Int32.min
        let endless: Int32 = -1
        var last = [Int32](repeating: unknown, count: next.count)
        // The walk on which a row was met, to tell a loop from a way that joins an earlier one.
        var walk = [Int32](repeating: -1, count: next.count)
        var loops: [Int] = []
        var way: [Int] = []
        for start in next.indices where last[start] == unknown {
            way.removeAll(keepingCapacity: true)
            var row = start
            var end = Int32(start)
            while true {
                if last[row] != unknown {
                    end = last[row]
                    break
                }
                if walk[row] == Int32(start) {
                    end = endless
                    // A walk begins at the first row that is not known yet, but may meet the loop elsewhere.
                    loops.append(way[way.lastIndex(of: row)!...].min() ?? row)
                    break
                }
                walk[row] = Int32(start)
                way.append(row)
                guard next[row] >= 0 else {
                    end = Int32(row)
                    break
                }
                row = Int(next[row])
            }
            for row in way { last[row] = end }
        }
        self.next = next
        self.last = last
        self.loops = loops.sorted()
    }

    /// The rows of the loop that `first` is on, in their order.
    func loop(from first: Int) -> [Int] {
        var rows = [first]
        while next[rows[rows.count - 1]] != Int32(first) { rows.append(Int(next[rows[rows.count - 1]])) }
        return rows
    }
}
