import Foundation
import Gating

/// Generalised always-valid inference (GAVI): an asymptotic confidence sequence for the difference of two shares,
/// with a one-sided normal mixture whose width is tuned to be least at a planned number of new-side sessions. Alarms
/// when the sequence leaves zero on the bad side.
struct GeneralisedInference: LookRule {
    private let alpha: Double
    private let tuning: Double
    private var difference = EstimatedDifference()

    /// - Parameter planned: new-side sessions at which the sequence shall be narrowest.
    init(alpha: Double, planned: Double = 10_000) {
        self.alpha = alpha
        let intrinsic = planned / (usualCompletion * (1 - usualCompletion))
        let level = -2 * log(alpha)
        tuning = intrinsic / (level + log(level) + 1)
    }

    mutating func alarms(_ look: Block, at second: Int) -> Bool {
        difference.add(look)
        guard let (shift, variance) = difference.estimate, shift < 0 else { return false }
        let time = 1 / variance
        let level = log(((time + tuning) / tuning).squareRoot() / (2 * alpha) + 1)
        let edge = (2 * (time + tuning) * level).squareRoot()
        return -shift * time >= edge
    }
}
