import Cutover
import Gating
import Planning
import Testing

/// What people may ask of a run.
@Suite struct CommandTests {
    /// A run whose stages `a` and `b` are done or open, and `c` is still to come.
    private func world(_ wayBack: [String: WayBack] = [:]) -> World {
        var world = World([
            .sample("a", wayBack: wayBack["a"] ?? .r0), .sample("b", needs: ["a"], wayBack: wayBack["b"] ?? .r0),
            .sample("c", needs: ["b"]),
        ])
        world.look { $0.exposure("b") == 5_000 }
        return world
    }

    @Test func holdStopsExpansionAndResumeGoesOn() {
        var world = world()
        world.command(.hold("lunch"), by: "emil")
        #expect(world.state.hold == .asked(by: "emil", "lunch"))
        for _ in 0..<20 { world.look() }
        #expect(world.exposure("b") == 5_000)
        world.command(.resume(version: nil))
        world.look { $0.state.phase == .ended(.completed) }
        #expect(world.state.phase == .ended(.completed))
    }

    @Test func aCommandThatArrivesTwiceIsObeyedOnce() {
        var world = world()
        world.command(.hold("lunch"), id: "one")
        world.command(.resume(version: nil), id: "two")
        world.command(.hold("lunch"), id: "one")
        #expect(world.state.hold == nil)
    }

    @Test func resumeWithoutAHoldSaysSo() {
        var world = world()
        let exposure = world.state.exposure
        world.command(.resume(version: nil))
        #expect(world.state.exposure == exposure)
        #expect(world.remarks.last?.text.contains("nothing is held") == true)
    }

    @Test func rollbackTakesTheStageAndAllLaterOnesInOneChange() {
        var world = world()
        let (generation, count) = (world.state.exposure.generation, world.effects.count)
        world.command(.rollback(stage: "a"))
        #expect(world.exposure("a") == 0 && world.exposure("b") == 0 && world.exposure("c") == 0)
        #expect(world.state.exposure.generation == generation + 1)
        let exposures = world.effects[count...].count { if case .expose = $0.action { true } else { false } }
        #expect(exposures == 1)
        #expect(world.phase("a") == .rolledBack)
    }

    @Test func rollbackOfOneStageNeedsNoNewGeneration() {
        var world = world()
        let generation = world.state.exposure.generation
        world.command(.rollback(stage: "b"))
        #expect(world.exposure("a") == 9_500 && world.exposure("b") == 0)
        #expect(world.state.exposure.generation == generation)
    }

    @Test func afterRollingBackASuffixEveryStageOfItTriesAnew() {
        var world = world()
        world.command(.rollback(stage: "a"))
        world.command(.resume(version: "2"))
        world.look { $0.exposure("b") > 0 }
        // Each of them was judged before: judging it again spends the next attempt's budget.
        #expect(world.state.stages.map(\.attempt) == [2, 2, 1])
        world.look { $0.state.phase == .ended(.completed) }
        #expect(world.state.phase == .ended(.completed))
    }

    @Test func rollingBackFurtherThanARollbackStillFindsItsWayForward() {
        var world = world()
        world.look(new: 0.4)
        #expect(world.phase("b") == .rolledBack)
        world.command(.rollback(stage: "a"))
        #expect(world.phase("a") == .rolledBack)
        world.command(.resume(version: "2"))
        world.look(100) { $0.state.phase == .ended(.completed) }
        #expect(world.state.phase == .ended(.completed))
    }

    @Test func aLaterStageThatWasBeingEnteredWaitsForTheEarlierAgain() {
        var world = World([
            .sample("a"), .sample("b", needs: ["a"], entry: [.freshEvidence, .approved], approvals: 1),
        ])
        world.look { $0.phase("b") == .entering }
        world.command(.rollback(stage: "a"))
        world.command(.resume(version: "2"))
        world.approve("b", by: "olga")
        world.look()
        #expect(world.exposure("b") == 0)
        #expect(world.exposure("a") == 2_500)
    }

    @Test func rollbackIsRefusedWhereRoutingCannotGoBack() {
        var world = world(["b": .r2])
        let exposure = world.state.exposure
        world.command(.rollback(stage: "a"))
        #expect(world.state.exposure == exposure)
        #expect(world.remarks.last?.text.contains("refused: b is R2: because of b") == true)
    }

    @Test func rollbackOfSomethingNotExposedOrUnknownChangesNothing() {
        var world = world()
        let exposure = world.state.exposure
        world.command(.rollback(stage: "c"))
        world.command(.rollback(stage: "zzz"))
        #expect(world.state.exposure == exposure)
        #expect(world.remarks.contains { $0.text.contains("no such stage") })
        #expect(world.remarks.contains { $0.text.contains("nothing of it is exposed") })
    }

    @Test func rollbackOfADoneStageAfterEverythingMovedIsProvenAndMovedAgain() {
        var world = World([.sample("a")])
        world.look { $0.exposure("a") == 9_500 }
        world.comparison.couldCheck = false
        world.look { $0.state.isOpened }
        world.command(.rollback(stage: "a"))
        world.comparison.couldCheck = true
        #expect(world.exposure("a") == 0)
        world.command(.resume(version: "2"))
        world.look { $0.state.phase == .ended(.completed) }
        #expect(world.state.phase == .ended(.completed))
        #expect(world.exposure("a") == 10_000)
        #expect(world.wishes("a").suffix(4) == [2_500, 5_000, 9_500, 10_000])
    }

    @Test func stopEndsTheRunAndTheStoreGoesOnAsItStands() {
        var world = world()
        let exposure = world.state.exposure
        world.command(.stop)
        #expect(world.state.phase == .ended(.stopped))
        world.look()
        #expect(world.state.exposure == exposure)
    }
}
