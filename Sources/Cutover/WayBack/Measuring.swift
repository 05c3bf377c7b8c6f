import Gating

extension Decision {
    /// Takes in what a comparison of stores says of the way back, and says where that changed it.
    mutating func measure(_ evidence: SignalEvidence, of signal: String) {
        guard let result = evidence.exact, let found = result.stores else { return }
        let before = state.stages.indices.map(state.wayBack)
        var isChanged = false
        state.measured[signal, default: StoreMeasure()].take(found, isWhole: result.couldCheck, at: now)
        for (index, before) in before.enumerated() {
            let after = state.wayBack(of: index)
            guard after.wayBack != before.wayBack else { continue }
            let stage = state.stages[index].id
            if after.wayBack > before.wayBack {
                remark(.alarm, stage: stage, "way back now: \(after.words)")
            } else {
                remark(.rollback, stage: stage, "way back now: \(after.words), by a comparison that shows it")
            }
            isChanged = true
        }
        if isChanged { refitFallback() }
    }

    /// Old stands in for a new side without a live server only while going back by routing costs nothing.
    private mutating func refitFallback() {
        var changed = 0
        for (index, stage) in state.itinerary.stages.enumerated() {
            let fallback = state.wayBack(of: index).isRoutable
            guard let unit = state.exposure.units[stage.unit], unit.fallback != fallback else { continue }
            state.exposure.units[stage.unit]?.fallback = fallback
            changed += 1
        }
        guard changed > 0 else { return }
        if changed > 1 { state.exposure.generation += 1 }
        restateExposure()
    }
}
