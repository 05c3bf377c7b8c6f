import Cutover
import Gating
import Observation

extension Conductor {
    /// Takes in a look at the evidence.
    ///
    /// An urgent look is tried on the pure decision first: only when something follows from it is it written down at
    /// once; else it waits for the tick, so that a burst of failures costs one write, not hundreds.
    func take(_ look: Look) async throws {
        if let why = look.blindness {
            pending = EvidenceBatch(decision: "")
            guard !isBlind else { return }
            isBlind = true
            try await commit(.blinded(why), at: look.at)
            return
        }
        if isBlind {
            guard look.batch.lines > 0 else { return }
            isBlind = false
        }
        if pending.decision != look.batch.decision { pending = EvidenceBatch(decision: look.batch.decision) }
        pending.exposure = look.batch.exposure
        pending.merge(look.batch)
        if look.isUrgent {
            let trial = decide(state, .evidence(pending), at: look.at)
            guard !trial.effects.isEmpty || trial.state.hold != state.hold else { return }
        }
        let batch = pending
        pending = EvidenceBatch(decision: batch.decision)
        try await commit(.evidence(batch), at: look.at)
    }
}

extension RunPlan {
    /// What to look for in this state; nil while no step is open and acknowledged.
    func window(for state: RunState) -> StepWindow? {
        guard case .running = state.phase, let index = state.current,
            case .exposing(_, let openedAt?) = state.stages[index].phase
        else { return nil }
        let stage = state.itinerary.stages[index]
        guard let unit = state.exposure.units[stage.unit] else { return nil }
        return StepWindow(
            decision: "\(state.exposure.generation)/\(unit.decision)", unit: stage.unit,
            exposure: Double(unit.newBelow) / 10_000, openedAt: openedAt, signals: observed[stage.id] ?? [],
            newBelow: unit.newBelow, controlFrom: unit.newBelow)
    }
}
