extension Decision {
    /// The evidence cannot be trusted: nothing expands, and what was counted for this step is not used.
    mutating func blind(_ why: String) {
        state.isSighted = false
        state.hasGap = true
        if state.hold == nil || state.hold?.endsByItself == true { hold(.blind(why)) }
    }

    /// The evidence is whole again: the step that was open is proven afresh.
    mutating func sight() {
        guard !state.isSighted else { return }
        state.isSighted = true
        guard state.hasGap else { return }
        state.hasGap = false
        if case .blind? = state.hold { release() }
        remark(.hold, "evidence is back")
        reopen()
    }

    /// Opens the present step again under a new decision: the edge is told once more, evidence starts afresh.
    mutating func reopen() {
        guard let index = state.current, case .exposing(let step, let openedAt) = state.stages[index].phase, !isExposing
        else { return }
        if openedAt != nil {
            remark(.step, stage: state.stages[index].id, "the step is judged afresh")
            openStep(index, step)
        }
    }

    /// The edge does something else than it was told: it is told again.
    mutating func repair(_ differences: [String]) {
        remark(.edge, "drift: \(differences.joined(separator: "; ")): repairing")
        if !isExposing { effect(.expose(state.exposure, .back)) }
    }
}
