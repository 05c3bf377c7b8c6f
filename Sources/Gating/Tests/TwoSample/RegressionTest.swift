#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An anytime-valid test of "the new side is worse": an e-process that may be looked at as often as one likes, and that
/// exceeds 1/α with probability at most α while the new side is no worse than `tolerance`.
///
/// A mixture over eight odds ratios (Turner, Ly, Grünwald 2024). As a *portfolio* (Shin, Ramdas, Rinaldo) part of the
/// cash is kept back and invested at known events, so that a regression that begins late is found nearly as fast as one
/// that was there from the start. Cost: 8 likelihood ratios a block; no allocation.
public struct RegressionTest: Sendable, Hashable {
    public static let oddsWhenDropping: SIMD8<Double> = [0.97, 0.94, 0.88, 0.77, 0.60, 0.35, 0.10, 0.01]
    public static let oddsWhenRising: SIMD8<Double> = [1.10, 1.25, 1.50, 2.0, 3.0, 6.0, 15.0, 50.0]

    /// Whether the whole stake lies in the mixture from the start, or is invested bit by bit.
    public enum Stake: Sendable, Hashable {
        case mixture
        case portfolio
    }

    private let direction: Direction
    private let tolerance: Double
    private let stake: Stake
    private let settings: TestSettings
    private let odds: SIMD8<Double>
    private var control: RunningRate
    private var logWealth: SIMD8<Double>
    private var logCash = 0.0
    private var eventPending = true

    /// log of the e-process; reject at level α once it is at least log(1/α). May fall again: use the running maximum
    /// where a decision once reached must stand.
    public private(set) var logE = 0.0

    /// - Parameters:
    ///   - tolerance: the difference in shares, 0…1, that is still no regression. Costs detection dearly.
    ///   - odds: the alternatives, as ratios of odds, with equal weights; by default those of the direction.
    public init(
        _ direction: Direction, tolerance: Double = 0, stake: Stake = .portfolio, settings: TestSettings = .init(),
        odds: SIMD8<Double>? = nil
    ) {
        self.direction = direction
        self.tolerance = tolerance
        self.stake = stake
        self.settings = settings
        self.odds = odds ?? (direction == .drop ? Self.oddsWhenDropping : Self.oddsWhenRising)
        control = RunningRate(settings)
        logWealth = SIMD8(repeating: stake == .mixture ? log(0.125) : -.infinity)
    }

    /// Tells the test that something known happened (a step opened, a version was shipped): half of the remaining cash
    /// is invested before the next block.
    public mutating func restart() { eventPending = true }

    /// Bets on one closed block. A block without units on both sides is ignored.
    public mutating func add(_ block: Block) {
        guard block.isClosed, block.isSound else { return }
        if stake == .portfolio {
            let share = eventPending ? settings.investedAtEvents : settings.investedOtherwise
            eventPending = false
            let invested = logCash + log(share) + log(0.125)
            logCash += log1p(-share)
            for j in logWealth.indices { logWealth[j] = logAdd(logWealth[j], invested) }
        }
        let old = control.rate
        let shift = direction == .drop ? -tolerance : tolerance
        let sample = TwoSample(block)
        for j in logWealth.indices {
            let new = shiftOdds(old, by: odds[j])
            let insideNull = direction == .drop ? new >= old + shift : new <= old + shift
            if !insideNull { logWealth[j] += sample.logE(old: old, new: new, shift: shift) }
        }
        logE = stake == .portfolio ? logAdd(logCash, logSum(logWealth)) : logSum(logWealth)
        control.add(units: block.oldUnits, events: block.oldEvents)
    }
}
