public import Planning

/// A stage as people and programs read it: what it moves, what going back costs and why, and how long its gates are
/// expected to take.
public struct StageOutline: Sendable, Encodable {
    /// What one signal is expected to show at one step. Hours are null where they never end.
    public struct Expectation: Sendable, Encodable {
        public let signal: String
        /// The difference that must be excluded, 0...1.
        public let margin: Double
        /// Units of this signal on the new side.
        public let newUnitsPerHour: Double
        /// Expected hours until health is proven.
        public let hours: Double?
        /// Hours that are enough nine times in ten.
        public let hoursAtMost: Double?
        /// Hours the plan allows.
        public let hoursAllowed: Double
        public let isDecidedInTime: Bool
        /// Expected hours until a loss of 5, 10 and 30 % is caught.
        public let hoursToCatch: [Double?]
    }

    public struct Step: Sendable, Encodable {
        public let step: String
        /// The share of visitors on the new side, 0...1.
        public let exposure: Double
        /// Sessions of the unit on the new side; null where the plan does not say how many there are.
        public let newSessionsPerHour: Double?
        public let expected: [Expectation]
    }

    public struct Gate: Sendable, Encodable {
        public let signal: String
        public let says: String
        /// Why nothing is forecast for it; null where something is.
        public let unforeseen: String?
    }

    public struct Staff: Sendable, Encodable {
        public let owner: String?
        public let deputy: String?
        public let trigger: String?
        public let decider: String?
        public let executor: String?
        public let signers: Int?
    }

    public struct WayBackTerms: Sendable, Encodable {
        public let derived: WayBack
        public let meaning: String
        public let why: [Fact]
        public let declared: WayBack?
        public let form: String?
        public let isAutomatic: Bool
        public let window: String?
        public let evicted: String?
    }

    public struct Words: Sendable, Encodable {
        public let go: String?
        public let hold: String?
        public let rollback: String?
        public let to: [String]
    }

    /// From 1.
    public let number: Int
    public let id: String
    public let unit: String
    public let domain: String?
    public let needs: [String]
    public let entry: [String]
    public let exit: [String]
    public let moves: [String]
    public let dwell: String
    public let steps: [Step]
    public let gates: [Gate]
    public let staff: Staff
    public let wayBack: WayBackTerms
    public let words: Words?
    public let position: Position
}

extension StageOutline {
    /// All stages of a plan, in order.
    public static func all(of plan: Plan) -> [StageOutline] {
        let names = PersonNames(plan)
        let teams = Dictionary(plan.teams.map { ($0.id.value, $0.name.value) }, uniquingKeysWith: { first, _ in first })
        return zip(plan.stages, plan.handovers()).enumerated().map { place, found in
            let (stage, handovers) = found
            let back = stage.rollback
            let derived = plan.wayBack(of: stage.id.value)
            return StageOutline(
                number: place + 1, id: stage.id.value.rawValue, unit: stage.unit.value.rawValue,
                domain: plan.unit(stage.unit.value)?.domain.value.rawValue, needs: stage.needs.map(\.value.rawValue),
                entry: stage.entry.map(\.value), exit: stage.exit.map(\.value), moves: handovers.map(words),
                dwell: PlanText.duration(stage.exposure.dwell.value), steps: steps(of: stage, plan),
                gates: gates(of: stage, plan),
                staff: Staff(
                    owner: names[stage.owner], deputy: names[stage.deputy], trigger: names[back?.trigger],
                    decider: names[back?.decider], executor: names[back?.executor], signers: back?.signers?.value),
                wayBack: WayBackTerms(
                    derived: derived.wayBack, meaning: derived.wayBack.meaning, why: derived.why,
                    declared: back?.declared?.value, form: back?.form?.value.rawValue,
                    isAutomatic: back?.isAutomatic ?? false,
                    window: back?.window.map { PlanText.duration($0.value) }, evicted: back?.evicted?.value),
                words: stage.communications.map { said in
                    Words(
                        go: said.go?.value, hold: said.hold?.value, rollback: said.rollback?.value,
                        to: said.to.map { teams[$0.value] ?? $0.value.rawValue })
                },
                position: stage.position)
        }
    }

    /// `orders.create EU: shop-old → shop-new, birth-pinned`
    private static func words(_ handover: Handover) -> String {
        let move = handover.move
        let how = move.handover?.value.rawValue ?? "hand over not said"
        return "\(move.entity.value).\(move.facet.value) \(move.place.scopeWords): "
            + "\(handover.from?.rawValue ?? "nobody") → \(move.to.value), \(how)"
    }

    private static func steps(of stage: Stage, _ plan: Plan) -> [Step] {
        let forecasts = Dictionary(grouping: plan.forecast(of: stage), by: \.exposure)
        let sessions = plan.unit(stage.unit.value)?.sessions?.value
        return stage.exposure.steps.map { step in
            let share = stage.exposure.share(of: step.value)
            return Step(
                step: step.value.description, exposure: share, newSessionsPerHour: sessions.map { $0 * share },
                expected: (forecasts[share] ?? []).filter { $0.step.position == step.position }.map(expectation))
        }
    }

    private static func expectation(_ forecast: StepForecast) -> Expectation {
        func finite(_ hours: Double) -> Double? { hours.isFinite ? hours : nil }
        return Expectation(
            signal: forecast.signal.rawValue, margin: forecast.margin, newUnitsPerHour: forecast.newUnitsPerHour,
            hours: finite(forecast.hours), hoursAtMost: finite(forecast.hoursAtMost), hoursAllowed: forecast.bound,
            isDecidedInTime: forecast.isDecidedInTime, hoursToCatch: forecast.hoursToCatch.map(finite))
    }

    private static func gates(of stage: Stage, _ plan: Plan) -> [Gate] {
        let hasSessions = plan.unit(stage.unit.value)?.sessions != nil
        return stage.gates.map { id in
            guard let signal = plan.signal(id.value) else {
                return Gate(signal: id.value.rawValue, says: "is not declared", unforeseen: "the signal is unknown")
            }
            let unforeseen: String? =
                if let every = signal.every?.value, signal.baseline == nil {
                    "looked at every \(PlanText.duration(every))"
                } else if signal.baseline == nil {
                    "what the old side shows is not said"
                } else if !hasSessions {
                    "how many sessions unit \(stage.unit.value) has is not said"
                } else {
                    nil
                }
            return Gate(signal: id.value.rawValue, says: signal.words, unforeseen: unforeseen)
        }
    }
}

extension Signal {
    /// What it measures and what would be wrong with it, in a few words.
    package var words: String {
        var words = kind.value.rawValue
        if let flow { words += " of \(flow.value)" }
        if let entity { words += " of \(entity.value)" }
        if let start, let success { words += ", \(start.value) to \(success.value)" }
        if let baseline { words += ", \(PlanText.percent(baseline.value)) on the old side" }
        if let margin { words += ", \(direction.value.rawValue) of \(PlanText.points(margin.value)) matters" }
        if let above { words += ", slow above \(PlanText.duration(above.value))" }
        return words + (isBusiness ? ", sees income" : "")
    }
}
