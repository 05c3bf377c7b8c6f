#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An anytime-valid test of the split itself: rejects "each unit fell on the new side with the probability it should".
///
/// A mixture over ratios of the odds, in both directions, from 1 % to a factor of 160, half a doubling of the distance
/// at a time: given the split w of a look, the alternative is the split whose odds are ψ times those of w. Because the
/// alternative moves with w, the exposure may change between looks, as often as it likes (a Beta mixture of the counts
/// against one w, as in Lindon and Malek 2022, would have to begin again each time).
public struct SampleRatioTest: Sendable, Hashable {
    private static let odds: [Double] = (0..<10).flatMap { k -> [Double] in
        let distance = 0.01 * exp2(Double(k))
        return [exp(distance), exp(-distance)]
    }

    private var logWealth = Array(repeating: -log(Double(odds.count)), count: odds.count)

    /// log of the e-process; reject at level α once it is at least log(1/α).
    public private(set) var logE = 0.0

    public init() {}

    /// Counts the units that were assigned since the last look.
    /// - Parameter exposure: the new side's share by which they were split, 0…1 exclusive; at the ends nothing is
    ///   compared.
    public mutating func add(oldUnits: Int, newUnits: Int, exposure w: Double) {
        guard w > 0, w < 1, oldUnits >= 0, newUnits >= 0, oldUnits + newUnits > 0 else { return }
        let (old, new) = (Double(oldUnits), Double(newUnits))
        var sum = -Double.infinity
        for j in Self.odds.indices {
            // The alternative's share over w is ψ/(1 − w + ψw), and the others' over 1 − w is 1/(1 − w + ψw).
            let scale = log1p(w * (Self.odds[j] - 1))
            logWealth[j] += new * log(Self.odds[j]) - (old + new) * scale
            sum = logAdd(sum, logWealth[j])
        }
        logE = sum
    }
}
