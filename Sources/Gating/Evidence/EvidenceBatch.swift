/// What was counted for one signal since the last look.
public struct SignalEvidence: Sendable, Hashable, Codable {
    /// Mature units, one block per milestone in the signal's order.
    public var milestones: [Block]
    /// Mature units by segment (`region=EU`), at the last milestone.
    public var segments: [String: Block]
    /// Events in the order seen, for event-driven signals: first failure of a unit, by the side it was assigned to.
    public var events: [Side]
    /// The latest result of an exact comparison, for exact signals.
    public var exact: ExactResult?

    public init(
        milestones: [Block] = [], segments: [String: Block] = [:], events: [Side] = [], exact: ExactResult? = nil
    ) {
        self.milestones = milestones
        self.segments = segments
        self.events = events
        self.exact = exact
    }

    public var isEmpty: Bool {
        milestones.allSatisfy(\.isEmpty) && segments.isEmpty && events.isEmpty && exact == nil
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

    public init(compared: Int, mismatches: Int, detail: String, couldCheck: Bool = true) {
        self.compared = compared
        self.mismatches = mismatches
        self.detail = detail
        self.couldCheck = couldCheck
    }
}

/// Everything that was counted for one step between two looks. Journalled as it stands, so that every verdict can be
/// computed again from the journal.
public struct EvidenceBatch: Sendable, Hashable, Codable {
    /// The step's decision, as carried by each log line; evidence of another decision is not this step's.
    public var decision: String
    /// Log lines read since the last batch, and lines known to be missing.
    public var lines: Int
    public var missing: Int
    /// The new side's share of the eligible visitors (both cohorts together), 0…1.
    public var exposure: Double
    public var signals: [String: SignalEvidence]
    /// Successful outcomes (orders confirmed) served by each side since the last batch: for people, not for gates.
    public var sales: Block

    public init(
        decision: String, lines: Int = 0, missing: Int = 0, exposure: Double = 0,
        signals: [String: SignalEvidence] = [:], sales: Block = Block()
    ) {
        self.decision = decision
        self.lines = lines
        self.missing = missing
        self.exposure = exposure
        self.signals = signals
        self.sales = sales
    }

    public var isEmpty: Bool { lines == 0 && missing == 0 && signals.values.allSatisfy(\.isEmpty) }
}
