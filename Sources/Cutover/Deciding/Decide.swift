import Gating
import Planning

/// The heart of a run: what follows from an event. Pure; the same journal always gives the same run.
///
/// - Parameters:
///   - event: what happened.
///   - now: the clock, ms since 1970, never before the last event's.
public func decide(_ state: RunState, _ event: Event, at now: Int) -> Decision {
    var decision = Decision(state, now: max(now, state.clock))
    decision.state.serial += 1
    decision.state.clock = decision.now
    if case .began(let itinerary) = event {
        decision.begin(itinerary)
        return decision
    }
    guard case .running = state.phase else {
        // What people were told when the run ended is still noted.
        if case .outcome(let outcome) = event { decision.settleTelling(outcome) }
        return decision
    }
    switch event {
    case .began: break
    case .evidence(let batch): decision.look(batch)
    case .blinded(let why): decision.blind(why)
    case .read(let signal, let evidence): decision.take(evidence, of: signal)
    case .outcome(let outcome): decision.settle(outcome)
    case .drifted(let differences): decision.repair(differences)
    case .resumed: decision.reopen()
    case .command(let command): decision.obey(command)
    case .approved(let approval): decision.note(approval)
    case .amended(let amendment): decision.amend(amendment)
    }
    decision.advance()
    return decision
}

extension Decision {
    mutating func begin(_ itinerary: Itinerary) {
        guard case .waiting = state.phase else { return }
        let serial = state.serial
        state = RunState(itinerary)
        state.serial = serial
        state.clock = now
        state.phase = .running
        state.beganAt = now
        state.stages = itinerary.stages.map { StageState(id: $0.id) }
        for stage in itinerary.stages {
            state.exposure.units[stage.unit] = UnitExposure(pins: stage.pins, fallback: stage.isRoutableBack)
        }
        remark(.run, "run of `\(itinerary.name)` begins: \(itinerary.stages.count) stages")
        if !itinerary.tellsPeople { remark(.person, "nobody is told: the plan has no `notices`") }
        effect(.expose(state.exposure, .back))
    }

    /// Moves the run on as far as it can go now: one stage at a time, in the plan's order.
    mutating func advance() {
        guard case .running = state.phase else { return }
        escalateWhenDue()
        guard let index = state.current else {
            if state.hold == nil { startNextStage() }
            return
        }
        switch state.stages[index].phase {
        case .entering: if state.hold == nil { enter(index) }
        case .exposing(let step, let openedAt?): weigh(index, step: step, openedAt: openedAt)
        case .leaving: if state.hold == nil { leave(index) }
        case .rollingBack: if state.hold == nil { takeBackOn(index) }
        case .waiting, .done, .rolledBack, .exposing: break
        }
    }

    private mutating func startNextStage() {
        guard !isExposing else { return }
        let done = Set(state.stages.filter { $0.phase == .done }.map(\.id))
        let next = state.itinerary.stages.indices.first { i in
            state.stages[i].phase == .waiting && done.isSuperset(of: state.itinerary.stages[i].needs)
        }
        if let next {
            state.stages[next].phase = .entering
            state.stages[next].startedAt = state.stages[next].startedAt ?? now
            state.stages[next].isReconciled = false
            let stage = state.itinerary.stages[next]
            remark(.stage, stage: stage.id, "stage begins, way back \(stage.wayBack.rawValue)")
            enter(next)
        } else if done.count == state.stages.count {
            finish()
        }
    }

    /// All stages are done: move every unit to new altogether, compare every order once more, end.
    private mutating func finish() {
        if !state.isOpened {
            state.isOpened = true
            state.exposure.generation += 1
            for unit in state.exposure.units.keys.sorted() {
                state.exposure.units[unit]?.newBelow = 10_000
                let decision = newDecision()
                state.exposure.units[unit]?.decision = decision
            }
            remark(.run, "all stages done: the holdback of every unit moves at once")
            // A comparison begun before the move would not see what the move does to orders.
            state.intents.removeAll { if case .compareOrders = $0.action { true } else { false } }
            state.lastComparison = nil
            effect(.expose(state.exposure, .forward))
        } else if let last = state.lastComparison, last.result.couldCheck, last.result.mismatches == 0 {
            state.phase = .ended(.completed)
            remark(.run, "run completed")
        } else {
            compareAgain()
        }
    }

    mutating func newDecision() -> String {
        defer { state.nextDecision += 1 }
        return "d\(state.nextDecision)"
    }
}
