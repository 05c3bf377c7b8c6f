#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What is to be expected from the counts so far: how many further units a verdict needs, and what was lost.
enum Outlook {
    /// Evidence that a test spends on not knowing the control's share, in nats.
    private static let overhead = 0.3

    /// Further units on the new side until non-inferiority is to be expected to be proven at the rates and at the split
    /// seen (log(1/α) + 0.3 − what is there already, over the information per unit); nil where no number suffices.
    static func unitsToHealth(
        _ counts: Block, direction: Direction, margin: Double, logE: Double, threshold: Double, minimum: Int
    ) -> Int? {
        guard counts.isClosed else { return nil }
        let (old, new) = (Double(counts.oldUnits), Double(counts.newUnits))
        // Half an event of each kind beside those seen: "never" and "always" are no rates to reckon with.
        let oldRate = (Double(counts.oldEvents) + 0.5) / (old + 1)
        let newRate = (Double(counts.newEvents) + 0.5) / (new + 1)
        let growth = NonInferiorityTest.growth(
            direction, margin: margin, old: oldRate, new: newRate, oldUnitsPerNew: old / new)
        guard growth > 0 else { return nil }
        let evidence = (max(0, threshold - logE) + (logE < threshold ? overhead : 0)) / growth
        let smaller = Double(minimum - min(counts.oldUnits, counts.newUnits)) * max(1, new / old)
        let needed = max(evidence, smaller, 1)
        return needed < 1e12 ? Int(needed.rounded(.up)) : nil
    }

    /// Further units of one side until the upper end of its rate's interval is at most `tolerated`, at the rate seen;
    /// nil where no number suffices.
    static func unitsToGoodRate(_ counts: Block, tolerated: Double, alpha: Double, minimum: Int) -> Int? {
        let short = max(1, minimum - counts.newUnits)
        guard counts.newUnits > 0, counts.newEvents > 0 else { return short }
        let rate = Double(counts.newEvents) / Double(counts.newUnits)
        guard rate < tolerated else { return nil }
        let information = rate * log(rate / tolerated) + (1 - rate) * log((1 - rate) / (1 - tolerated))
        // The mixture costs about ½·log(πn/2); three rounds settle it to the unit.
        var needed = log(1 / alpha) / information
        for _ in 0..<3 { needed = (log(1 / alpha) + 0.5 * log(1.6 * max(1, needed))) / information }
        guard needed < 1e12 else { return nil }
        return max(short, Int(needed.rounded(.up)) - counts.newUnits)
    }

    /// Successes expected on the new side at the old side's rate less those seen; nil without units on both sides.
    static func lost(_ counts: Block) -> Double? {
        guard counts.isClosed else { return nil }
        let rate = Double(counts.oldEvents) / Double(counts.oldUnits)
        return rate * Double(counts.newUnits) - Double(counts.newEvents)
    }

    /// The least margin that the difference sequence has ruled out already, where it is greater than the plan's.
    static func provableMargin(_ difference: DifferenceInterval, direction: Direction, above margin: Double) -> Double?
    {
        let shown = direction == .drop ? -difference.low : difference.high
        return shown > margin && shown < 1 ? shown : nil
    }
}
