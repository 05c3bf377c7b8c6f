#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An anytime-valid test of "the new side is slower", over the whole distribution and without a model of it.
///
/// The two-sample test of rising shares on 1{latency > x}, for thresholds x that are the control's quantiles .5, .75,
/// .9, .95 and .99, fixed before the block; the five are averaged, which is an e-process again.
public struct LatencyTest: Sendable, Hashable {
    /// Shares above a quantile grow by less than failures do: a page that takes a fifth longer moves half of the
    /// sessions over the median, not fifty times as many.
    public static let odds: SIMD8<Double> = [1.10, 1.25, 1.50, 1.75, 2.0, 2.5, 3.0, 6.0]

    private var tests: [RegressionTest]

    /// log of the e-process; reject at level α once it is at least log(1/α).
    public private(set) var logE = 0.0

    public init(stake: RegressionTest.Stake = .portfolio) {
        tests = LatencyThresholds.quantiles.map {
            RegressionTest(.rise, stake: stake, settings: TestSettings(priorRate: 1 - $0), odds: Self.odds)
        }
    }

    /// Tells the test that something known happened.
    public mutating func restart() { for i in tests.indices { tests[i].restart() } }

    /// Bets on one closed cohort: for each threshold, ascending, the units of both sides and those slower than it.
    /// A list of another length than the thresholds' is ignored.
    public mutating func add(_ slower: [Block]) {
        guard slower.count == tests.count else { return }
        var sum = -Double.infinity
        for i in tests.indices {
            tests[i].add(slower[i])
            sum = logAdd(sum, tests[i].logE)
        }
        logE = sum - log(Double(tests.count))
    }
}
