import Foundation

/// Two stitched confidence sequences for one quantile (Howard and Ramdas 2022), one for each side at α/2: alarms when the
/// new side's lies wholly above the old side's.
struct StitchedSequence: Sendable {
    private let quantile: Double
    private let alpha: Double
    private var old = SortedPoints()
    private var new = SortedPoints()

    init(quantile: Double, alpha: Double) { (self.quantile, self.alpha) = (quantile, alpha) }

    mutating func alarms(old olds: [Double], new news: [Double]) -> Bool {
        for duration in olds { _ = old.insert(duration) }
        for duration in news { _ = new.insert(duration) }
        guard let above = limits(new).lower, let below = limits(old).upper else { return false }
        return above > below
    }

    /// Nil on a side of which so few values say nothing.
    private func limits(_ side: SortedPoints) -> (lower: Double?, upper: Double?) {
        let n = Double(side.values.count)
        guard n > 1 else { return (nil, nil) }
        let cost = (1.4 * log(log(2.1 * n)) + log(10 / (alpha / 2))) / n
        let width = 1.5 * (quantile * (1 - quantile) * cost).squareRoot() + 0.8 * cost
        let (low, high) = (quantile - width, quantile + width)
        return (
            low > 0 ? side.values[max(0, Int((low * n).rounded(.up)) - 1)] : nil,
            high < 1 ? side.values[Int((high * n).rounded(.down))] : nil
        )
    }
}
