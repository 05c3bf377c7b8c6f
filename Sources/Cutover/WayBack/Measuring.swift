import Gating

extension Decision {
    /// Takes in what a comparison of stores says of the way back, and says where that changed it.
    mutating func measure(_ evidence: SignalEvidence, of signal: String) {
        guard let result = evidence.exact, let found = result.stores else { return }
        let before = state.stages.indices.map(state.wayBack)
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
        }
    }
}
