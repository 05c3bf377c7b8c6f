import Cutover
import Gating
import Planning
import Testing

/// A run in which nothing goes wrong.
@Suite struct HealthyRunTests {
    @Test func stagesAreDoneInOrderAndTheRunCompletes() {
        var world = World([.sample("a"), .sample("b", needs: ["a"]), .sample("c", needs: ["a", "b"])])
        var order: [String] = []
        for _ in 0..<60 {
            world.look()
            for stage in world.state.stages where stage.phase == .done && !order.contains(stage.id) {
                order.append(stage.id)
            }
        }
        #expect(order == ["a", "b", "c"])
        #expect(world.state.phase == .ended(.completed))
        #expect(world.state.exposure.units.values.allSatisfy { $0.newBelow == 10_000 })
        #expect(world.state.intents.isEmpty)
    }

    @Test func exposureGrowsStepByStepAndNeverShrinks() {
        var world = World([.sample("a"), .sample("b", needs: ["a"])])
        world.look { $0.state.phase == .ended(.completed) }
        for stage in ["a", "b"] {
            let wishes = world.wishes(stage)
            #expect(wishes == wishes.sorted())
            #expect(Set(wishes) == [0, 2_500, 5_000, 9_500, 10_000])
        }
    }

    @Test func oneStageIsExposedAtATime() {
        var world = World([.sample("a"), .sample("b", needs: ["a"])])
        world.look { world in
            if world.phase("a") != .done { #expect(world.exposure("b") == 0) }
            return world.state.phase == .ended(.completed)
        }
        #expect(world.state.phase == .ended(.completed))
    }

    @Test func theFirstWishTakesEverythingToOld() throws {
        let world = World([.sample("a"), .sample("b", wayBack: .r3)])
        guard case .expose(let exposure, let heading) = try #require(world.effects.first).action else {
            Issue.record("the first effect must be an exposure")
            return
        }
        #expect(heading == .back)
        #expect(exposure.units.values.allSatisfy { $0.newBelow == 0 })
        // Old may answer for a dead new side only where the way back allows it.
        #expect(exposure.units["unit-a"]?.fallback == true)
        #expect(exposure.units["unit-b"]?.fallback == false)
    }

    @Test func beforeTheLogIsSeenNothingIsExposed() {
        var world = World([.sample("a")])
        for _ in 0..<20 {
            world.wait(1_000)
            world.tell(.evidence(EvidenceBatch(decision: "")))
        }
        #expect(world.exposure("a") == 0)
        world.tell(.evidence(EvidenceBatch(decision: "", lines: 1)))
        #expect(world.exposure("a") == 2_500)
    }

    @Test func aStepStaysOpenForItsDwellHoweverGoodTheEvidence() {
        var world = World([.sample("a")])
        world.look(units: 0)
        world.look(units: 9_000)
        #expect(world.state.stages[0].gate == .healthy)
        #expect(world.exposure("a") == 2_500)
        world.look(units: 9_000)
        #expect(world.exposure("a") == 5_000)
    }

    @Test func withoutProofNothingExpands() {
        var world = World([.sample("a")])
        for _ in 0..<100 { world.look(units: 0) }
        #expect(world.exposure("a") == 2_500)
        var weak = World([.sample("a")])
        for _ in 0..<5 { weak.look(units: 5) }
        #expect(weak.exposure("a") == 2_500)
        #expect(weak.state.stages[0].gate == .undecided)
    }

    @Test func nothingExpandsBeforeTheEdgeAcknowledged() {
        var world = World([.sample("a")])
        world.look(units: 0)
        world.doesAnswer = false
        world.wait(5_000)
        world.look(units: 9_000)
        #expect(world.exposure("a") == 5_000)
        for _ in 0..<10 { world.look(units: 9_000) }
        #expect(world.exposure("a") == 5_000)
        #expect(world.state.intents.count == 1)
    }

    @Test func theLastComparisonIsMadeAfterEverythingMoved() throws {
        var world = World([.sample("a")])
        world.look { $0.phase("a") == .leaving || $0.state.isOpened }
        let kinds = world.effects.map { effect in
            switch effect.action {
            case .expose(let exposure, _):
                exposure.units.values.allSatisfy { $0.newBelow == 10_000 } ? "opened" : "step"
            case .compareOrders: "compared"
            case .askApproval: "asked"
            case .tell: "told"
            case .carryOut: "carried out"
            }
        }
        #expect(kinds.suffix(2) == ["opened", "compared"])
    }

    @Test func anAuthorityBeginsWithTheFirstStepAndStays() {
        var world = World([.sample("a", scopes: ["EU"])])
        #expect(world.state.authority.isEmpty)
        world.look(units: 0)
        let since = world.state.authority["EU"]
        #expect(since == world.now)
        world.look(new: 0.1)
        #expect(world.exposure("a") == 0)
        #expect(world.state.authority["EU"] == since)
    }

    @Test func afterTheEndNothingHappens() {
        var world = World([.sample("a")])
        world.look { $0.state.phase == .ended(.completed) }
        let (exposure, effects) = (world.state.exposure, world.effects.count)
        world.look(new: 0)
        world.command(.rollback(stage: "a"))
        world.tell(.drifted(["x"]))
        #expect(world.state.exposure == exposure)
        #expect(world.effects.count == effects)
    }
}
