import Gating

/// The share of sessions that complete, unless a row says otherwise.
let usualCompletion = 0.62
/// Seconds between two looks at the evidence.
let lookSeconds = 10

/// Sessions that arrive evenly (Poisson) and are assigned new with a fixed probability: both sides' arrivals are then
/// independent Poisson numbers. Outcomes are known at once.
struct Traffic: Sendable {
    let exposure: Double
    private let old: PoissonTable
    private let new: PoissonTable

    /// - Parameters:
    ///   - rate: sessions a second on both sides together.
    ///   - exposure: the probability, 0…1, of being assigned new.
    init(rate: Double, exposure: Double) {
        self.exposure = exposure
        old = PoissonTable(mean: rate * Double(lookSeconds) * (1 - exposure))
        new = PoissonTable(mean: rate * Double(lookSeconds) * exposure)
    }

    /// Sessions that began since the last look.
    @inline(__always)
    func arrivals(_ dice: inout RunDice) -> (old: Int, new: Int) { (old.draw(&dice), new.draw(&dice)) }

    /// What one look finds.
    @inline(__always)
    func look(_ dice: inout RunDice, old oldShare: Double, new newShare: Double) -> Block {
        let (a, b) = arrivals(&dice)
        return Block(
            oldUnits: a, oldEvents: dice.events(in: a, oldShare), newUnits: b, newEvents: dice.events(in: b, newShare))
    }
}
