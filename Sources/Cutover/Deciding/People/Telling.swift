import Planning

extension Decision {
    /// ms in which the same people are not told the same again.
    private static let pause = 60_000

    /// Tells each audience of a stage, in the plan's words.
    mutating func tell(_ occasion: Notice.Occasion, _ index: Int, why: String) {
        guard state.itinerary.tellsPeople else { return }
        let plan = state.itinerary.stages[index]
        let key = "\(occasion.rawValue) \(plan.id)"
        if let last = state.told[key], now - last < Self.pause { return }
        state.told[key] = now
        for audience in plan.audiences {
            let words = audience.words(for: occasion)
            effect(
                .tell(
                    Notice(
                        occasion: occasion, stage: plan.id,
                        receiver: .channel(audience.channel, audience: audience.who),
                        text: words.isEmpty ? why : words, details: details(index, why), sender: audience.sender)))
        }
    }

    private func details(_ index: Int, _ why: String) -> [String] {
        let plan = state.itinerary.stages[index]
        var details = [why, "way back: \(state.wayBack(of: index).words)"]
        details.append("decides: \(plan.decider); carries it out: \(plan.executor)")
        if let within = plan.decideWithin, !plan.escalateTo.isEmpty {
            details.append("to be decided within \(within / 60_000) min, then \(plan.escalateTo) is called")
        }
        return details
    }

    /// The stage that a hold is about: the present one, else the one that was taken back, else the next.
    var heldStage: Int? {
        state.current ?? state.stages.lastIndex { $0.phase == .rolledBack }
            ?? state.stages.firstIndex { $0.phase == .waiting }
    }

    /// Calls the deputy once the time to decide is over.
    mutating func escalateWhenDue() {
        guard let hold = state.hold, let since = state.heldAt, !state.hasEscalated, let index = heldStage,
            let within = state.itinerary.stages[index].decideWithin, now - since >= within
        else { return }
        state.hasEscalated = true
        let plan = state.itinerary.stages[index]
        guard !plan.escalateTo.isEmpty else { return }
        let text = "\(plan.id) is held for \(within / 60_000) min and not decided: \(hold.reason)"
        remark(.alarm, stage: plan.id, "\(plan.escalateTo) is to be called: \(text)")
        guard state.itinerary.tellsPeople else { return }
        state.load.append(.init(kind: .page, at: now))
        effect(
            .tell(
                Notice(
                    occasion: .escalate, stage: plan.id, receiver: .person(plan.escalateTo), text: text,
                    details: details(index, hold.reason), sender: plan.owner)))
    }
}
