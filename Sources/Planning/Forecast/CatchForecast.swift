import Foundation

/// How long a regression of a given size is expected to live before a gate takes it for one.
///
/// A stage's first attempt may spend half of the stage's part of the rollback budget; a signal gets the part of its
/// weight, half of it for its segments where it has any, shared over its milestones (`Docs/why-did-it-not-expand.md`).
/// The figure is the bound on the mean, log(1/α)/I, and the evidence spent on not knowing the control; the time until
/// a unit is judged comes on top.
public struct CatchForecast: Sendable {
    /// The losses that are forecast for people, as parts of what goes well, 0...1.
    public static let losses = [0.05, 0.1, 0.3]

    /// The chance of a false alarm that this one test may spend, 0...1.
    public let risk: Double

    public init(risk: Double) { self.risk = risk }

    /// - Parameters:
    ///   - amongWeights: the sum of the weights of all gates of the stage.
    ///   - stages: how many stages share the budget.
    init(signal: Signal, amongWeights total: Double, stages: Int) {
        let weight = signal.weight?.value ?? 1
        let ofSignal = Forecast.rollbackRisk / Double(max(1, stages)) / 2 * weight / max(total, weight)
        let ofWhole = signal.segments.isEmpty ? ofSignal : ofSignal / 2
        risk = ofWhole / Double(max(1, signal.milestones.count))
    }

    /// The expected hours; infinite where there is nothing to compare with or to count.
    public func hours(
        loss: Double, baseline: Double, direction: Signal.Direction, exposure: Double, unitsPerHour: Double
    ) -> Double {
        guard exposure > 0, exposure < 1, unitsPerHour > 0, (0...1).contains(baseline) else { return .infinity }
        let worse = Forecast.share(after: loss, baseline: baseline, direction: direction)
        let information = Forecast.informationOfRegression(old: baseline, new: worse, exposure: exposure)
        guard information > 0 else { return .infinity }
        return (log(1 / risk) + Forecast.overhead) / information / (exposure * unitsPerHour)
    }
}
