#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An anytime-valid test for rare events, judged at every event: "the new side meets them more often than the old".
///
/// Given that an event happened, it fell on the new side with probability w·r/(w·r + 1 − w), where w is the share of the
/// new side in the eligible visitors and r the ratio of the rates, whatever the common base rate does (Lindon and Malek,
/// "Anytime-valid inference for multinomial count data", 2022). A mixture over ratios above the tolerated one.
///
/// Because it conditions on the events it needs no cohort to mature: a closed block would have to wait for successes,
/// or be closed by its outcomes, which would break the two-sample test.
public struct CountTest: Sendable, Hashable {
    /// Ratios looked for by default; the great ones find a side that fails altogether within a few events.
    public static let defaultRatios: [Double] = [2, 4, 16, 256]

    private let ratios: [Double]
    private let tolerated: Double
    private var logWealth: [Double]

    /// log of the e-process.
    public private(set) var logE = 0.0

    /// - Parameter tolerated: the ratio of rates that is still no regression; 1 by default.
    public init(ratios: [Double] = CountTest.defaultRatios, weights: [Double]? = nil, tolerated: Double = 1) {
        self.ratios = ratios
        self.tolerated = tolerated
        logWealth = (weights ?? ratios.map { _ in 1 / Double(ratios.count) }).map { log($0) }
    }

    /// Counts one event.
    /// - Parameter exposure: the new side's share of the eligible visitors when it happened, 0…1 exclusive; at the ends
    ///   there is no comparison and the event is ignored.
    public mutating func add(_ side: Side, exposure w: Double) {
        guard w > 0, w < 1 else { return }
        let null = w * tolerated / (w * tolerated + 1 - w)
        var sum = -Double.infinity
        for j in ratios.indices {
            let p = w * ratios[j] / (w * ratios[j] + 1 - w)
            logWealth[j] += side == .new ? log(p / null) : log((1 - p) / (1 - null))
            sum = logAdd(sum, logWealth[j])
        }
        logE = sum
    }
}
