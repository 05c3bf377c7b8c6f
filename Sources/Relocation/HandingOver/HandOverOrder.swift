/// The pure heart: which step is next.
public enum HandOverOrder {
    /// The first step that is not done; nil when all are.
    public static func next(_ state: HandOverState, _ world: HandOverWorld) -> HandOverStep? {
        HandOverStep.allCases.first { !isDone($0, state, world) }
    }

    /// Whether a step is done, by what the world shows; what the world cannot show was written down.
    public static func isDone(_ step: HandOverStep, _ state: HandOverState, _ world: HandOverWorld) -> Bool {
        // After authority has moved, nothing before that counts: the source may follow, and be written by that.
        let hasMoved = state.hasMoved
        return switch step {
        case .drained: hasMoved || state.isDrained
        case .readOnly: hasMoved || (world.isSourceReadOnly && state.isReadOnlyKept)
        case .fenced: hasMoved || (state.fence != nil && world.sourceOpenings.isEmpty)
        case .proven: hasMoved || state.isProven
        case .caughtUp: hasMoved || state.lastPosition.map { world.targetApplied.covers($0) } ?? false
        case .tailVerified: hasMoved || state.isTailVerified
        case .followingEnded: hasMoved || (state.newPosition != nil && !world.isTargetReplica)
        case .readied:
            hasMoved || (world.targetEventsOff.isEmpty && world.targetCountersBehind.isEmpty && state.admitted == nil)
        case .released: hasMoved && !world.isTargetReadOnly
        case .reversed: world.isSourceFollowing
        case .roundTrip: state.isRoundTripSeen
        }
    }

    /// What no longer holds when the source was found open again: everything that rested on it is done anew.
    public static func reopened(_ state: HandOverState) -> HandOverState {
        guard !state.hasMoved else { return state }
        var state = state
        state.isDrained = false
        state.isProven = false
        state.lastPosition = nil
        state.isTailVerified = false
        state.newPosition = nil
        return state
    }
}
