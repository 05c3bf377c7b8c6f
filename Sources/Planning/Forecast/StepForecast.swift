/// What one signal can be expected to show at one step of a stage.
public struct StepForecast: Sendable {
    public let stage: Stage.ID
    public let signal: Signal.ID
    public let step: At<ExposureStep>
    /// The share of visitors on the new side, 0...1.
    public let exposure: Double
    /// The difference that must be excluded, 0...1.
    public let margin: Double
    /// Units of this signal per hour, both sides together.
    public let unitsPerHour: Double
    /// Expected hours until health is proven.
    public let hours: Double
    /// Hours that are enough nine times in ten.
    public var hoursAtMost: Double { Forecast.ninetiethPercentile(ofHours: hours) }
    /// Units of this signal per hour on the new side.
    public var newUnitsPerHour: Double { unitsPerHour * exposure }
    /// Expected hours until a loss of each of ``CatchForecast/losses`` is caught, in that order.
    public let hoursToCatch: [Double]
    /// Hours within which the plan wants it decided.
    public let bound: Double
    let baseline: Double
    let direction: Signal.Direction

    public var isDecidedInTime: Bool { hours <= bound }

    /// The exposure nearest to the present one, to a tenth of a percent, at which the step would be decided in time;
    /// nil when none would do. It may be lower: near 100 % it is the old side that shows too little.
    public var exposureNeeded: Double? {
        let enough = (1..<1000).map { Double($0) / 1000 }.filter { hours(exposure: $0, margin: margin) <= bound }
        return enough.min { abs($0 - exposure) < abs($1 - exposure) }
    }

    /// The least margin, to a tenth of a point, at which the step would be decided in time; nil when none up to half
    /// would do.
    public var marginNeeded: Double? {
        (1...500).map { Double($0) / 1000 }.first { $0 > margin && hours(exposure: exposure, margin: $0) <= bound }
    }

    private func hours(exposure: Double, margin: Double) -> Double {
        Forecast.hoursToProveHealth(
            baseline: baseline, margin: margin, exposure: exposure, unitsPerHour: unitsPerHour, direction: direction)
    }
}

extension Plan {
    /// Harm that a margin may let through at the next exposure, as a share of all units.
    static let harmBudget = 0.005
    /// The widest margin that follows from exposure alone.
    static let widestMargin = 0.1

    /// What every gate of a stage that compares shares can be expected to show at every step, in the order of steps,
    /// then gates. Signals without a baseline, units without a volume, and steps that leave nobody on the old side
    /// cannot be forecast and are left out.
    public func forecast(of stage: Stage) -> [StepForecast] {
        guard let sessions = unit(stage.unit.value)?.sessions?.value else { return [] }
        let bound = (stage.exposure.decideWithin ?? stage.exposure.dwell).value.hours
        let gated = stage.gates.compactMap { signal($0.value) }
        let weights = gated.reduce(0) { $0 + ($1.weight?.value ?? 1) }
        return stage.exposure.steps.enumerated().flatMap { place, step in
            let share = stage.exposure.share(of: step.value)
            let next =
                place + 1 < stage.exposure.steps.count
                ? stage.exposure.share(of: stage.exposure.steps[place + 1].value) : share
            return gated.compactMap { signal -> StepForecast? in
                guard !signal.isCompared, let baseline = signal.baseline?.value, share > 0, share < 1
                else { return nil }
                let margin = signal.margin?.value ?? min(Self.widestMargin, Self.harmBudget / max(next, share))
                let units = sessions * (signal.share?.value ?? 1)
                let caught = CatchForecast(signal: signal, amongWeights: weights, stages: stages.count)
                return StepForecast(
                    stage: stage.id.value, signal: signal.id.value, step: step, exposure: share, margin: margin,
                    unitsPerHour: units,
                    hours: Forecast.hoursToProveHealth(
                        baseline: baseline, margin: margin, exposure: share, unitsPerHour: units,
                        direction: signal.direction.value),
                    hoursToCatch: CatchForecast.losses.map {
                        caught.hours(
                            loss: $0, baseline: baseline, direction: signal.direction.value, exposure: share,
                            unitsPerHour: units)
                    },
                    bound: bound, baseline: baseline, direction: signal.direction.value)
            }
        }
    }
}
