#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Between which two observed quantiles the true one lies, valid at every look.
///
/// Howard and Ramdas, "Sequential estimation of quantiles with applications to A/B testing and best-arm
/// identification", 2022, Theorem 1 with its stitched constants.
public struct QuantileLevels: Sendable, Hashable, Codable {
    /// 0…1; 0 and 1 mean that the values say nothing on that side yet.
    public let lower: Double
    public let upper: Double

    /// - Parameters:
    ///   - values: how many values were seen; none leaves everything possible.
    ///   - quantile: 0…1 exclusive.
    ///   - alpha: the probability, 0…1 exclusive, that the true quantile ever leaves the interval.
    public init(values: Int, quantile p: Double, alpha: Double) {
        guard values > 0 else {
            (lower, upper) = (0, 1)
            return
        }
        let n = Double(values)
        let l = (1.4 * log(log(2.1 * n)) + log(10 / alpha)) / n
        let width = 1.5 * (p * (1 - p) * l).squareRoot() + 0.8 * l
        lower = max(0, p - width)
        upper = min(1, p + width)
    }
}

/// The durations that the values of a sketch leave possible for one quantile, valid at every look.
public struct QuantileInterval: Sendable, Hashable, Codable {
    /// In ms: the lower edge of the sketch's bucket.
    public let lower: Double
    /// In ms: the upper edge of the sketch's bucket; nil where so few values say nothing of it.
    public let upper: Double?

    public init(_ sketch: LatencySketch, quantile: Double, alpha: Double = 0.05) {
        let levels = QuantileLevels(values: sketch.total, quantile: quantile, alpha: alpha)
        lower = levels.lower > 0 ? sketch.bucket(at: levels.lower)?.lowerBound ?? 0 : 0
        upper = levels.upper < 1 ? sketch.bucket(at: levels.upper)?.upperBound : nil
    }
}
