import Planning

extension Decision {
    /// Does what a person asked, or says why not.
    mutating func obey(_ command: Command) {
        guard state.seenCommands.insert(command.id).inserted else { return }
        if case .incident(let id, let news) = command.order {
            hear(id, news, from: command.by)
            return
        }
        state.load.append(.init(kind: .intervention, at: now))
        switch command.order {
        case .hold(let why): hold(.asked(by: command.by, why))
        case .resume(let version): resume(by: command.by, version)
        case .rollback(let stage): rollBack(to: stage, by: command.by)
        case .stop:
            state.phase = .ended(.stopped)
            remark(.run, "stopped by \(command.by); the store goes on as it stands")
        case .incident: break
        }
    }

    private mutating func resume(by person: String, _ version: String?) {
        guard state.hold != nil else {
            remark(.person, "\(person) said resume; nothing is held")
            return
        }
        let takenBack = state.stages.indices.filter { state.stages[$0].phase == .rolledBack }
        if !takenBack.isEmpty {
            guard let version else {
                remark(.person, "\(person) said resume; after a rollback name the mended version (--version)")
                return
            }
            state.version = version
            for index in takenBack { tryAnew(index) }
        }
        release()
        remark(.person, "\(person) resumed\(version.map { " with version \($0)" } ?? "")")
        // Nobody can order the evidence to be whole: the run goes on by itself once it is.
        if state.hasGap { hold(.blind("no whole evidence since it was lost")) } else { reopen() }
    }

    private mutating func rollBack(to id: String, by person: String) {
        guard let first = state.itinerary.stages.firstIndex(where: { $0.id == id }) else {
            remark(.person, "\(person) said roll back `\(id)`; the plan has no such stage")
            return
        }
        let live = (first..<state.stages.count).filter {
            state.exposure.units[state.itinerary.stages[$0].unit]?.newBelow ?? 0 > 0
        }
        if let stuck = live.first(where: { !canTakeBack($0) }) {
            let (plan, back) = (state.itinerary.stages[stuck], state.wayBack(of: stuck))
            let why = back.isWorse ? "" : ": \(plan.why.last ?? "")"
            remark(.person, stage: plan.id, "refused: \(plan.id) is \(back.words)\(why)")
            return
        }
        guard !live.isEmpty else {
            remark(.person, "\(person) said roll back \(id); nothing of it is exposed")
            return
        }
        remark(.rollback, stage: id, "\(person) takes \(id) back")
        if let current = state.current, current < first { state.stages[current].phase = .waiting }
        takeBack(from: first)
    }
}
