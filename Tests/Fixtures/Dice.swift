/// Seeded dice (SplitMix64): one seed always throws the same numbers, so a test that failed fails again.
public struct Dice: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0xD6E8_FEB8_6659_FD93 }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// True with probability `p`.
    public mutating func chance(_ p: Double) -> Bool { Double(next() >> 11) < p * 0x1p53 }

    /// A whole number from 0 up to, not including, `bound`.
    public mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    /// How many of `units` independent throws come true with probability `p`.
    public mutating func events(in units: Int, _ p: Double) -> Int {
        (0..<units).reduce(0) { sum, _ in sum + (chance(p) ? 1 : 0) }
    }

    public mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }
}

/// The most successes that `runs` throws of probability `p` show, but for one time in two thousand.
public func most(of runs: Int, _ p: Double) -> Int {
    let mean = Double(runs) * p
    return Int((mean + 3.3 * (mean * (1 - p)).squareRoot()).rounded(.up))
}
