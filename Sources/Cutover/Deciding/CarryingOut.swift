import Planning

extension Decision {
    /// Does what is left of a stage's works, one after the other.
    /// - Returns: whether all are done.
    mutating func carryOut(_ works: [StageWork], _ index: Int) -> Bool {
        let stage = state.stages[index]
        guard let next = works.first(where: { !stage.worked.contains($0) }) else { return true }
        if !isCarryingOut {
            remark(.step, stage: stage.id, "\(next.name) begins")
            effect(.carryOut(next, stage: stage.id))
        }
        return false
    }

    /// A work was done.
    mutating func carriedOut(_ work: StageWork, of stage: String, _ detail: String) {
        guard let index = state.stages.firstIndex(where: { $0.id == stage }) else { return }
        remark(.step, stage: stage, "\(work.name): \(detail)")
        if work == .wayBack {
            state.stages[index].worked.removeAll { $0 == .step(.handOver) }
            if let first = state.stages.firstIndex(where: { $0.phase == .rollingBack }) { takeBack(from: first) }
        } else if !state.stages[index].worked.contains(work) {
            state.stages[index].worked.append(work)
        }
    }

    /// Takes a stage and every later one back: authority first, the last stage's before those that it rests on, then
    /// traffic. The caller has made sure that it can be.
    mutating func takeBack(from first: Int) {
        guard let over = state.stages.indices.last(where: { $0 >= first && state.stages[$0].isHandedOver }) else {
            rollBack(from: first)
            return
        }
        for index in state.stages.indices where index > first && state.stages[index].phase.isCurrent {
            state.stages[index].phase = .waiting
        }
        state.stages[first].phase = .rollingBack
        state.judges = []
        remark(.rollback, stage: state.stages[over].id, "authority goes back first: way-back begins")
        effect(.carryOut(.wayBack, stage: state.stages[over].id))
    }

    /// Goes on with taking back after a person has seen to what stood in its way.
    mutating func takeBackOn(_ index: Int) {
        guard !isCarryingOut, !isExposing else { return }
        takeBack(from: index)
    }

    /// Whether a stage can be taken back without people: by routing, or by moving authority back where everything that
    /// was written on the new side is on the old one too.
    func canTakeBack(_ index: Int) -> Bool {
        let back = state.wayBack(of: index)
        return back.isRoutable || (back.wayBack == .r2 && state.stages[index].isHandedOver)
    }
}

extension StageWork {
    var isLook: Bool { if case .look = self { true } else { false } }
}
