#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How the one budget of false rollbacks, α for the whole migration, is shared out (weighted Bonferroni).
///
/// Stages share equally; attempt j of a stage may spend 2⁻ʲ of the stage's part, so that any number of attempts stays
/// within it; signals share by their weights; half of a signal's part belongs to the whole (split over its milestones),
/// half to its segments.
public struct ErrorBudget: Sendable, Hashable, Codable {
    /// How many segments of one signal are judged apart; further ones are pooled as `other`.
    public static let segmentLimit = 16

    /// The probability of any false rollback in the whole migration, 0…1 exclusive.
    public let alpha: Double
    public let stages: Int

    public init(alpha: Double = 0.01, stages: Int) {
        self.alpha = alpha
        self.stages = max(1, stages)
    }

    /// What attempt `attempt` (from 1) of one stage may spend.
    public func share(ofAttempt attempt: Int) -> Double { alpha / Double(stages) * exp2(-Double(max(1, attempt))) }

    /// What one signal of a stage may spend in an attempt.
    public func share(ofSignal weight: Double, among total: Double, attempt: Int) -> Double {
        share(ofAttempt: attempt) * weight / total
    }

    /// log thresholds of one signal's tests: for the whole at each milestone, and for each segment.
    public static func thresholds(share: Double, milestones: Int, segmented: Bool) -> (whole: Double, segment: Double) {
        let whole = segmented ? share / 2 : share
        return (log(Double(max(1, milestones)) / whole), log(2 * Double(segmentLimit) / share))
    }
}
