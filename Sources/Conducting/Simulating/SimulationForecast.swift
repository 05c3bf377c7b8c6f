public import Cutover
import Gating
import Planning

/// What the plan's own forecast says of a simulated stage.
public struct SimulationForecast: Sendable, Hashable, Codable {
    public struct Step: Sendable, Hashable, Codable {
        /// `25%`
        public var step: String
        /// ms until health is proven, by the signal that takes longest, with its last milestone; nil where the plan
        /// says too little, or nothing is to be proven.
        public var health: Int?
        /// ms that are enough nine times in ten.
        public var healthAtMost: Int?
        public var slowest: String?
        /// The difference in shares, 0…1, that the drop's signal must rule out here.
        public var margin: Double?
        /// The mean of ms until the drop is caught, with the first milestone; nil where it never is, or none is asked
        /// for.
        public var catching: Int?
    }

    public var steps: [Step]
    /// The difference in shares, 0…1, that the drop makes to the whole.
    public var difference: Double?

    /// - Parameter share: the part of the units, 0…1, in the drop's segment.
    public init(_ stage: SimulatedStage, drop: InventedDrop?, share: Double) {
        let plan = stage.plan
        guard let terms = plan.stages.first(where: { $0.id.value.rawValue == stage.id }),
            let alone = stage.itinerary.stages.first
        else {
            (steps, difference) = ([], nil)
            return
        }
        let signal = drop.flatMap { drop in plan.signals.first { $0.id.value.rawValue == drop.signal } }
        let loss = drop.map { $0.segment == nil ? $0.loss : $0.loss * share }
        difference = loss.flatMap { loss in
            signal.flatMap { signal in
                signal.baseline.map {
                    abs(Forecast.share(after: loss, baseline: $0.value, direction: signal.direction.value) - $0.value)
                }
            }
        }
        let forecasts = plan.forecast(of: terms)
        let kept = Set(alone.signals.map(\.id))
        steps = terms.exposure.steps.map { step in
            let here = forecasts.filter { $0.step.position == step.position && kept.contains($0.signal.rawValue) }
            let slowest = here.filter(\.hours.isFinite).max { $0.hours < $1.hours }
            let ours = here.first { $0.signal.rawValue == drop?.signal }
            func wait(_ id: Signal.ID?) -> Int { id.flatMap { plan.signal($0) }?.milestoneMilliseconds.last ?? 0 }
            return Step(
                step: "\(step.value)", health: slowest.map { Int($0.hours * 3_600_000) + wait($0.signal) },
                healthAtMost: slowest.map { Int($0.hoursAtMost * 3_600_000) + wait($0.signal) },
                slowest: slowest?.signal.rawValue, margin: ours?.margin,
                catching: Self.hours(ours, signal, loss).map {
                    Int($0 * 3_600_000) + (signal?.milestoneMilliseconds.first ?? 0)
                })
        }
    }

    /// The forecast for any loss: evidence needed is the same for all, so hours go as the information of a unit does.
    private static func hours(_ forecast: StepForecast?, _ signal: Signal?, _ loss: Double?) -> Double? {
        guard let forecast, let signal, let loss, let baseline = signal.baseline?.value,
            let known = CatchForecast.losses.first, let hours = forecast.hoursToCatch.first, hours.isFinite
        else { return nil }
        func information(_ loss: Double) -> Double {
            Forecast.informationOfRegression(
                old: baseline,
                new: Forecast.share(after: loss, baseline: baseline, direction: signal.direction.value),
                exposure: forecast.exposure)
        }
        let found = information(loss)
        return found > 0 ? hours * information(known) / found : nil
    }
}

extension SimulatedStage {
    /// The least time in ms that a step stays open.
    public var dwell: Int { itinerary.stages.first?.dwell ?? 0 }

    /// ms that are enough for nearly every run: twice what nine in ten need for all steps, and at least a day of a real
    /// stage; never more than two weeks beyond what is waited for.
    public func patience(after from: Int) -> Int {
        guard let stage = itinerary.stages.first else { return 0 }
        let forecast = SimulationForecast(self, drop: nil, share: 1)
        let steps = forecast.steps.map { max(stage.dwell, $0.healthAtMost ?? 0) }.reduce(0, +)
        let longest = stage.dwell < 600_000 ? 3_600_000 : 86_400_000
        return from + min(max(2 * steps, longest), 14 * 86_400_000)
    }
}
