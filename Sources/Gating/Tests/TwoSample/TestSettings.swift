/// The constants of the two-sample tests, with the defaults that the shipped vectors were made with.
public struct TestSettings: Sendable, Hashable {
    /// The rate believed before any control unit was seen, 0…1, both exclusive.
    public var priorRate: Double
    /// How many control units that belief is worth.
    public var priorUnits: Double
    /// Units of a side after which an observation's weight has fallen to 1/e.
    public var memory: Double
    /// The share of the cash that is invested at a known event.
    public var investedAtEvents: Double
    /// The share of the cash that is invested before every other block.
    public var investedOtherwise: Double

    public init(
        priorRate: Double = 0.6, priorUnits: Double = 100, memory: Double = 20_000,
        investedAtEvents: Double = 0.5, investedOtherwise: Double = 1.0 / 20_000
    ) {
        self.priorRate = priorRate
        self.priorUnits = priorUnits
        self.memory = memory
        self.investedAtEvents = investedAtEvents
        self.investedOtherwise = investedOtherwise
    }
}
