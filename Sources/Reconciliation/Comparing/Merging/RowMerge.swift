public import Databases

/// Both sides' rows, read once in key order: counts those that are equal and keeps the keys of those that are not.
///
/// Ask ``wants``, hand it that side's next batch, take what it found with ``drain()``, until ``wants`` is nil.
///
/// Where both sides' order is that of the values, the smaller key goes first. Where it is some order that only the
/// stores know (a collation), rows that have no equal are held until both sides come to a common key again; so too
/// where rows turn out not to come in the order that was expected. What is a candidate is looked at again by its key,
/// so whatever the order, nothing is missed; a wrong one only costs more looks.
public struct RowMerge: Sendable {
    /// What was found since it was last asked.
    public struct Merged: Sendable {
        /// Pairs of rows that are equal. Where keys are not unique it may go down again: pairs whose key turns out to
        /// be a candidate are not counted, since all rows of that key are looked at again.
        public var same = 0
        /// Rows of each side; where keys are unique those that are settled, so that who goes on after ``done`` counts
        /// no row twice.
        public var read = Sides(old: 0, new: 0)
        public var candidates: [Candidate] = []
        /// For each side, the last key such that every row up to it is settled: counted, or among the candidates that
        /// have been handed out. nil as long as there is none, and where keys are not unique.
        public var done = Sides<RowKey?>(old: nil, new: nil)

        public init() {}
    }

    /// - Parameter bound: Bytes that may be held on both sides together, besides the batches being compared.
    public init(_ plan: ComparisonPlan, holding bound: Int = 16 << 20) {
        comparison = RowComparison(plan)
        isUnique = plan.isUnique
        isOrdered = plan.ordersByValue
        self.bound = bound
    }

    /// The side whose next batch is needed; nil when all is settled.
    public private(set) var wants: Side? = .old

    /// Bytes of rows that are at hand and not settled, with the batches that they stand in.
    public var held: Int { sides.old.bytes + sides.new.bytes }

    /// Takes a side's next batch, of any size; nil when it has no more rows.
    public mutating func take(_ batch: RowBatch?, from side: Side) {
        if let batch {
            if !batch.isEmpty { sides[side].append(batch) }
            if !isUnique { merged.read[side] += batch.count }
        } else {
            sides[side].isEnded = true
        }
        while true {
            switch work() {
            case .goOn: continue
            case .needs(let side):
                wants = side
                return
            case .done:
                wants = nil
                return
            }
        }
    }

    /// What was found since the last call.
    public mutating func drain() -> Merged {
        if isUnique {
            merged.done = Sides { lastSettled($0) }
            merged.read = Sides { sides[$0].cursor - counted[$0] }
            counted = sides.map(\.cursor)
        }
        defer { merged = Merged() }
        return merged
    }

    let comparison: RowComparison
    let isUnique: Bool
    let bound: Int
    /// Rows are expected in the order of their canonical keys.
    var isOrdered: Bool
    var sides = Sides(old: HeldRows(), new: HeldRows())
    var merged = Merged()
    /// The rows that were handed out as read.
    private var counted = Sides(old: 0, new: 0)
    var step = Step.pairing
    /// What the step ``Step/searching`` has seen.
    var search = Search()
    /// The pairs that were counted last.
    var pairs = PairRun()
    /// The keys at which the sides parted last, to see whether they come in order.
    var parted = Sides<[UInt8]>(old: [], new: [])
    /// The key that was made a candidate last.
    var lastCandidate: [UInt8]?
    /// The keys of the rows at the cursors, with the rows' numbers.
    var heads = Sides<(row: Int, key: [UInt8])>(old: (-1, []), new: (-1, []))

    enum Step: Sendable {
        case pairing
        /// Gathers the rows of one key.
        case grouping(Gathering)
        /// Passes over the other rows of a key that has too many of them to be held.
        case skipping([UInt8])
        /// Looks for the next key that both sides have.
        case searching
    }

    enum Progress {
        case goOn
        case needs(Side)
        case done
    }

    private mutating func work() -> Progress {
        switch step {
        case .pairing: pair()
        case .grouping(let gathering): gather(gathering)
        case .skipping(let key): skip(key)
        case .searching: searchOn()
        }
    }

    private func lastSettled(_ side: Side) -> RowKey? {
        let rows = sides[side]
        guard rows.cursor > 0 else { return nil }
        if rows.cursor - 1 >= rows.firstHeld { return rows.withRow(rows.cursor - 1) { comparison.key($0) } }
        return rows.lastDropped.withUnsafeBytes { comparison.key($0) }
    }
}
