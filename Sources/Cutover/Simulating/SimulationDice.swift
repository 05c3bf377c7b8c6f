#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The dice of one simulated run (SplitMix64). Each run throws its own, so that no figure depends on how many runs go
/// side by side.
struct SimulationDice: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: Int, run: Int) {
        state = UInt64(truncatingIfNeeded: seed)
        // Neighbouring seeds and runs must not give neighbouring sequences.
        state = next() ^ UInt64(truncatingIfNeeded: run) &* 0xD1B5_4A32_D192_ED03
        state = next()
    }

    @inline(__always)
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// From 0 to, not including, 1.
    @inline(__always)
    mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// How many of `units` meet an event of probability `share`: an exact binomial.
    ///
    /// The binary digits of 64 uniform numbers are compared with those of `share` at once, most significant first,
    /// until each has differed from it: eight words on average, whatever the share.
    mutating func events(in units: Int, _ share: Double) -> Int {
        guard units > 0, share > 0 else { return 0 }
        guard share < 1 else { return units }
        let digits = UInt64(share * 0x1p64)
        var (left, sum) = (units, 0)
        while left > 0 {
            var undecided: UInt64 = left >= 64 ? .max : (1 << UInt64(left)) - 1
            var (hits, digit): (UInt64, UInt64) = (0, 1 << 63)
            while undecided != 0, digit != 0 {
                let word = next()
                if digits & digit != 0 {
                    hits |= undecided & ~word
                    undecided &= word
                } else {
                    undecided &= ~word
                }
                digit >>= 1
            }
            sum += hits.nonzeroBitCount
            left -= 64
        }
        return sum
    }

    /// `units` thrown into parts of the given shares, which add up to 1.
    mutating func parts(of units: Int, _ shares: [Double]) -> [Int] {
        var (left, rest) = (units, 1.0)
        return shares.enumerated().map { index, share in
            let taken = index == shares.count - 1 ? left : events(in: left, rest > 0 ? min(1, share / rest) : 0)
            left -= taken
            rest -= share
            return taken
        }
    }
}

/// Poisson numbers of one mean, by their cumulated probabilities within twelve deviations.
struct PoissonTable: Sendable {
    private let first: Int
    private let cumulated: [Double]

    init(mean: Double) {
        guard mean > 0 else {
            (first, cumulated) = (0, [1])
            return
        }
        let reach = 12 * mean.squareRoot() + 12
        first = Int(max(0, mean - reach))
        var sum = 0.0
        cumulated = (first...Int(mean + reach)).map { k in
            sum += exp(Double(k) * log(mean) - mean - lgamma(Double(k) + 1))
            return sum
        }
    }

    @inline(__always)
    func draw(_ dice: inout SimulationDice) -> Int {
        let u = dice.uniform()
        var (low, high) = (0, cumulated.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if cumulated[middle] > u { high = middle } else { low = middle + 1 }
        }
        return first + low
    }
}
