import Cutover
import Gating
import Testing

/// What is about to be done: journalled before, performed once it can be, void when a newer wish replaces it.
@Suite struct IntentTests {
    private func isExposure(_ intent: Effect) -> Bool { if case .expose = intent.action { true } else { false } }

    @Test func aNewerExposureMakesAPendingOneVoid() throws {
        var world = World([.sample("a")])
        world.doesAnswer = false
        world.look()
        let pending = try #require(world.state.intents.first(where: isExposure))
        #expect(world.exposure("a") == 2_500)
        world.command(.rollback(stage: "a"))
        #expect(world.state.intents.count(where: isExposure) == 1)
        // The edge's late answer to the void wish changes nothing.
        let before = world.state
        world.accept(.outcome(Outcome(effect: pending.id, result: .exposed(took: 1, generation: 99))))
        #expect(world.state.exposure == before.exposure)
        #expect(world.phase("a") == .rollingBack)
        world.performAll()
        #expect(world.phase("a") == .rolledBack)
    }

    @Test func aFailureLeavesTheIntentOpen() throws {
        var world = World([.sample("a")])
        world.doesAnswer = false
        world.look()
        let intent = try #require(world.state.intents.first)
        world.accept(.outcome(Outcome(effect: intent.id, result: .failed("the edge does not answer"))))
        #expect(world.state.intents == [intent])
        #expect(world.remarks.last?.text.contains("the edge does not answer") == true)
        world.performAll()
        #expect(world.state.intents.isEmpty)
    }

    @Test func numbersOfEffectsAscend() {
        var world = World([.sample("a"), .sample("b", needs: ["a"])])
        world.look { $0.state.phase == .ended(.completed) }
        let ids = world.effects.map(\.id)
        #expect(ids == Array(Set(ids)).sorted())
    }

    @Test func aRestartedRunJudgesTheOpenStepAfresh() {
        var world = World([.sample("a")])
        world.look(units: 0)
        world.look(units: 500)
        let before = world.openDecision
        world.wait(60_000)
        world.tell(.resumed)
        #expect(world.openDecision != before)
        #expect(world.exposure("a") == 2_500)
        #expect(world.state.stages[0].gate == .undecided)
        world.look { $0.state.phase == .ended(.completed) }
        #expect(world.state.phase == .ended(.completed))
    }

    @Test func aRestartedRunKeepsWhatWasAboutToBeDone() {
        var world = World([.sample("a")])
        world.doesAnswer = false
        world.look()
        let intents = world.state.intents
        world.accept(.resumed)
        #expect(world.state.intents == intents)
        world.performAll()
        #expect(world.phase("a") == .exposing(step: 0, openedAt: world.now))
    }

    @Test func aDriftIsRepairedWithTheExposureAsItStands() throws {
        var world = World([.sample("a")])
        world.look()
        let exposure = world.state.exposure
        world.tell(.drifted(["catalog: 9000 instead of 2500"]))
        #expect(world.state.exposure == exposure)
        let last = try #require(world.effects.last)
        #expect(last.action == .expose(exposure, .back))
    }
}
