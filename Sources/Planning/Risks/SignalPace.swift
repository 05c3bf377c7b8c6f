/// How long a signal takes at a stage, from the first shopper who suffers until it has judged that.
struct SignalPace {
    /// The part of the units that went well which is lost in the regression that must be caught, 0...1.
    static let loss = 0.3

    /// Infinite where the signal cannot see it; nil where the plan does not say enough to tell.
    let hours: Double?
    let why: [Fact]

    init(of signal: Signal, at stage: Stage, unit: CutoverUnit?, forecast: CatchForecast) {
        let id = signal.id.value
        if let every = signal.every, signal.isCompared {
            hours = every.value.hours
            why = [Fact("\(id) compares every \(PlanText.duration(every.value))", every.position)]
            return
        }
        guard let freshness = signal.freshness else {
            hours = nil
            why = [Fact("how old the evidence of \(id) may be is not said", signal.id.position)]
            return
        }
        let fresh = Fact("\(id) is at most \(PlanText.duration(freshness.value)) old", freshness.position)
        if signal.isEventDriven, let driven = signal.eventDriven {
            hours = freshness.value.hours
            why = [Fact("\(id) is judged at each event", driven.position), fresh]
            return
        }
        let first = signal.milestones.min { $0.value < $1.value }
        let judged = first.map { Fact("a unit is first judged after \(PlanText.duration($0.value))", $0.position) }
        let early = [fresh] + [judged].compactMap(\.self)
        guard let baseline = signal.baseline?.value else {
            hours = nil
            why = early + [Fact("but what \(id) shows on the old side is not said (`baseline`)", signal.id.position)]
            return
        }
        guard let sessions = unit?.sessions else {
            hours = nil
            why = early + [Fact("but how many sessions unit \(stage.unit.value) has is not said", stage.unit.position)]
            return
        }
        guard let step = stage.exposure.steps.first else {
            hours = nil
            why = early + [Fact("but stage \(stage.id.value) has no step", stage.exposure.position)]
            return
        }
        let share = stage.exposure.share(of: step.value)
        let caught = forecast.hours(
            loss: Self.loss, baseline: baseline, direction: signal.direction.value, exposure: share,
            unitsPerHour: sessions.value * (signal.share?.value ?? 1))
        let seen =
            caught.isFinite
            ? "a loss of \(PlanText.percent(Self.loss)) is caught in \(PlanText.hours(caught)) at \(step.value)"
            : "a loss of \(PlanText.percent(Self.loss)) is never caught at \(step.value): nothing to compare with"
        hours = (first?.value.hours ?? 0) + freshness.value.hours + caught
        why = early + [Fact(seen, step.position)]
    }
}

extension Signal {
    /// Whether it compares two stores, or looks, at intervals, rather than count shares of what shoppers do.
    var isCompared: Bool { kind.value == .reconciliation || (baseline == nil && every != nil) }
}
