import Foundation
import Gating

/// The mixture sequential probability ratio test of experiment platforms: the difference of two shares, taken as normal
/// with its estimated variance, against a normal mixture of differences (deviation three points) around none. Alarms at
/// a ratio of 1/α where the new side is the lower one.
struct MixtureSPRT: LookRule {
    private let threshold: Double
    private let spread = 0.03 * 0.03
    private var difference = EstimatedDifference()

    init(alpha: Double) { threshold = log(1 / alpha) }

    mutating func alarms(_ look: Block, at second: Int) -> Bool {
        difference.add(look)
        guard let (shift, variance) = difference.estimate, shift < 0 else { return false }
        let both = variance + spread
        return 0.5 * log(variance / both) + spread * shift * shift / (2 * variance * both) >= threshold
    }
}

/// The difference of both sides' shares and the variance of that estimate.
struct EstimatedDifference: Sendable {
    private var counts = Block()

    mutating func add(_ look: Block) { counts += look }

    /// Nil until five of either outcome are to be expected on the smaller side: before, there is no normal limit.
    var estimate: (shift: Double, variance: Double)? {
        guard counts.isClosed else { return nil }
        let (n, m) = (Double(counts.oldUnits), Double(counts.newUnits))
        let pooled = Double(counts.oldEvents + counts.newEvents) / (n + m)
        guard min(n, m) * min(pooled, 1 - pooled) >= 5 else { return nil }
        return (
            Double(counts.newEvents) / m - Double(counts.oldEvents) / n, pooled * (1 - pooled) * (1 / n + 1 / m)
        )
    }
}
