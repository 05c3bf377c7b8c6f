/// A key at which the two sides seemed to differ when they were read one after the other. Nothing is said of it before
/// it has been looked at again (``RowMatch``).
public struct Candidate: Sendable, Hashable, Codable {
    public enum Seen: String, Sendable, Hashable, Codable, CaseIterable {
        case missing
        case extra
        case differs
        case multiplicity
    }

    /// Equal for equal keys, in key order where one is known: what candidates are sorted and joined by.
    public var canonical: [UInt8]
    /// The key as each side that had it rendered it.
    public var keys: Sides<RowKey?>
    public var seen: Seen

    public init(canonical: [UInt8], keys: Sides<RowKey?>, seen: Seen) {
        self.canonical = canonical
        self.keys = keys
        self.seen = seen
    }

    /// One candidate for each key, in the order of their canonical bytes: a row that was found missing and later extra,
    /// in an order that was not the expected one, is looked at once.
    public static func joined(_ candidates: [Candidate]) -> [Candidate] {
        var joined: [Candidate] = []
        for candidate in candidates.sorted(by: { $0.canonical.precedes($1.canonical) }) {
            guard let last = joined.last, last.canonical == candidate.canonical else {
                joined.append(candidate)
                continue
            }
            let place = joined.count - 1
            if last.seen != candidate.seen { joined[place].seen = .differs }
            for side in Side.allCases where last.keys[side] == nil { joined[place].keys[side] = candidate.keys[side] }
        }
        return joined
    }
}

extension ComparisonPlan {
    /// The keys to ask `side` for, to see again every row that has this candidate's key.
    public func keys(of candidate: Candidate, on side: Side) -> [RowKey] {
        var keys: [RowKey] = []
        if let own = candidate.keys[side] { keys.append(own) }
        if let theirs = candidate.keys[side.other] {
            for key in translate(theirs, from: side.other) where !keys.contains(key) { keys.append(key) }
        }
        return keys
    }
}
