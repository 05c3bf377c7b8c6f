import Gating

extension Decision {
    /// Takes a stage and every later one back, in one change of the edge. The caller has made sure that routing can.
    mutating func rollBack(from first: Int) {
        var changed = 0
        state.isOpened = false
        for index in first..<state.stages.count {
            // What was being entered has nothing to take back, but must wait for its needs to be met again.
            if index > first, state.stages[index].phase == .entering { state.stages[index].phase = .waiting }
            let plan = state.itinerary.stages[index]
            guard var unit = state.exposure.units[plan.unit], unit.newBelow > 0 || index == first else { continue }
            unit.newBelow = 0
            if plan.form == .evict { unit.pinEpoch += 1 }
            unit.decision = newDecision()
            state.exposure.units[plan.unit] = unit
            changed += 1
            // One stage stands for the change until the edge acknowledged it; the others wait for it.
            state.stages[index].phase = index == first ? .rollingBack : .waiting
            state.stages[index].isReconciled = false
            if index > first { tryAnew(index) }
        }
        if changed > 1 { state.exposure.generation += 1 }
        state.judges = []
        effect(.expose(state.exposure, .back))
    }

    /// A stage that was judged before is judged again as its next attempt, within that attempt's budget, and people are
    /// asked again.
    mutating func tryAnew(_ index: Int) {
        state.stages[index].phase = .waiting
        state.stages[index].attempt += 1
        state.stages[index].hasAsked = false
        state.stages[index].worked.removeAll(where: \.isOfOneAttempt)
        state.stages[index].closing = state.stages[index].verdicts
        state.stages[index].verdicts = []
    }

    mutating func rolledBack(_ took: Double) {
        guard let index = state.current else { return }
        let stage = state.stages[index].id
        state.stages[index].phase = .rolledBack
        let failed = state.stages[index].stepRequests.newEvents
        let since = state.stages[index].firstFailure.map { ", \(now - $0) ms after the first" } ?? ""
        remark(
            .rollback, stage: stage,
            "exposure is back at 0 % (acknowledged in \(rounded(took)) ms; \(failed) requests failed\(since))")
        hold(.rolledBack(stage))
        if !isComparing { effect(.compareOrders) }
    }
}
