/// How far a long step has come.
public struct Progress: Sendable, Hashable {
    public enum Unit: String, Sendable, Hashable, Codable {
        case bytes
        case rows
        case files
    }

    /// What is being done, such as `copying files`.
    public var phase: String
    public var unit: Unit
    /// 0 or more, in `unit`.
    public var done: Int
    /// In `unit`; nil while it is not known.
    public var total: Int?
    public var began: ContinuousClock.Instant
    /// When `done` was counted.
    public var at: ContinuousClock.Instant

    public init(
        phase: String, unit: Unit = .bytes, done: Int, total: Int? = nil, began: ContinuousClock.Instant,
        at: ContinuousClock.Instant = .now
    ) {
        self.phase = phase
        self.unit = unit
        self.done = done
        self.total = total
        self.began = began
        self.at = at
    }

    /// Units a second since the beginning; 0 until time has passed.
    public var rate: Double {
        let seconds = (at - began) / .seconds(1)
        return seconds > 0 ? Double(done) / seconds : 0
    }

    /// At the rate so far; nil where the total is not known or nothing was done yet.
    public var timeLeft: Duration? {
        guard let total, rate > 0 else { return nil }
        return .seconds(Double(max(0, total - done)) / rate)
    }
}
