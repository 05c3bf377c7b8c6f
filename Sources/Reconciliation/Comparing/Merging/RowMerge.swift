public import Databases

/// Both sides' rows, read once in key order: counts those that are equal and keeps the keys of those that are not.
///
/// Ask ``wants``, hand it that side's next batch, take what it found with ``drain()``, until ``wants`` is nil.
public struct RowMerge: Sendable {
    /// What was found since it was last asked.
    public struct Merged: Sendable {
        /// Pairs of rows that are equal.
        public var same = 0
        public var read = Sides(old: 0, new: 0)
        public var candidates: [Candidate] = []
        /// For each side, the last key such that every row up to it is settled: counted, or among the candidates.
        public var done = Sides<RowKey?>(old: nil, new: nil)
    }

    public init(_ plan: ComparisonPlan, holding bound: Int = 16 << 20) {
        self.plan = plan
    }

    /// The side whose next batch is needed; nil when all is settled.
    public var wants: Side? { ended.old ? (ended.new ? nil : .new) : .old }

    /// Takes a side's next batch; nil when it has no more rows.
    public mutating func take(_ batch: RowBatch?, from side: Side) {
        guard let batch else {
            ended[side] = true
            return
        }
        merged.read[side] += batch.count
        for index in 0..<batch.count {
            let key = RowKey(batch.cells(of: index).prefix(plan.keyCount).map { $0.map { Array($0) } })
            var keys = Sides<RowKey?>(old: nil, new: nil)
            keys[side] = key
            merged.candidates.append(
                Candidate(canonical: plan.canonicalKey(key, of: side), keys: keys, seen: .differs))
            merged.done[side] = key
        }
    }

    public mutating func drain() -> Merged {
        defer { merged = Merged() }
        return merged
    }

    private let plan: ComparisonPlan
    private var ended = Sides(old: false, new: false)
    private var merged = Merged()
}
