/// An anytime-valid test of one side alone against a fixed tolerance: rejects "the rate is `tolerated` or less".
///
/// The likelihood under a Beta(½, ½) mixture truncated to rates above the tolerance, over the likelihood at the
/// tolerance (Robbins' mixture; the truncation keeps it a supermartingale under every smaller rate, also one that
/// changes from unit to unit). For what has no concurrent control: mismatches, pages sent, staleness.
public struct OneSampleTest: Sendable, Hashable {
    private static let prior = 0.5

    /// The rate that is still good, 0…1, both exclusive; values at or outside the ends are moved just inside.
    public let tolerated: Double
    public private(set) var units = 0
    public private(set) var events = 0

    /// log of the e-process; reject at level α once it is at least log(1/α).
    public private(set) var logE = 0.0

    public init(tolerated: Double) { self.tolerated = min(max(tolerated, 1e-9), 1 - 1e-9) }

    /// Counts units and how many of them met the event; counts that cannot be are ignored.
    public mutating func add(units more: Int, events met: Int) {
        guard more > 0, met >= 0, met <= more else { return }
        units += more
        events += met
        let (a, b) = (Self.prior, Self.prior)
        let posterior = logBetaAbove(tolerated, a + Double(events), b + Double(units - events), a: a, b: b)
        logE = posterior - logBetaAbove(tolerated, a, b, a: a, b: b)
    }
}
