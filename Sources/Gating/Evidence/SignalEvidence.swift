/// What was counted for one signal since the last look.
public struct SignalEvidence: Sendable, Hashable {
    /// Mature units, one block per milestone in the signal's order. A signal that judges one side uses the new one's.
    public var milestones: [Block]
    /// Mature units by segment (`region=EU`), at the last milestone.
    public var segments: [String: Block]
    /// Events in the order seen, for event-driven signals: first failure of a unit, by the side it was assigned to.
    public var events: [Side]
    /// The latest result of an exact comparison, for exact signals.
    public var exact: ExactResult?
    /// For latency signals: the units whose duration is known and, as events, those slower than each threshold of the
    /// step's `LatencyThresholds`, in their order. The units are requests or sessions, the same in every block.
    public var slower: [Block]

    public init(
        milestones: [Block] = [], segments: [String: Block] = [:], events: [Side] = [], exact: ExactResult? = nil,
        slower: [Block] = []
    ) {
        self.milestones = milestones
        self.segments = segments
        self.events = events
        self.exact = exact
        self.slower = slower
    }

    /// Adds what was counted later.
    public mutating func merge(_ later: SignalEvidence) {
        Self.add(later.milestones, to: &milestones)
        Self.add(later.slower, to: &slower)
        segments.merge(later.segments, uniquingKeysWith: +)
        events += later.events
        exact = later.exact ?? exact
    }

    private static func add(_ later: [Block], to blocks: inout [Block]) {
        if blocks.count < later.count { blocks += Array(repeating: Block(), count: later.count - blocks.count) }
        for (i, block) in later.enumerated() { blocks[i] += block }
    }

    public var isEmpty: Bool {
        milestones.allSatisfy(\.isEmpty) && slower.allSatisfy(\.isEmpty) && segments.isEmpty && events.isEmpty
            && exact == nil
    }
}

extension SignalEvidence: Codable {
    private enum CodingKeys: CodingKey { case milestones, segments, events, exact, slower }

    /// Reads what older journals hold as well, which know nothing of `slower`.
    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            milestones: try box.decode([Block].self, forKey: .milestones),
            segments: try box.decode([String: Block].self, forKey: .segments),
            events: try box.decode([Side].self, forKey: .events),
            exact: try box.decodeIfPresent(ExactResult.self, forKey: .exact),
            slower: try box.decodeIfPresent([Block].self, forKey: .slower) ?? [])
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: CodingKeys.self)
        try box.encode(milestones, forKey: .milestones)
        try box.encode(segments, forKey: .segments)
        try box.encode(events, forKey: .events)
        try box.encodeIfPresent(exact, forKey: .exact)
        if !slower.isEmpty { try box.encode(slower, forKey: .slower) }
    }
}

/// The result of comparing every entity once.
public struct ExactResult: Sendable, Hashable, Codable {
    public var compared: Int
    public var mismatches: Int
    /// What is wrong, in a sentence; or why it could not be checked.
    public var detail: String
    /// False where the comparison could not be made: no verdict may rest on it.
    public var couldCheck: Bool
    /// What the comparison counted, by name (`lost`, `duplicated`, `found on old`, …): for people.
    public var figures: [String: Int]
    /// Of a comparison of stores: what it rests on, and what only one side has; nil for any other.
    public var stores: StoreEvidence?

    public init(
        compared: Int, mismatches: Int, detail: String, couldCheck: Bool = true, figures: [String: Int] = [:],
        stores: StoreEvidence? = nil
    ) {
        self.figures = figures
        self.stores = stores
        self.compared = compared
        self.mismatches = mismatches
        self.detail = detail
        self.couldCheck = couldCheck
    }
}
