/// A small generator of random numbers (SplitMix64) that gives the same numbers for the same seed on every machine.
///
/// ```swift
/// var dice = SeededGenerator(seed: 7, stream: 42)
/// let heads = dice.chance(0.5)
/// ```
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// - Parameters:
    ///   - seed: the seed of the whole rehearsal.
    ///   - stream: which of its independent streams, for instance the number of a session.
    public init(seed: UInt64, stream: UInt64 = 0) {
        state = StableHash.mix(seed &+ 0x9E37_79B9_7F4A_7C15) ^ StableHash.mix(stream &* 0xD1B5_4A32_D192_ED03)
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return StableHash.mix(state)
    }

    /// A number in 0 ..< 1 with 53 bits.
    public mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// True with the given probability (0 ... 1).
    public mutating func chance(_ share: Double) -> Bool {
        unit() < share
    }

    /// One element of a list that is not empty.
    public mutating func pick<Element>(_ list: [Element]) -> Element {
        list[Int(next() % UInt64(list.count))]
    }
}
