#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How evidence of several tests is put together.
public enum Combination {
    /// log of the weighted average of e-values: an e-value again, whatever their dependence, where all look at the same
    /// stream of evidence (Vovk and Wang 2021).
    /// - Parameter weights: one per value, adding up to 1.
    public static func average(_ logEs: [Double], weights: [Double]) -> Double {
        zip(logEs, weights).reduce(-.infinity) { $1.1 > 0 ? logAdd($0, log($1.1) + $1.0) : $0 }
    }

    /// Which of several nulls are listed as false, ascending, so that the expected share of wrongly listed ones is at
    /// most `alpha` (e-BH; Wang and Ramdas 2022): the greatest k such that the k-th greatest e-value is at least
    /// K/(α·k).
    public static func listed(_ logEs: [Double], alpha: Double) -> [Int] {
        let order = logEs.indices.sorted { (-logEs[$0], $0) < (-logEs[$1], $1) }
        let total = Double(logEs.count)
        let last = order.indices.last { logEs[order[$0]] >= log(total / (alpha * Double($0 + 1))) }
        return last.map { order[...$0].sorted() } ?? []
    }
}
