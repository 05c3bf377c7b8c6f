import Foundation

/// Two stitched confidence sequences for one quantile (Howard and Ramdas 2022), one for each side at α/2: alarms when
/// the new side's lies wholly above the old side's. Several quantiles share the values, each with its own α.
struct StitchedSequence: Sendable {
    private let alpha: Double
    private var old = SortedPoints()
    private var new = SortedPoints()

    init(alpha: Double) { self.alpha = alpha }

    mutating func add(old olds: [Double], new news: [Double]) {
        for duration in olds { _ = old.insert(duration) }
        for duration in news { _ = new.insert(duration) }
    }

    func alarms(at quantile: Double) -> Bool {
        guard let above = limits(new, quantile).lower, let below = limits(old, quantile).upper else { return false }
        return above > below
    }

    /// Nil on a side of which so few values say nothing.
    private func limits(_ side: SortedPoints, _ quantile: Double) -> (lower: Double?, upper: Double?) {
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
