import Cutover
import Gating

/// A world around the pure decision: it does at once what it is told, and shows the evidence a test scripts.
struct World {
    private(set) var state = RunState.blank
    private(set) var now = 1_700_000_000_000
    /// Everything that happened, as the journal would hold it.
    private(set) var journal: [(event: Event, at: Int)] = []
    private(set) var remarks: [Remark] = []
    private(set) var effects: [Effect] = []
    /// Whether the edge and the orders API answer.
    var doesAnswer = true
    var comparison: ExactResult
    /// Works that cannot be done, by name, and why.
    var refusals: [String: String]

    init(
        _ stages: [StageItinerary],
        comparison: ExactResult = ExactResult(compared: 10, mismatches: 0, detail: "10 orders acknowledged, 0 lost"),
        refusals: [String: String] = [:]
    ) {
        (self.comparison, self.refusals) = (comparison, refusals)
        tell(.began(.sample(stages)))
    }

    /// Tells the run an event and does what follows.
    mutating func tell(_ event: Event) {
        accept(event)
        if doesAnswer { performAll() }
    }

    /// Tells the run an event and does nothing of what follows.
    mutating func accept(_ event: Event) {
        let decision = decide(state, event, at: now)
        state = decision.state
        journal.append((event, now))
        remarks += decision.remarks
        effects += decision.effects
    }

    mutating func performAll() {
        // A run that asks for ever would hang the test: a bound shows it instead.
        for _ in 0..<100 {
            guard let intent = state.intents.first else { return }
            perform(intent)
        }
    }

    mutating func perform(_ intent: Effect) {
        let result: Outcome.Result =
            switch intent.action {
            case .expose(let exposure, _): .exposed(took: 0.5, generation: exposure.generation)
            case .compareOrders: .compared(comparison)
            case .askApproval: .asked
            case .tell: .told("told")
            case .carryOut(let work, _): refusals[work.name].map { .refused($0) } ?? .carriedOut("done")
            }
        accept(.outcome(Outcome(effect: intent.id, result: result)))
    }

    mutating func wait(_ ms: Int) { now += ms }

    /// One look a second later: so many units a side, of which these shares completed.
    mutating func look(old: Double = 0.97, new: Double = 0.97, units: Int = 400, missing: Int = 0) {
        wait(1_000)
        let block = Block(
            oldUnits: units, oldEvents: Int(old * Double(units)), newUnits: units, newEvents: Int(new * Double(units)))
        tell(
            .evidence(
                EvidenceBatch(
                    decision: openDecision, lines: 100, missing: missing, exposure: 0.5,
                    signals: ["paid": SignalEvidence(milestones: [block])], requests: block)))
    }

    /// Looks until `holds`, at most `most` times.
    mutating func look(_ most: Int = 60, until holds: (World) -> Bool) {
        for _ in 0..<most where !holds(self) { look() }
    }

    /// `generation/decision` of the step that is open.
    var openDecision: String {
        guard let index = state.current else { return "-" }
        let unit = state.itinerary.stages[index].unit
        return "\(state.exposure.generation)/\(state.exposure.units[unit]?.decision ?? "")"
    }

    mutating func command(_ order: Command.Order, id: String? = nil, by person: String = "dora") {
        tell(.command(Command(id: id ?? "c\(journal.count)", by: person, order: order)))
    }

    mutating func approve(_ stage: String, by person: String, attempt: Int = 1) {
        tell(.approved(Approval(stage: stage, attempt: attempt, person: person, requestDigest: "d\(attempt)")))
    }

    /// What people were told so far: occasion and text, by receiver.
    var notices: [Notice] {
        effects.compactMap { if case .tell(let notice) = $0.action { notice } else { nil } }
    }

    func exposure(_ stage: String) -> Int { state.exposure.units["unit-\(stage)"]?.newBelow ?? -1 }

    func phase(_ stage: String) -> StageState.Phase? { state.stages.first { $0.id == stage }?.phase }

    /// The works so far, oldest first: `a transfer`.
    var works: [String] {
        effects.compactMap { effect in
            if case .carryOut(let work, let stage) = effect.action { "\(stage) \(work.name)" } else { nil }
        }
    }

    /// The exposure wishes so far, oldest first, with what they asked of a unit.
    func wishes(_ stage: String) -> [Int] {
        effects.compactMap { effect in
            guard case .expose(let exposure, _) = effect.action else { return nil }
            return exposure.units["unit-\(stage)"]?.newBelow
        }
    }
}

extension RunState.Hold {
    var name: String {
        switch self {
        case .asked: "asked"
        case .blind: "blind"
        case .wrong: "wrong"
        case .forwardOnly: "forwardOnly"
        case .rolledBack: "rolledBack"
        case .refused: "refused"
        case .gate(let obstacle): "gate \(obstacle.kind.rawValue)"
        }
    }
}
