import Cutover
import Gating
import Testing

/// No evidence is no good news.
@Suite struct SightTests {
    @Test func blindnessHoldsAndNothingExpands() {
        var world = World([.sample("a")])
        world.look()
        world.tell(.blinded("3 lines are missing"))
        #expect(world.state.hold == .blind("3 lines are missing"))
        let exposure = world.state.exposure
        for _ in 0..<10 {
            world.wait(5_000)
            world.tell(.blinded("3 lines are missing"))
        }
        #expect(world.state.exposure == exposure)
        #expect(world.remarks.count { $0.kind == .alarm } == 1)
    }

    @Test func whenItIsBackTheStepIsJudgedAfreshUnderANewDecision() {
        var world = World([.sample("a")])
        world.look(units: 0)
        world.look(units: 500)
        let before = world.openDecision
        #expect(world.state.stages[0].gate == .healthy)
        world.tell(.blinded("gap"))
        world.look(units: 9_000)
        #expect(world.state.hold == nil)
        #expect(world.openDecision != before)
        #expect(world.exposure("a") == 2_500)
        #expect(world.state.stages[0].gate == .undecided)
        world.look(units: 9_000)
        #expect(world.exposure("a") == 2_500)
        world.look(units: 9_000)
        #expect(world.exposure("a") == 5_000)
    }

    @Test func evidenceOfAnEarlierDecisionIsNotUsed() {
        var world = World([.sample("a")])
        world.look(units: 0)
        let old = world.openDecision
        world.tell(.blinded("gap"))
        world.look(units: 0)
        #expect(world.openDecision != old)
        let block = Block(oldUnits: 9_000, oldEvents: 8_730, newUnits: 9_000, newEvents: 0)
        world.tell(
            .evidence(EvidenceBatch(decision: old, lines: 9, signals: ["paid": SignalEvidence(milestones: [block])])))
        #expect(world.state.stages[0].gate == .undecided)
    }

    @Test func aLookWithMissingLinesIsBlindness() {
        var world = World([.sample("a")])
        world.look(units: 0)
        for _ in 0..<10 { world.look(units: 9_000, missing: 1) }
        #expect(world.exposure("a") == 2_500)
        #expect(world.state.hold?.name == "blind")
    }

    @Test func aPersonsHoldOutlivesTheBlindness() {
        var world = World([.sample("a")])
        world.look()
        world.command(.hold("lunch"))
        world.tell(.blinded("gap"))
        world.look()
        #expect(world.state.hold?.name == "asked")
    }

    @Test func resumingDoesNotMakeTheBlindSee() {
        var world = World([.sample("a", entry: []), .sample("b", needs: ["a"], entry: [])])
        world.look { $0.state.stages[0].phase == .done || $0.exposure("a") == 9_500 }
        world.command(.hold("lunch"))
        world.tell(.blinded("gap"))
        world.command(.resume(version: nil))
        #expect(world.state.hold?.name == "blind")
        let exposure = world.state.exposure.units.mapValues(\.newBelow)
        world.wait(60_000)
        world.tell(.blinded("gap"))
        #expect(world.state.exposure.units.mapValues(\.newBelow) == exposure)
        world.look { $0.state.phase == .ended(.completed) }
        #expect(world.state.phase == .ended(.completed))
    }

    @Test func aSignalWithoutUnitsBlindsTheGateButNotTheRun() {
        var world = World([.sample("a")])
        world.look(units: 0)
        for _ in 0..<15 { world.look(units: 0) }
        #expect(world.state.stages[0].gate == .blind)
        #expect(world.exposure("a") == 2_500)
        for _ in 0..<3 { world.look() }
        #expect(world.exposure("a") >= 5_000)
    }
}
