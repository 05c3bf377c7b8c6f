import Cutover
import Gating
import Planning
import Testing

/// What follows when the new side is worse.
@Suite struct RegressionTests {
    @Test(arguments: [WayBack.r0, .r1])
    func whereRoutingCanItIsTakenBackByItself(_ wayBack: WayBack) {
        var world = World([.sample("a", wayBack: wayBack)])
        world.look()
        world.look(new: 0.5)
        #expect(world.exposure("a") == 0)
        #expect(world.phase("a") == .rolledBack)
        #expect(world.state.hold == .rolledBack("a"))
        #expect(world.remarks.contains { $0.kind == .rollback && $0.text.contains("paid regressed") })
    }

    @Test(arguments: [(WayBack.r2, true), (.r3, true), (.r4, true), (.r0, false), (.r1, false)])
    func elsewhereItIsHeldAndExposureFrozen(_ wayBack: WayBack, _ isAutomatic: Bool) {
        var world = World([.sample("a", wayBack: wayBack, isAutomatic: isAutomatic)])
        world.look()
        world.look(new: 0.5)
        #expect(world.state.hold?.name == "forwardOnly")
        let exposure = world.state.exposure
        for _ in 0..<20 { world.look(units: 2_000) }
        #expect(world.state.exposure == exposure)
        #expect(world.exposure("a") == 2_500)
    }

    @Test func aHoldIsNoReasonNotToGoBack() {
        var world = World([.sample("a")])
        world.look()
        world.command(.hold("lunch"))
        world.look(new: 0.5)
        #expect(world.exposure("a") == 0)
    }

    @Test func goingBackComparesTheOrders() {
        var world = World([.sample("a")])
        world.look()
        world.look(new: 0.5)
        guard case .compareOrders? = world.effects.last?.action else {
            Issue.record("the last effect must compare orders")
            return
        }
    }

    @Test func evictingEndsThePinsAndStoppingBirthsKeepsThem() {
        for (form, epoch) in [(StageItinerary.Form.evict, 2), (.stopBirths, 1)] {
            var world = World([.sample("a", form: form)])
            world.look()
            world.look(new: 0.5)
            #expect(world.state.exposure.units["unit-a"]?.pinEpoch == epoch)
        }
    }

    @Test func aMendedVersionTriesAgainWithHalfTheBudget() {
        var world = World([.sample("a")])
        world.look()
        world.look(new: 0.5)
        let first = world.state.stages[0].verdicts.first?.regressionThreshold
        world.command(.resume(version: nil))
        #expect(world.state.hold == .rolledBack("a"))
        #expect(world.remarks.contains { $0.text.contains("--version") })
        world.command(.resume(version: "2"))
        #expect(world.state.version == "2")
        #expect(world.state.stages[0].attempt == 2)
        world.look()
        let second = world.state.stages[0].verdicts.first?.regressionThreshold
        #expect(abs((second ?? 0) - (first ?? 0) - 0.693147) < 1e-5)
        world.look { $0.state.phase == .ended(.completed) }
        #expect(world.state.phase == .ended(.completed))
    }

    @Test func whatTwoPeopleMustDecideIsSaidOnce() {
        var wrong = SignalSpec.orders
        wrong.freshness = 5_000
        var world = World([.sample("a", wayBack: .r3, signals: [.paid, wrong], compareEvery: 1_000)])
        world.look()
        world.comparison = ExactResult(compared: 10, mismatches: 1, detail: "1 lost")
        for _ in 0..<20 { world.look(new: 0.5) }
        #expect(world.remarks.count { $0.kind == .alarm } <= 4)
    }
}
