/// The dice of one simulated run (xoshiro256++). Each run throws its own, so that no figure depends on how many runs
/// go side by side.
struct RunDice: RandomNumberGenerator {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// - Parameters:
    ///   - row: which row of the table, so that no two rows share their luck.
    ///   - run: which run of that row.
    init(row: Int, run: Int) {
        // The state is filled by another generator: neighbouring seeds must not give neighbouring sequences.
        var seed = UInt64(truncatingIfNeeded: row) &* 0xD1B5_4A32_D192_ED03 ^ UInt64(truncatingIfNeeded: run)
        func scrambled() -> UInt64 {
            seed &+= 0x9E37_79B9_7F4A_7C15
            var z = seed
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        state = (scrambled(), scrambled(), scrambled(), scrambled())
    }

    @inline(__always)
    mutating func next() -> UInt64 {
        func turn(_ x: UInt64, _ k: UInt64) -> UInt64 { (x << k) | (x >> (64 - k)) }
        let result = turn(state.0 &+ state.3, 23) &+ state.0
        let t = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= t
        state.3 = turn(state.3, 45)
        return result
    }

    /// A number between 0 and 1, neither included.
    @inline(__always)
    mutating func uniform() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }

    /// How many of `units` sessions meet an event of probability `share`: an exact binomial.
    ///
    /// Sixty-four sessions at once: lane by lane the binary digits of a uniform number are compared with those of
    /// `share`, most significant first, until each lane has differed; eight words on average whatever the share.
    @inline(__always)
    mutating func events(in units: Int, _ share: Double) -> Int {
        guard units > 0, share > 0 else { return 0 }
        guard share < 1 else { return units }
        let digits = UInt64(share * 0x1p64)
        var left = units
        var sum = 0
        while left > 0 {
            var open: UInt64 = left >= 64 ? .max : (1 << UInt64(left)) - 1
            var hits: UInt64 = 0
            var digit: UInt64 = 1 << 63
            while open != 0, digit != 0 {
                let word = next()
                if digits & digit != 0 {
                    hits |= open & ~word
                    open &= word
                } else {
                    open &= ~word
                }
                digit >>= 1
            }
            sum += hits.nonzeroBitCount
            left -= 64
        }
        return sum
    }
}
