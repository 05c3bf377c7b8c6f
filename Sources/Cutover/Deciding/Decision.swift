/// What follows from an event.
public struct Decision: Sendable {
    public internal(set) var state: RunState
    /// To be journalled as intents together with the event, then performed in order.
    public internal(set) var effects: [Effect] = []
    /// For the timeline.
    public internal(set) var remarks: [Remark] = []
    let now: Int

    init(_ state: RunState, now: Int) {
        self.state = state
        self.now = now
    }

    mutating func effect(_ action: Effect.Action) {
        let effect = Effect(id: state.nextEffect, action: action)
        state.nextEffect += 1
        // A newer wish for the edge makes an unfulfilled older one void: it must not be carried out after all.
        if case .expose = action {
            state.intents.removeAll { if case .expose = $0.action { true } else { false } }
        }
        state.intents.append(effect)
        effects.append(effect)
    }

    mutating func remark(_ kind: Remark.Kind, stage: String? = nil, _ text: String) {
        remarks.append(Remark(kind, stage: stage, text))
    }

    mutating func hold(_ reason: RunState.Hold) {
        guard state.hold != reason else { return }
        // Held for one reason after another is held all the same: the time to decide goes on.
        state.heldAt = state.heldAt ?? now
        state.hold = reason
        remark(reason.isAlarm ? .alarm : .hold, "held: \(reason.reason)")
        if let stage = heldStage { tell(reason.occasion, stage, why: reason.reason) }
    }

    /// Nothing holds the run any more.
    mutating func release() {
        state.hold = nil
        state.heldAt = nil
        state.hasEscalated = false
    }

    func isPending(_ matches: (Effect.Action) -> Bool) -> Bool { state.intents.contains { matches($0.action) } }

    var isComparing: Bool {
        isPending { if case .compareOrders = $0 { true } else { false } }
    }

    var isCarryingOut: Bool {
        isPending { if case .carryOut = $0 { true } else { false } }
    }

    var isExposing: Bool {
        isPending { if case .expose = $0 { true } else { false } }
    }
}

extension RunState.Hold {
    var isAlarm: Bool {
        switch self {
        case .asked, .rolledBack: false
        case .blind, .wrong, .forwardOnly, .gate, .refused: true
        }
    }

    fileprivate var occasion: Notice.Occasion {
        switch self {
        case .blind: .blind
        case .gate(let obstacle): obstacle.kind == .blind ? .blind : .hold
        case .rolledBack: .rollback
        case .asked, .wrong, .forwardOnly, .refused: .hold
        }
    }

    /// Whether it ends without a person.
    package var endsByItself: Bool {
        switch self {
        case .blind, .gate: true
        case .asked, .wrong, .forwardOnly, .rolledBack, .refused: false
        }
    }
}
