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
    /// Requests in the stage's unit by assigned side, and how many of them failed: for people, not for gates.
    public var requests: Block
    /// When the first failed request of the new cohort ended, ms since 1970; nil where none failed.
    public var firstFailure: Int?
    /// Latency of those requests, in ms; nil where there were none.
    public var latency: LatencyComparison?

    public init(
        decision: String, lines: Int = 0, missing: Int = 0, exposure: Double = 0,
        signals: [String: SignalEvidence] = [:], sales: Block = Block(), requests: Block = Block(),
        latency: LatencyComparison? = nil
    ) {
        self.decision = decision
        self.lines = lines
        self.missing = missing
        self.exposure = exposure
        self.signals = signals
        self.sales = sales
        self.requests = requests
        self.latency = latency
    }

    /// Adds what was counted later in the same step.
    public mutating func merge(_ later: EvidenceBatch) {
        lines += later.lines
        missing += later.missing
        sales += later.sales
        requests += later.requests
        latency = later.latency ?? latency
        firstFailure = firstFailure ?? later.firstFailure
        guard decision == later.decision else { return }
        for (name, evidence) in later.signals { signals[name, default: SignalEvidence()].merge(evidence) }
    }

    public var isEmpty: Bool { lines == 0 && missing == 0 && signals.values.allSatisfy(\.isEmpty) }
}

/// Median and 95th percentile of both sides, in ms.
public struct LatencyComparison: Sendable, Hashable, Codable {
    public var oldMedian: Double
    public var oldP95: Double
    public var newMedian: Double
    public var newP95: Double

    /// Nil unless both sides have at least one value.
    public init?(old: LatencySketch, new: LatencySketch) {
        guard let a = old.quantile(0.5), let b = old.quantile(0.95), let c = new.quantile(0.5),
            let d = new.quantile(0.95)
        else { return nil }
        (oldMedian, oldP95, newMedian, newP95) = (a, b, c, d)
    }
}
