public import Gating

/// One look at the evidence.
public struct Look: Sendable, Hashable {
    /// The run's clock: wall time in ms since 1970, or the time of the last line where a recorded log is replayed.
    public var at: Int
    public var batch: EvidenceBatch
    /// Why nothing may be concluded from this look; nil where the evidence is whole.
    public var blindness: String?
    /// Whether it came before its time, because an event-driven signal met an event or the sight was lost.
    public var isUrgent: Bool

    public init(at: Int, batch: EvidenceBatch, blindness: String?, isUrgent: Bool) {
        self.at = at
        self.batch = batch
        self.blindness = blindness
        self.isUrgent = isUrgent
    }
}

/// Where evidence comes from: the edge's ring while the store trades, or a recorded log.
public protocol EvidenceSource: Sendable {
    /// Forgets what was seen and looks for the signals of a step.
    func open(_ window: StepWindow) async

    /// Stops judging sessions; lines are still read and counted.
    func close() async

    /// The next look: after a tick, or at once where something cannot wait. Nil when there will be no more.
    func next() async -> Look?

    /// The run's clock now.
    func now() async -> Int
}
