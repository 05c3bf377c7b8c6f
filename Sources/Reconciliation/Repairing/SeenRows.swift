import Databases

extension RepairScript.Rows {
    /// Reads again, on both sides, the rows that differ: what a repair writes, and what it is guarded by.
    public static func read(
        _ differences: [Difference], by plan: ComparisonPlan, from stores: Sides<any ComparedStore>
    ) async throws(CouldNotCheck) -> RepairScript.Rows {
        var rows = RepairScript.Rows()
        for start in stride(from: 0, to: differences.count, by: 500) {
            let some = differences[start..<min(start + 500, differences.count)]
            let wanted = some.map { plan.candidate(for: $0) }
            for side in Side.allCases {
                let keys = wanted.flatMap { plan.keys(of: $0, on: side) }
                let found = try await stores[side].rows(of: plan.readings[side], with: keys)
                let read = plan.cells(in: found, of: side)
                for (difference, candidate) in zip(some, wanted) {
                    guard let cells = read[candidate.canonical] else { continue }
                    if side == .old { rows.old[difference.key] = cells } else { rows.new[difference.key] = cells }
                }
            }
        }
        return rows
    }
}

extension ComparisonPlan {
    /// The key of a difference, as the side that has the row wrote it.
    func candidate(for difference: Difference) -> Candidate {
        let side: Side = difference.kind == .extra ? .new : .old
        let key = RowKey(
            zip(difference.key, columns).map { cell, column in
                cell.value.map { Rendering.bytes($0, column.families[side]) }
            })
        var keys = Sides<RowKey?>(old: nil, new: nil)
        keys[side] = key
        return Candidate(canonical: canonicalKey(key, of: side), keys: keys, seen: .differs)
    }

    /// The rows of a side by their canonical keys, each value beside the side's own name of its column.
    func cells(in batch: RowBatch, of side: Side) -> [[UInt8]: [Difference.Cell]] {
        var rows: [[UInt8]: [Difference.Cell]] = [:]
        for index in 0..<batch.count {
            let cells = batch.cells(of: index)
            let key = RowKey(cells.prefix(keyCount).map { $0.map(Array.init) })
            rows[canonicalKey(key, of: side)] = zip(columns, cells).map { column, cell in
                Difference.Cell(
                    column: side == .old ? column.pair.old : column.pair.new,
                    value: cell.flatMap { $0.withUnsafeBytes { Rendering.text($0, column.families[side]) } })
            }
        }
        return rows
    }
}
