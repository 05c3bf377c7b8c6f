#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The rates that the counts of one side leave possible, valid at every look (Robbins' Beta mixture, Beta(½, ½)).
public struct RateInterval: Sendable, Hashable, Codable {
    public let lower: Double
    public let upper: Double

    /// - Parameter alpha: the probability, 0…1 exclusive, that the true rate ever leaves the interval.
    public init(events: Int, units: Int, alpha: Double = 0.05) {
        guard units > 0 else {
            (lower, upper) = (0, 1)
            return
        }
        let (s, f) = (Double(events), Double(units - events))
        let a = 0.5
        let posterior: Double = lgamma(a + s) + lgamma(a + f) - lgamma(2 * a + s + f)
        let prior: Double = 2 * lgamma(a) - lgamma(2 * a)
        let logBeta = posterior - prior
        func excess(_ p: Double) -> Double { logBeta - xlogy(s, p) - xlogy(f, 1 - p) + log(alpha) }
        func edge(inside: Double, outside: Double) -> Double {
            var (inside, outside) = (inside, outside)
            for _ in 0..<300 {
                let middle = 0.5 * (inside + outside)
                if middle == inside || middle == outside { break }
                if excess(middle) < 0 { inside = middle } else { outside = middle }
            }
            return 0.5 * (inside + outside)
        }
        let seen = s / (s + f)
        lower = events == 0 ? 0 : edge(inside: seen, outside: 1e-300)
        upper = events == units ? 1 : edge(inside: seen, outside: 1 - 1e-16)
    }
}
