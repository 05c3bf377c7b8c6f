#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An anytime-valid proof of health: rejects "the new side is worse than the old one by `margin` or more".
///
/// Three alternatives around equality, each against its projection on the null's boundary. The exposure may grow once
/// `logE` reaches log(1/α); the absence of an alarm is never enough.
public struct NonInferiorityTest: Sendable, Hashable {
    private static let offsets = [-0.5, 0.0, 0.5]
    private static let weights = [0.2, 0.6, 0.2]

    private let direction: Direction
    private let margin: Double
    private var control: RunningRate
    private var logWealth: SIMD4<Double>

    /// log of the e-process.
    public private(set) var logE = 0.0

    /// - Parameter margin: the difference in shares, 0…1 exclusive, that must be ruled out.
    public init(_ direction: Direction, margin: Double, settings: TestSettings = .init()) {
        self.direction = direction
        self.margin = margin
        control = RunningRate(settings)
        logWealth = SIMD4(log(Self.weights[0]), log(Self.weights[1]), log(Self.weights[2]), -.infinity)
    }

    /// Bets on one closed block. A block without units on both sides is ignored.
    public mutating func add(_ block: Block) {
        guard block.isClosed, block.isSound else { return }
        let sign = direction == .drop ? 1.0 : -1.0
        let shift = -margin * sign
        let old = control.rate
        let sample = TwoSample(block)
        let boundaryExists = old + shift + 1e-12 > 0 && old + shift < 1
        for j in 0..<3 where boundaryExists {
            let new = min(max(old + sign * Self.offsets[j] * margin, 1e-9), 1 - 1e-9)
            let insideNull = direction == .drop ? new <= old + shift : new >= old + shift
            if !insideNull { logWealth[j] += sample.logE(old: old, new: new, shift: shift) }
        }
        logE = logAdd(logAdd(logWealth[0], logWealth[1]), logWealth[2])
        control.add(units: block.oldUnits, events: block.oldEvents)
    }

    /// What the test is to be expected to gain, in nats per new-side unit, where the true rates are `old` and `new`: the
    /// growth of its best alternative. At and above equality that is the information
    /// min over a of KL(new‖a ± margin) + (old units per new one)·KL(old‖a); not positive where no number of units
    /// proves health.
    static func growth(
        _ direction: Direction, margin: Double, old: Double, new: Double, oldUnitsPerNew ratio: Double
    ) -> Double {
        let sign = direction == .drop ? 1.0 : -1.0
        let shift = -margin * sign
        guard margin > 0, old + shift > 0, old + shift < 1 else { return 0 }
        return offsets.reduce(-.infinity) { best, offset in
            let bet = min(max(old + sign * offset * margin, 1e-9), 1 - 1e-9)
            let (a, b) = TwoSample.project(old: old, new: bet, oldUnits: ratio, newUnits: 1, shift: shift)
            let fromOld = old * log(old / a) + (1 - old) * log((1 - old) / (1 - a))
            let fromNew = new * log(bet / b) + (1 - new) * log((1 - bet) / (1 - b))
            return max(best, ratio * fromOld + fromNew)
        }
    }
}
