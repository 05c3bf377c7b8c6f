import Cutover
import Gating
import Planning
import Testing

/// What stages do besides traffic: before their first step, and before traffic goes back.
@Suite struct CarryingOutTests {
    private static func handOver(_ id: String = "a", needs: [String] = [], wayBack: WayBack = .r2) -> StageItinerary {
        .sample(
            id, needs: needs, steps: [10_000], wayBack: wayBack, carriesOut: [.handOver, .follow, .transfer])
    }

    @Test func stepsAreDoneInTheirOwnOrderBeforeAnythingIsExposed() {
        var world = World([Self.handOver()])
        world.look()
        #expect(world.works == ["a transfer", "a follow", "a hand-over"])
        let exposed = world.effects.firstIndex { $0.action.exposes("unit-a") }
        let last = world.effects.lastIndex { if case .carryOut = $0.action { true } else { false } }
        #expect(exposed ?? 0 > last ?? .max)
        #expect(world.exposure("a") == 10_000)
        #expect(world.state.stages[0].isHandedOver)
    }

    @Test func nothingElseIsBegunWhileAStepIsUnderWay() {
        var world = World([Self.handOver()])
        world.doesAnswer = false
        for _ in 0..<5 { world.look() }
        #expect(world.works == ["a transfer"])
        #expect(world.exposure("a") == 0)
    }

    @Test func whatIsRefusedHoldsUntilSomebodySawToIt() {
        var world = World([Self.handOver()])
        world.refusals = ["follow": "the replica is broken: 1032"]
        for _ in 0..<5 { world.look() }
        #expect(world.state.hold == .refused("follow of a: the replica is broken: 1032"))
        #expect(world.works == ["a transfer", "a follow"])
        world.refusals = [:]
        world.command(.resume(version: nil))
        #expect(world.works == ["a transfer", "a follow", "a follow", "a hand-over"])
        #expect(world.exposure("a") == 10_000)
    }

    @Test func aProofThatLacksIsAskedForBeforeAnybodySigns() {
        var world = World(
            [.sample("a", entry: [.freshEvidence, .approved, .stagingPassed, .backupRestored], approvals: 1)],
            refusals: ["backup-restored": "no backup of db-old was restored"])
        world.look()
        #expect(world.works == ["a staging-passed", "a backup-restored"])
        #expect(world.state.hold?.name == "refused")
        #expect(!world.effects.contains { if case .askApproval = $0.action { true } else { false } })
        world.refusals = [:]
        world.command(.resume(version: nil))
        #expect(world.effects.contains { if case .askApproval = $0.action { true } else { false } })
        world.approve("a", by: "dora")
        world.look()
        #expect(world.exposure("a") == 2_500)
    }

    @Test func authorityGoesBackBeforeTraffic() {
        var world = World([Self.handOver()])
        world.look()
        world.look(new: 0.5)
        #expect(world.works.last == "a way-back")
        #expect(world.wishes("a").suffix(1) == [0])
        #expect(world.phase("a") == .rolledBack)
        #expect(!world.state.stages[0].isHandedOver)
        world.command(.resume(version: "2"))
        world.look()
        #expect(world.works.suffix(2) == ["a way-back", "a hand-over"])
    }

    @Test func aWayBackThatIsRefusedKeepsTrafficWhereItsDataAre() {
        var world = World([Self.handOver()])
        world.look()
        world.refusals = ["way-back": "the old side does not follow"]
        world.look(new: 0.5)
        for _ in 0..<5 { world.look() }
        #expect(world.state.hold?.name == "refused")
        #expect(world.exposure("a") == 10_000)
        // Drift that is repaired meanwhile is no acknowledgement of going back.
        world.tell(.drifted(["unit-a"]))
        #expect(world.phase("a") == .rollingBack)
        world.refusals = [:]
        world.command(.resume(version: nil))
        #expect(world.phase("a") == .rolledBack)
        #expect(world.exposure("a") == 0)
    }

    @Test func theLastHandOverGoesBackFirst() {
        var world = World([Self.handOver(), Self.handOver("b", needs: ["a"])])
        world.look { $0.exposure("b") == 10_000 }
        world.command(.rollback(stage: "a"))
        #expect(world.works.suffix(2) == ["b way-back", "a way-back"])
        #expect(world.exposure("a") == 0 && world.exposure("b") == 0)
    }

    @Test(arguments: [WayBack.r3, .r4])
    func whereTheOldSideLacksWritesNothingGoesBackByItself(_ wayBack: WayBack) {
        var world = World([Self.handOver(wayBack: wayBack)])
        world.look()
        world.look(new: 0.5)
        #expect(world.state.hold?.name == "forwardOnly")
        world.command(.rollback(stage: "a"))
        #expect(!world.works.contains("a way-back"))
    }

    @Test func aRunThatIsKilledGoesOnWithTheSameStep() {
        var world = World([Self.handOver()])
        world.doesAnswer = false
        world.look()
        let open = world.state.intents
        #expect(world.works == ["a transfer"])
        world.accept(.resumed)
        #expect(world.state.intents == open)
    }
}

extension Cutover.Effect.Action {
    fileprivate func exposes(_ unit: String) -> Bool {
        if case .expose(let exposure, _) = self { exposure.units[unit]?.newBelow ?? 0 > 0 } else { false }
    }
}
