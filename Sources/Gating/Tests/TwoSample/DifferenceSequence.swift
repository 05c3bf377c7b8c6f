#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The differences p(new) − p(old) that the blocks leave possible, valid at every look (a confidence sequence).
///
/// For each difference d of a grid two tests of Turner, Ly and Grünwald run, one against "d or more" and one against
/// "d or less", each at α/2, betting on the running estimate of both sides; the interval lies between the greatest
/// difference rejected from below and the least rejected from above, and never widens. Cost: one projection and four
/// logarithms a grid point and block; no allocation.
public struct DifferenceSequence: Sendable, Hashable {
    /// Half points within ± 30 points.
    public static let defaultGrid: [Double] = (-60...60).map { Double($0) / 200 }

    private let grid: [Double]
    private let threshold: Double
    private var control: RunningRate
    private var exposed: RunningRate

    /// log evidence against "the difference is grid[i] or more", and "… or less".
    private(set) var logAbove: [Double]
    private(set) var logBelow: [Double]

    /// The greatest difference known to be exceeded, in shares; −1 while none is.
    public private(set) var lower = -1.0
    /// The least difference known not to be reached, in shares; 1 while none is.
    public private(set) var upper = 1.0

    /// - Parameters:
    ///   - alpha: the probability, 0…1 exclusive, that the true difference ever leaves the interval, where it is
    ///     constant.
    ///   - grid: differences, ascending, −1…1.
    public init(
        alpha: Double = 0.05, grid: [Double] = DifferenceSequence.defaultGrid, settings: TestSettings = .init()
    ) {
        self.grid = grid
        threshold = log(2 / alpha)
        control = RunningRate(settings)
        exposed = RunningRate(settings)
        logAbove = Array(repeating: 0, count: grid.count)
        logBelow = logAbove
    }

    /// Bets on one closed block. A block without units on both sides is ignored.
    public mutating func add(_ block: Block) {
        guard block.isClosed, block.isSound else { return }
        let (old, new) = (control.rate, exposed.rate)
        let sample = TwoSample(block)
        for k in grid.indices {
            let d = grid[k]
            guard old + d > 0, old + d < 1, new - old != d else { continue }
            let logE = sample.logE(old: old, new: new, shift: d)
            if new - old < d {
                logAbove[k] += logE
                if logAbove[k] >= threshold { upper = min(upper, d) }
            } else {
                logBelow[k] += logE
                if logBelow[k] >= threshold { lower = max(lower, d) }
            }
        }
        control.add(units: block.oldUnits, events: block.oldEvents)
        exposed.add(units: block.newUnits, events: block.newEvents)
    }
}
