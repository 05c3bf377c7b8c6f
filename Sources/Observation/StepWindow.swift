/// What to look for while one step of a stage is open.
public struct StepWindow: Sendable, Hashable {
    /// The `generation/decision` that the edge writes into each line of this step.
    public var decision: String
    /// The stage's unit; lines of other units belong to other flows.
    public var unit: String
    /// The new side's share of the eligible visitors, 0…1.
    public var exposure: Double
    /// When the step opened, in ms since 1970.
    public var openedAt: Int
    public var signals: [ObservedSignal]
    /// The policy's bounds, as buckets 0…10000: below `newBelow` is new, from `controlFrom` on is the control.
    public var newBelow: Int
    public var controlFrom: Int

    public init(
        decision: String, unit: String, exposure: Double, openedAt: Int, signals: [ObservedSignal], newBelow: Int,
        controlFrom: Int
    ) {
        self.newBelow = newBelow
        self.controlFrom = controlFrom
        self.decision = decision
        self.unit = unit
        self.exposure = exposure
        self.openedAt = openedAt
        self.signals = signals
    }
}

/// One signal as the edge's log can show it.
public struct ObservedSignal: Sendable, Hashable {
    /// What starts a unit, and what is its event.
    public enum Rule: Sendable, Hashable {
        /// Starts with the first request of step `start`; the event is a good answer of step `success`.
        case completion(start: String, success: String)
        /// Starts with the first request in the unit; the event is a failed request.
        case errors
        /// Starts with the first request in the unit; the event is a request that took longer, in ms.
        case slow(above: Int)
        /// Starts with the first request in the unit; the event is a good answer of step `step`.
        case reach(step: String)
        /// Starts with the first good answer in the unit, whose duration is the unit's: compared between both sides over
        /// the whole distribution, and counted as an event where it took longer than `above`, in ms.
        case latency(above: Int)
    }

    public var id: String
    public var rule: Rule
    /// When the unit's outcome is looked at, in ms after its start, ascending, at least one.
    public var milestones: [Int]
    /// Dimensions to split by: `region`, `device`, `variant`.
    public var dimensions: [String]
    /// Whether every first event is reported at once, besides the mature units.
    public var eventDriven: Bool

    public init(id: String, rule: Rule, milestones: [Int], dimensions: [String] = [], eventDriven: Bool = false) {
        self.id = id
        self.rule = rule
        self.milestones = milestones
        self.dimensions = dimensions
        self.eventDriven = eventDriven
    }
}
