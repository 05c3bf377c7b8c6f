/// Reads the rows of a range on both sides and merges them.
struct RangeReader: Sendable {
    let plan: ComparisonPlan
    let calls: Sides<StoreCalls>
    /// Bytes of rows of each side that may be held back.
    let held: Int
    /// What is added to each side's condition.
    var also = Sides<String?>(old: nil, new: nil)

    /// Hands over what was found as it is found, and returns how many bytes came.
    func read(
        _ ranges: Sides<KeyRange>, found: (RowMerge.Merged) throws(CouldNotCheck) -> Void
    ) async throws(CouldNotCheck) -> Sides<Int> {
        let rows = Sides { side in PagedRows(reading(side), in: ranges[side], by: calls[side]) }
        do throws(CouldNotCheck) {
            var merge = RowMerge(plan, holding: held)
            while let side = merge.wants {
                merge.take(try await rows[side].next(), from: side)
                try found(merge.drain())
                if Task.isCancelled { throw CouldNotCheck.cancelled }
            }
            try found(merge.drain())
        } catch {
            await rows.old.cancel()
            await rows.new.cancel()
            throw error
        }
        return Sides(old: await rows.old.bytes, new: await rows.new.bytes)
    }

    private func reading(_ side: Side) -> TableReading {
        var reading = plan.readings[side]
        if let also = also[side] { reading.condition = reading.condition.map { "(\($0)) AND \(also)" } ?? also }
        return reading
    }
}
