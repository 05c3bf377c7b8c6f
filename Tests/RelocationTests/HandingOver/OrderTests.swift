import Relocation
import Testing

/// The pure order of a hand over.
@Suite struct HandOverOrderTests {
    private var open: HandOverWorld {
        HandOverWorld(
            isSourceReadOnly: false, sourceOpenings: [], isSourceFollowing: false, isTargetReadOnly: true,
            isTargetReplica: true, targetApplied: GTIDPosition(), targetEventsOff: [], targetCountersBehind: [])
    }

    /// Each step changes state and world as the real one does; the order comes out, each step once.
    @Test func theStepsComeInOrder() throws {
        var state = HandOverState(events: [
            FencedEvent(name: "tick", definer: DatabaseAccount(user: "a", host: "b"), schema: "store")
        ])
        var world = open
        world.targetEventsOff = ["tick"]
        let last = try #require(GTIDPosition(parsing: "0-1-9"))
        var seen: [HandOverStep] = []
        while let step = HandOverOrder.next(state, world), seen.count < 20 {
            seen.append(step)
            switch step {
            case .drained: state.isDrained = true
            case .readOnly:
                world.isSourceReadOnly = true
                state.isReadOnlyKept = true
            case .fenced: state.fence = FenceRecord(locked: [], events: [], wasReadOnly: false)
            case .proven: state.isProven = true
            case .caughtUp:
                state.lastPosition = last
                world.targetApplied = last
            case .tailVerified: state.isTailVerified = true
            case .followingEnded:
                state.newPosition = last
                world.isTargetReplica = false
            case .readied: world.targetEventsOff = []
            case .released:
                state.hasMoved = true
                world.isTargetReadOnly = false
            case .reversed: world.isSourceFollowing = true
            case .roundTrip: state.isRoundTripSeen = true
            }
        }
        #expect(seen == HandOverStep.allCases)
        #expect(HandOverOrder.next(state, world) == nil)
        // What breaks afterwards is mended, and nothing before the move is done again.
        world.isSourceFollowing = false
        world.isSourceReadOnly = false
        #expect(HandOverOrder.next(state, world) == .reversed)
        world.isTargetReadOnly = true
        #expect(HandOverOrder.next(state, world) == .released)
    }

    @Test func whatTheWorldDeniesIsDoneAgain() throws {
        var state = HandOverState()
        var world = open
        state.isDrained = true
        state.isReadOnlyKept = true
        #expect(HandOverOrder.next(state, world) == .readOnly)
        world.isSourceReadOnly = true
        state.fence = FenceRecord(locked: [DatabaseAccount(user: "app", host: "%")], events: [], wasReadOnly: false)
        world.sourceOpenings = ["app@% is not locked"]
        #expect(HandOverOrder.next(state, world) == .fenced)
        world.sourceOpenings = []
        state.isProven = true
        state.lastPosition = GTIDPosition(parsing: "0-1-9")
        world.targetApplied = try #require(GTIDPosition(parsing: "0-1-8"))
        #expect(HandOverOrder.next(state, world) == .caughtUp)
        let reopened = HandOverOrder.reopened(state)
        #expect(!reopened.isDrained && !reopened.isProven && reopened.lastPosition == nil && reopened.fence != nil)
        state.hasMoved = true
        #expect(HandOverOrder.reopened(state) == state)
    }
}
