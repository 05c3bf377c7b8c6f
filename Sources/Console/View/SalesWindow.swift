import Gating

/// Sales of the last ten minutes, by the side that served them.
struct SalesWindow: Sendable {
    private static let bucket = 10_000  // ms
    private static let buckets = 60

    private var counts: [(slot: Int, sales: Block)] = []
    private var firstAt: Int?

    /// Takes in what was sold since the last look.
    mutating func add(_ sales: Block, at now: Int) {
        firstAt = firstAt ?? now
        let slot = now / Self.bucket
        if counts.last?.slot == slot {
            counts[counts.count - 1].sales += sales
        } else {
            counts.append((slot, sales))
            counts.removeAll { $0.slot <= slot - Self.buckets - 6 }
        }
    }

    /// Orders a minute over the last full minute, or over what there is of it.
    func perMinute(at now: Int) -> (old: Double, new: Double) {
        let slot = now / Self.bucket
        let recent = counts.filter { $0.slot > slot - 6 }.map(\.sales).reduce(Block(), +)
        guard let firstAt else { return (0, 0) }
        // The newest bucket is only partly over.
        let whole = min(now - firstAt, now - (slot - 5) * Self.bucket)
        let minutes = Double(max(whole, 1000)) / 60_000
        return (Double(recent.oldUnits) / minutes, Double(recent.newUnits) / minutes)
    }

    /// Full buckets, oldest first, as orders a minute.
    func history(at now: Int) -> (old: [Double], new: [Double]) {
        guard let firstAt else { return ([], []) }
        let slot = now / Self.bucket
        let from = max(firstAt / Self.bucket, slot - Self.buckets)
        guard from < slot else { return ([], []) }
        let known = Dictionary(counts.map { ($0.slot, $0.sales) }, uniquingKeysWith: +)
        let blocks = (from..<slot).map { known[$0] ?? Block() }
        return (blocks.map { Double($0.oldUnits) * 6 }, blocks.map { Double($0.newUnits) * 6 })
    }
}
