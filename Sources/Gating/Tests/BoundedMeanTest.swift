#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An anytime-valid test of a mean per unit, such as revenue per session: rejects "the new side earns no less".
///
/// Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting", 2023, on the inverse-weighted
/// difference Z = (1{new}/w − 1{old}/(1 − w))·(Y − m), whose mean is the difference of the means: the wealth
/// Π(1 − λZ), for a mixture over λ as fractions of the greatest stake that cannot go broke.
public struct BoundedMeanTest: Sendable, Hashable {
    public static let defaultFractions: [Double] = [0.05, 0.1, 0.2, 0.4, 0.8]

    private let fractions: [Double]
    private let bound: Double
    private var logWealth: [Double]

    /// log of the e-process; reject at level α once it is at least log(1/α).
    public private(set) var logE = 0.0

    /// - Parameters:
    ///   - bound: the greatest value that counts; greater ones are capped on both sides alike, so the test is about the
    ///     means of capped values.
    ///   - fractions: shares of the greatest stake, each 0…1 exclusive.
    public init(
        bound: Double, fractions: [Double] = BoundedMeanTest.defaultFractions, weights: [Double]? = nil
    ) {
        self.bound = bound
        self.fractions = fractions
        logWealth = (weights ?? fractions.map { _ in 1 / Double(fractions.count) }).map { log($0) }
    }

    /// Counts one unit.
    /// - Parameters:
    ///   - value: what it earned, capped to 0…bound.
    ///   - baseline: the mean expected before the unit was seen, 0…bound; any is valid, a good one finds sooner.
    ///   - exposure: the probability with which the unit was assigned to the new side, 0…1 exclusive; at the ends
    ///     there is no comparison and the unit is ignored.
    public mutating func add(_ side: Side, value: Double, baseline: Double, exposure w: Double) {
        guard w > 0, w < 1, bound > 0, value.isFinite, baseline.isFinite else { return }
        let m = min(max(baseline, 0), bound)
        let difference = min(max(value, 0), bound) - m
        let z = side == .new ? difference / w : -difference / (1 - w)
        let greatest = max((bound - m) / w, m / (1 - w))
        var sum = -Double.infinity
        for k in fractions.indices {
            logWealth[k] += log1p(-fractions[k] / greatest * z)
            sum = logAdd(sum, logWealth[k])
        }
        logE = sum
    }
}
