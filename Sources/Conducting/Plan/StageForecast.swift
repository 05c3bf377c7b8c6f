import Cutover
import Gating
import Planning

/// What the plan expects of a stage, step by step.
struct StageForecast {
    struct Step {
        /// The margin of each signal at this step.
        var margins: [Signal.ID: Double] = [:]
        var slowest: StepExpectation?
    }

    private(set) var steps: [Step]

    init(_ stage: Stage, of plan: Plan) {
        steps = stage.exposure.steps.map { _ in Step() }
        let places = Dictionary(
            stage.exposure.steps.enumerated().map { ($1.position, $0) }, uniquingKeysWith: { first, _ in first })
        for forecast in plan.forecast(of: stage) {
            guard let place = places[forecast.step.position] else { continue }
            steps[place].margins[forecast.signal] = forecast.margin
            guard forecast.hours.isFinite, let baseline = plan.signal(forecast.signal)?.baseline?.value else {
                continue
            }
            let mean = Int(forecast.hours * 3_600_000)
            guard mean > steps[place].slowest?.mean ?? -1 else { continue }
            let wait = plan.signal(forecast.signal)?.milestones.map { Int($0.value.milliseconds) }.max() ?? 0
            steps[place].slowest = StepExpectation(
                signal: forecast.signal.rawValue, mean: mean + wait, most: Int(forecast.hoursAtMost * 3_600_000) + wait,
                unitsPerHour: forecast.unitsPerHour, baseline: baseline)
        }
    }
}

extension StageForecast {
    /// How each gate of the stage is judged, with the margins that its exposure allows.
    func specs(of stage: Stage, in plan: Plan) throws(ConductingError) -> [SignalSpec] {
        var specs: [SignalSpec] = []
        for gate in stage.gates {
            guard let signal = plan.signal(gate.value) else { continue }
            specs.append(try SignalSpec(signal, margins: steps.map { $0.margins[signal.id.value] ?? 0 }))
        }
        return specs
    }
}

extension Plan {
    /// The class a stage is carried out under. Declared text may claim worse, never better.
    func promise(of stage: Stage, _ evidence: WayBackEvidence = .none) -> (wayBack: WayBack, why: [String]) {
        let derived = wayBack(of: stage.id.value, evidence: evidence)
        return (max(stage.rollback?.declared?.value ?? .r4, derived.wayBack), derived.why.map(\.description))
    }
}

extension LoadTerms {
    init?(_ signal: Signal) {
        guard let load = signal.load else { return nil }
        self.init(
            signal: signal.id.value.rawValue, pages: load.pages?.value, incidents: load.incidents?.value,
            interventions: load.interventions?.value, over: load.over.map { Int($0.value.milliseconds) } ?? 3_600_000)
    }
}
