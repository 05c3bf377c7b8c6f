/// Derives detection and priority for the risks of one plan. Made once, then each risk costs only its own signals and
/// stages.
public struct RiskDetector: Sendable {
    private let stages: [Stage]
    private let places: StagesConcerned
    private let signals: [Signal.ID: Signal]
    private let units: [CutoverUnit.ID: CutoverUnit]
    /// Per stage: the signals it waits for, and the sum of their weights.
    private let gates: [Set<Signal.ID>]
    private let weights: [Double]
    /// For each signal what it is worth to a risk that may strike at every stage.
    private var everywhere: [Signal.ID: Detection] = [:]

    public init(_ plan: Plan) {
        stages = plan.stages
        places = StagesConcerned(plan)
        let known = Dictionary(plan.signals.map { ($0.id.value, $0) }, uniquingKeysWith: { first, _ in first })
        signals = known
        units = Dictionary(plan.units.map { ($0.id.value, $0) }, uniquingKeysWith: { first, _ in first })
        gates = plan.stages.map { Set($0.gates.map(\.value)) }
        weights = plan.stages.map { stage in
            stage.gates.reduce(0) { $0 + (known[$1.value]?.weight?.value ?? 1) }
        }
        everywhere = overall(plan.risks)
    }

    /// How soon a risk would be seen, and why.
    public func detection(of risk: Risk) -> Detection {
        guard !risk.signals.isEmpty else { return .none([Fact("no signal would show it", risk.id.position)]) }
        guard !stages.isEmpty else { return .none([Fact("no stage would wait for a signal", risk.place.position)]) }
        switch places.concerned(by: risk.place.value) {
        case .every(let reason):
            let best = risk.signals.compactMap { everywhere[$0.value] ?? overall($0.value) }
                .min { $0.value < $1.value }
            guard let best else { return .none([Fact("its signals are unknown", risk.signals[0].position)]) }
            return Detection(value: best.value, why: [Fact(reason, risk.place.position)] + best.why)
        case .some(let concerned, let reason):
            let worst = concerned.map { place in
                risk.signals.compactMap { detection(by: $0.value, at: place) }.min { $0.value < $1.value }
                    ?? .none([Fact("its signals are unknown", risk.signals[0].position)])
            }.max { $0.value < $1.value }
            guard let worst else { return .none([Fact("no stage is concerned", risk.place.position)]) }
            return Detection(value: worst.value, why: [Fact(reason, risk.place.position)] + worst.why)
        }
    }

    /// How urgent it is to act on a risk.
    public func priority(of risk: Risk) -> ActionPriority {
        ActionPriority(
            severity: risk.severity.value, occurrence: risk.occurrence.value, detection: detection(of: risk).value)
    }

    /// The stages at which a risk may strike, in order; nil where that is any of them.
    public func namedStages(of risk: Risk) -> [Stage.ID]? {
        switch places.concerned(by: risk.place.value) {
        case .every: nil
        case .some(let concerned, _): concerned.map { stages[$0].id.value }
        }
    }

    private func detection(by id: Signal.ID, at place: Int) -> Detection? {
        guard let signal = signals[id] else { return nil }
        let stage = stages[place]
        let isGate = gates[place].contains(id)
        let total = weights[place] + (isGate ? 0 : signal.weight?.value ?? 1)
        let pace = SignalPace(
            of: signal, at: stage, unit: units[stage.unit.value],
            forecast: CatchForecast(signal: signal, amongWeights: total, stages: stages.count))
        guard let hours = pace.hours else { return .none(pace.why) }
        let dwell = stage.exposure.dwell
        let ratio = dwell.value > .zero ? hours / dwell.value.hours : .infinity
        var why = pace.why
        if !isGate {
            why.append(
                Fact("no gate of stage \(stage.id.value) waits for \(id), so nothing stops by itself", stage.position))
        }
        why.append(
            Fact(
                "\(PlanText.hours(hours)) in all, \(Self.part(ratio)) the dwell of stage \(stage.id.value)",
                dwell.position))
        let value = Detection.value(ofRatio: ratio, isGate: isGate)
        return Detection(value: value, why: why + [Fact("so detection is \(value)")])
    }

    /// For every signal of these risks, its worst over all stages. Stages that do not wait for a signal stand for each
    /// other: the first of them is looked at, so that the whole costs no more than the plan has gates.
    private func overall(_ risks: [Risk]) -> [Signal.ID: Detection] {
        var asked = Set<Signal.ID>()
        for risk in risks {
            if case .every = places.concerned(by: risk.place.value) { asked.formUnion(risk.signals.map(\.value)) }
        }
        var waiting: [Signal.ID: [Int]] = [:]
        for (place, waited) in gates.enumerated() {
            for id in waited where asked.contains(id) { waiting[id, default: []].append(place) }
        }
        var result: [Signal.ID: Detection] = [:]
        for id in asked { result[id] = overall(id, waiting: waiting[id] ?? []) }
        return result
    }

    private func overall(_ id: Signal.ID) -> Detection? {
        overall(id, waiting: gates.indices.filter { gates[$0].contains(id) })
    }

    private func overall(_ id: Signal.ID, waiting: [Int]) -> Detection? {
        let blind = zip(waiting, stages.indices).first { $0.0 != $0.1 }?.1 ?? waiting.count
        let looked = blind < stages.count ? waiting + [blind] : waiting
        return looked.compactMap { detection(by: id, at: $0) }.max { $0.value < $1.value }
    }

    private static func part(_ ratio: Double) -> String {
        guard ratio.isFinite else { return "more than" }
        return ratio < 0.01
            ? "under 1% of" : ratio < 1 ? "\(PlanText.percent(ratio)) of" : "\(PlanText.number(ratio)) x"
    }
}
