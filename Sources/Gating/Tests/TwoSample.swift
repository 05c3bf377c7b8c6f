#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a share of units that rises or falls means for the shopper.
public enum Direction: String, Sendable, Hashable, Codable {
    /// Fewer events on the new side are bad (checkout completed).
    case drop
    /// More events on the new side are bad (errors, slow requests).
    case rise
}

/// The e-variable of one block against the half-plane of nulls bounded by p(new) = p(old) + shift.
///
/// Turner, Ly and Grünwald, "Generic E-variables for exact sequential k-sample tests", 2024: the alternative's
/// likelihood over that of its projection on the null's boundary.
struct TwoSample {
    let units: (old: Double, new: Double)
    let events: (old: Double, new: Double)

    init(_ block: Block) {
        units = (Double(block.oldUnits), Double(block.newUnits))
        events = (Double(block.oldEvents), Double(block.newEvents))
    }

    /// log e for the alternative (`old`, `new`), which must lie outside the null.
    func logE(old: Double, new: Double, shift: Double) -> Double {
        let (a, b) = Self.project(old: old, new: new, oldUnits: units.old, newUnits: units.new, shift: shift)
        return xlogy(events.old, old / a) + xlogy(units.old - events.old, (1 - old) / (1 - a))
            + xlogy(events.new, new / b) + xlogy(units.new - events.new, (1 - new) / (1 - b))
    }

    /// The point on the null's boundary closest to the alternative in Kullback–Leibler divergence weighted by units.
    ///
    /// Closed form without shift; else bisection to the last bit, since the gradient is strictly monotone between
    /// `old` and `new − shift`.
    static func project(
        old: Double, new: Double, oldUnits: Double, newUnits: Double, shift: Double
    ) -> (old: Double, new: Double) {
        guard shift != 0 else {
            let common = (oldUnits * old + newUnits * new) / (oldUnits + newUnits)
            return (common, common)
        }
        let tiny = 1e-15
        let floor = max(0, -shift) + tiny
        let ceiling = min(1, 1 - shift) - tiny
        var low = min(max(min(old, new - shift), floor), ceiling)
        var high = min(max(max(old, new - shift), floor), ceiling)
        for _ in 0..<200 {
            let middle = 0.5 * (low + high)
            if middle <= low || middle >= high { break }
            let b = middle + shift
            let gradient =
                oldUnits * (old - middle) / (middle * (1 - middle)) + newUnits * (new - b) / (b * (1 - b))
            if gradient > 0 { low = middle } else { high = middle }
        }
        let a = 0.5 * (low + high)
        return (a, a + shift)
    }
}

/// A predictable estimate of the control's rate: a Beta prior worth `priorUnits`, forgotten exponentially over `memory`
/// control units. Used for a block only before that block is added.
struct ControlRate: Sendable, Hashable {
    private var units: Double
    private var events: Double
    private let memory: Double

    init(_ settings: TestSettings) {
        units = settings.priorUnits
        events = settings.priorUnits * settings.priorRate
        memory = settings.memory
    }

    var rate: Double { events / units }

    mutating func add(_ block: Block) {
        let kept = exp(-Double(block.oldUnits) / memory)
        units = units * kept + Double(block.oldUnits)
        events = events * kept + Double(block.oldEvents)
    }
}

/// The constants of the two-sample tests, with the defaults that the shipped vectors were made with.
public struct TestSettings: Sendable, Hashable {
    /// The rate believed before any control unit was seen, 0…1, both exclusive.
    public var priorRate: Double
    /// How many control units that belief is worth.
    public var priorUnits: Double
    /// Control units after which an observation's weight has fallen to 1/e.
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
