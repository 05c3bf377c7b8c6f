import Foundation

/// How much evidence a step can be expected to gather, before anyone has shopped.
///
/// Shares and exposures are 0...1, information is in nats per unit on the new side. Sources: Turner, Ly and Grünwald
/// (2024) for the tests whose growth these numbers are; the projection on the null's boundary is by bisection.
public enum Forecast {
    /// Evidence that a test spends on not knowing the control's share, in nats.
    public static let overhead = 0.3
    /// The chance, at most, that a step opens though the new side is worse by the margin.
    public static let expansionRisk = 0.05
    /// The chance, at most, that a healthy migration is taken back anywhere.
    public static let rollbackRisk = 0.01
    /// Nine times in ten a test is done within this many times the evidence it needs.
    public static let patience = 2.2

    /// Nats per new-side unit against "new is as good as old", where old has `old` and new has `new`.
    public static func informationOfRegression(old: Double, new: Double, exposure: Double) -> Double {
        let mean = (1 - exposure) * old + exposure * new
        return (1 - exposure) / exposure * divergence(old, mean) + divergence(new, mean)
    }

    /// Nats per new-side unit against "new is worse by the margin or more".
    public static func informationOfHealth(
        old: Double, new: Double, margin: Double, exposure: Double, direction: Signal.Direction
    ) -> Double {
        let ratio = (1 - exposure) / exposure
        let shift = direction == .drop ? -margin : margin
        let boundary = project(old: old, new: new, weightOld: ratio, weightNew: 1, shift: shift)
        return ratio * divergence(old, boundary.old) + divergence(new, boundary.new)
    }

    /// The expected number of new-side units until health is proven; infinite where no number suffices.
    public static func unitsToProveHealth(
        baseline: Double, difference: Double = 0, margin: Double, exposure: Double, direction: Signal.Direction,
        risk: Double = expansionRisk, overhead: Double = overhead
    ) -> Double {
        let null = baseline + (direction == .drop ? -margin : margin)
        guard exposure > 0, exposure < 1, margin > 0, (0...1).contains(baseline), null > 0, null < 1 else {
            return .infinity
        }
        let information = informationOfHealth(
            old: baseline, new: baseline + difference, margin: margin, exposure: exposure, direction: direction)
        return information > 0 ? (log(1 / risk) + overhead) / information : .infinity
    }

    /// The expected hours until health is proven, where `unitsPerHour` counts both sides.
    public static func hoursToProveHealth(
        baseline: Double, difference: Double = 0, margin: Double, exposure: Double, unitsPerHour: Double,
        direction: Signal.Direction, risk: Double = expansionRisk, overhead: Double = overhead
    ) -> Double {
        guard unitsPerHour > 0 else { return .infinity }
        let units = unitsToProveHealth(
            baseline: baseline, difference: difference, margin: margin, exposure: exposure, direction: direction,
            risk: risk, overhead: overhead)
        return units / (exposure * unitsPerHour)
    }

    /// The hours that are enough nine times in ten, from the expected ones: about 2.2 times their first term, which is
    /// the evidence needed without what not knowing the control costs.
    public static func ninetiethPercentile(
        ofHours hours: Double, risk: Double = expansionRisk, overhead: Double = overhead
    ) -> Double {
        let needed = log(1 / risk)
        return hours * patience * needed / (needed + overhead)
    }

    /// The share on the new side when a part `loss` (0...1) of the units that go well on the old side goes wrong there:
    /// less of what should not drop, more of what should not rise.
    public static func share(after loss: Double, baseline: Double, direction: Signal.Direction) -> Double {
        direction == .drop ? baseline * (1 - loss) : baseline + loss * (1 - baseline)
    }

    /// Kullback and Leibler's divergence between two coins.
    static func divergence(_ share: Double, _ other: Double) -> Double {
        var sum = 0.0
        if share > 0 { sum += share * log(share / other) }
        if share < 1 { sum += (1 - share) * log((1 - share) / (1 - other)) }
        return sum
    }

    /// The point on the line `new = old + shift` that is nearest in weighted divergence, by bisection.
    static func project(
        old: Double, new: Double, weightOld: Double, weightNew: Double, shift: Double
    ) -> (old: Double, new: Double) {
        if shift == 0 {
            let mean = (weightOld * old + weightNew * new) / (weightOld + weightNew)
            return (mean, mean)
        }
        let least = max(0, -shift) + 1e-15
        let most = min(1, 1 - shift) - 1e-15
        func clipped(_ value: Double) -> Double { min(max(value, least), most) }
        var low = clipped(min(old, new - shift))
        var high = clipped(max(old, new - shift))
        for _ in 0..<200 {
            let middle = 0.5 * (low + high)
            if middle <= low || middle >= high { break }
            let shifted = middle + shift
            let slope =
                weightOld * (old - middle) / (middle * (1 - middle))
                + weightNew * (new - shifted) / (shifted * (1 - shifted))
            if slope > 0 { low = middle } else { high = middle }
        }
        let found = 0.5 * (low + high)
        return (found, found + shift)
    }
}
