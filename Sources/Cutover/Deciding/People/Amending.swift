import Gating

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension RunState {
    /// Why this run cannot go on with another plan; nil where it can.
    ///
    /// What has begun must stay as it is: the same stages in the same order, of the same units, with steps that hold the
    /// exposure that stands. What has not begun may change freely.
    public func refusal(of plan: Itinerary) -> String? {
        switch phase {
        case .waiting: return "the run has not begun; begin it with this plan"
        case .ended: return "the run has ended"
        case .running: break
        }
        if isOpened { return "all stages are done, and every unit has moved" }
        if plan.isRehearsal != itinerary.isRehearsal {
            return "a rehearsal's plan and a real one do not replace each other"
        }
        let begun = (stages.lastIndex { !$0.isUntouched } ?? -1) + 1
        let planned = plan.stages.map(\.id)
        for index in 0..<begun where planned.count <= index || planned[index] != stages[index].id {
            let id = stages[index].id
            let fate = planned.contains(id) ? "stands at another place" : "is gone"
            return "stage \(id) is \(stages[index].phase.words) and \(fate) in the new plan"
        }
        return (0..<begun).lazy.compactMap { refusal(ofStage: $0, plan.stages[$0]) }.first
    }

    private func refusal(ofStage index: Int, _ new: StageItinerary) -> String? {
        let (old, stage) = (itinerary.stages[index], stages[index])
        let what = "stage \(old.id) is \(stage.phase.words)"
        if new.unit != old.unit { return "\(what), and its unit would be \(new.unit) instead of \(old.unit)" }
        if new.pins != old.pins || new.orderScopes != old.orderScopes {
            return "\(what), and the writers that it changes are others in the new plan"
        }
        let exposed = exposure.units[old.unit]?.newBelow ?? 0
        // Once all stages were done every unit moved altogether, past the last step.
        guard exposed > 0, exposed < 10_000 || stage.phase != .done else { return nil }
        let share = "\(Double(exposed) / 100) %"
        if stage.phase == .done, new.steps.last != exposed {
            return "\(what) at \(share), and its last step would be another one"
        }
        return new.steps.contains(exposed) ? nil : "\(what) at \(share), and its steps hold that no more"
    }
}

extension StageState {
    /// Nothing of it was ever exposed: it may be changed, moved and taken out.
    var isUntouched: Bool { [.waiting, .entering].contains(phase) && attempt == 1 }
}

extension StageState.Phase {
    fileprivate var words: String {
        switch self {
        case .waiting: "waiting for its next attempt"
        case .entering: "being entered"
        case .exposing: "live"
        case .leaving: "being left"
        case .done: "done"
        case .rollingBack: "being taken back"
        case .rolledBack: "taken back"
        }
    }
}

extension Decision {
    /// Goes on with another plan, if it can be applied to what was done already.
    mutating func amend(_ amendment: Amendment) {
        let plan = amendment.itinerary
        let why = state.itinerary.planDigest == amendment.from ? state.refusal(of: plan) : "it amends another plan"
        if let why {
            remark(.person, "the changed plan was refused: \(why)")
            return
        }
        let before = state.itinerary
        state.itinerary = plan
        state.itinerary.alpha = budget(for: plan, after: before)
        let begun = Dictionary(
            state.stages.filter { !$0.isUntouched }.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        state.stages = plan.stages.map { begun[$0.id] ?? StageState(id: $0.id) }
        remark(
            .person,
            "the plan is now \(plan.planDigest.prefix(12)), signed by \(amendment.signers.joined(separator: " and "))")
        askAnew()
        let isRouted = routeAnew()
        // What has begun stands where it stood.
        if let live = state.current { judgeAnew(live, before.stages[live]) }
        if isRouted { restateExposure() }
    }

    /// Tells the edge what it is to do, unless that is under way; a change that was growing still is.
    mutating func restateExposure() {
        guard !isPending({ $0.wish == state.exposure }) else { return }
        let heading = state.intents.lazy.compactMap {
            if case .expose(_, let heading) = $0.action { heading } else { nil }
        }
        effect(.expose(state.exposure, heading.first ?? .back))
    }

    /// What was spent is spent: whatever is still to be judged shares what is left, however much it is now. Stages that
    /// have begun may still need the part of their attempts to come.
    private func budget(for plan: Itinerary, after before: Itinerary) -> Double {
        let begun = state.stages.filter { !$0.isUntouched }
        let again = begun.reduce(0) { $0 + exp2(-Double($1.attempt)) }
        let left = Double(before.stages.count - begun.count) + again
        let asked = Double(plan.stages.count - begun.count) + again
        let share = before.alpha / Double(max(1, before.stages.count))
        return share * (asked > left ? left / asked : 1) * Double(max(1, plan.stages.count))
    }

    /// Approvals were given for the plan before: who has not begun to expose asks again.
    private mutating func askAnew() {
        state.intents.removeAll { if case .askApproval = $0.action { true } else { false } }
        for index in state.stages.indices where [.waiting, .entering].contains(state.stages[index].phase) {
            let attempt = state.stages[index].attempt
            state.stages[index].hasAsked = false
            state.stages[index].approvals.removeAll { $0.attempt == attempt }
        }
    }

    /// Whether the edge must be told something else about some unit.
    private mutating func routeAnew() -> Bool {
        let before = state.exposure.units
        var units: [String: UnitExposure] = [:]
        for (index, stage) in state.itinerary.stages.enumerated() {
            var unit = before[stage.unit] ?? UnitExposure()
            (unit.pins, unit.fallback) = (stage.pins, state.wayBack(of: index).isRoutable)
            units[stage.unit] = unit
        }
        guard units != before else { return false }
        state.exposure.units = units
        state.exposure.generation += 1
        return true
    }

    /// The live stage goes on at the exposure that stands. Where its signals changed it is judged as its next attempt,
    /// within that attempt's budget; what was counted under other terms proves nothing.
    private mutating func judgeAnew(_ index: Int, _ before: StageItinerary) {
        let plan = state.itinerary.stages[index]
        guard case .exposing(let step, let openedAt) = state.stages[index].phase, before.steps.indices.contains(step),
            let place = plan.steps.firstIndex(of: before.steps[step])
        else { return }
        state.stages[index].phase = .exposing(step: place, openedAt: openedAt)
        if plan.signals != before.signals, !state.judges.isEmpty {
            state.judges = []
            state.stages[index].attempt += 1
        }
        if openedAt != nil { openStep(index, place) }
    }
}

extension Effect.Action {
    fileprivate var wish: Exposure? { if case .expose(let exposure, _) = self { exposure } else { nil } }
}
