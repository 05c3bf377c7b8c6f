import Gating

extension Decision {
    /// An effect's outcome: what waited for it goes on.
    mutating func settle(_ outcome: Outcome) {
        guard let place = state.intents.firstIndex(where: { $0.id == outcome.effect }) else { return }
        if case .failed(let why) = outcome.result {
            // The intent stays open: the conductor tries again. Said once, not at every try.
            if state.hold == nil { remark(.alarm, "not done yet: \(why)") }
            return
        }
        let intent = state.intents.remove(at: place)
        switch (intent.action, outcome.result) {
        case (.expose(let exposure, _), .exposed(let took, let generation)):
            state.exposure.generation = generation
            acknowledged(exposure, took)
        case (.compareOrders, .compared(let result)): compared(result)
        case (.tell(let notice), .told(let how)): remark(.person, stage: notice.stage, how)
        case (.carryOut(let work, let stage), .carriedOut(let detail)): carriedOut(work, of: stage, detail)
        case (.carryOut(let work, let stage), .refused(let why)): hold(.refused("\(work.name) of \(stage): \(why)"))
        default: break
        }
    }

    /// The outcome of telling people; of nothing else.
    mutating func settleTelling(_ outcome: Outcome) {
        guard let intent = state.intents.first(where: { $0.id == outcome.effect }), case .tell = intent.action else {
            return
        }
        settle(outcome)
    }

    private mutating func acknowledged(_ exposure: Exposure, _ took: Double) {
        guard let index = state.current else { return }
        let plan = state.itinerary.stages[index]
        switch state.stages[index].phase {
        case .exposing(let step, nil):
            state.stages[index].phase = .exposing(step: step, openedAt: now)
            startJudging(index, step: step)
            let share = exposure.units[plan.unit].map { percent($0.newBelow) } ?? ""
            let label = step == plan.steps.count - 1 ? "open, \(share)" : share
            remark(.step, stage: plan.id, "exposure \(label) (acknowledged in \(rounded(took)) ms)")
            if step == 0 { tell(.go, index, why: "\(plan.id) is exposed at \(share)") }
        case .rollingBack:
            // Told again while authority goes back: traffic has not gone back yet.
            if !isCarryingOut, exposure.units[plan.unit]?.newBelow == 0 { rolledBack(took) }
        case .waiting, .entering, .exposing, .leaving, .done, .rolledBack: break
        }
    }

    /// Judges live for one attempt; only their proof of health starts afresh with each step.
    private mutating func startJudging(_ index: Int, step: Int) {
        let plan = state.itinerary.stages[index]
        state.stages[index].lastCompared = nil
        // An open incident that does not shut the gate makes it ask for more.
        let tightness = isTightened(index) ? 0.5 : 1
        state.split = SampleRatioWatch()
        defer {
            for i in state.judges.indices { state.judges[i].openStep(step: step, tightness: tightness, now: now) }
        }
        if !state.judges.isEmpty { return }
        let budget = ErrorBudget(alpha: state.itinerary.alpha, stages: state.itinerary.stages.count)
        let judged = plan.signals.filter { $0.kind != .exact }
        let total = max(judged.map(\.weight).reduce(0, +), 1e-9)
        state.judges = plan.signals.map { signal in
            let share = budget.share(ofSignal: signal.weight, among: total, attempt: state.stages[index].attempt)
            return SignalJudge(signal, share: share, proofAlpha: state.itinerary.proofAlpha, now: now)
        }
    }

    private mutating func compared(_ result: ExactResult) {
        let before = state.lastComparison?.result
        state.lastComparison = (now, result)
        if before?.detail != result.detail || result.mismatches > 0 { remark(.orders, result.detail) }
        if let index = state.current {
            let judged = state.itinerary.stages[index].orderSignals
            for i in state.judges.indices where judged.contains(state.judges[i].spec.id) {
                state.judges[i].add(SignalEvidence(exact: result), exposure: 0, now: now)
            }
            state.stages[index].isReconciled = result.couldCheck && result.mismatches == 0
            if case .exposing(_, .some) = state.stages[index].phase {
                state.stages[index].verdicts = state.judges.map { $0.verdict(now: now) }
            }
        }
        if result.mismatches > 0 { hold(.wrong(result.detail)) }
    }

    func rounded(_ ms: Double) -> String { "\((ms * 10).rounded() / 10)" }
}
