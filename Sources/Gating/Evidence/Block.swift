/// One closed cohort of units: how many were counted on each side, and how many of them met the signal's event.
///
/// `old` is the concurrent control (every eligible visitor assigned to the old side), `new` the exposed cohort. A unit is
/// counted once, when its outcome is final; `events` never exceeds `units` on a side.
public struct Block: Sendable, Hashable, Codable {
    public var oldUnits: Int
    public var oldEvents: Int
    public var newUnits: Int
    public var newEvents: Int

    public init(oldUnits: Int = 0, oldEvents: Int = 0, newUnits: Int = 0, newEvents: Int = 0) {
        self.oldUnits = oldUnits
        self.oldEvents = oldEvents
        self.newUnits = newUnits
        self.newEvents = newEvents
    }

    /// Whether no unit of either side is in it.
    public var isEmpty: Bool { oldUnits == 0 && newUnits == 0 }

    /// Whether both sides hold at least one unit, which is what closes a block for a two-sample test.
    public var isClosed: Bool { oldUnits > 0 && newUnits > 0 }

    /// Whether the counts can be counts at all: none negative, no more events than units.
    public var isSound: Bool {
        oldEvents >= 0 && newEvents >= 0 && oldEvents <= oldUnits && newEvents <= newUnits
    }

    /// Counts one unit.
    public mutating func count(_ side: Side, event: Bool) {
        switch side {
        case .old:
            oldUnits += 1
            if event { oldEvents += 1 }
        case .new:
            newUnits += 1
            if event { newEvents += 1 }
        }
    }

    public static func + (a: Block, b: Block) -> Block {
        Block(
            oldUnits: a.oldUnits + b.oldUnits, oldEvents: a.oldEvents + b.oldEvents,
            newUnits: a.newUnits + b.newUnits, newEvents: a.newEvents + b.newEvents)
    }

    public static func += (a: inout Block, b: Block) { a = a + b }
}

/// The two sides of a migration.
public enum Side: String, Sendable, Hashable, Codable, CaseIterable {
    case old
    case new
}

/// Collects looks at the evidence until both sides have a unit, then hands out one closed block.
///
/// The closing rule depends on the numbers of units only, never on their outcomes; otherwise the tests that follow would
/// lose their guarantee.
public struct BlockCollector: Sendable, Hashable {
    private var open = Block()

    public init() {}

    /// Adds what was counted since the last look; returns a block when one closes.
    public mutating func add(_ counts: Block) -> Block? {
        open += counts
        guard open.isClosed else { return nil }
        defer { open = Block() }
        return open
    }
}
