import Cutover
import Gating
import Testing

/// Orders are compared exactly: a difference holds the run, and not being able to compare is not the same as none.
@Suite struct OrdersTests {
    private let wrong = ExactResult(compared: 10, mismatches: 1, detail: "1 lost (O-7 is in no shop)")
    private let unchecked = ExactResult(compared: 0, mismatches: 0, detail: "no answer", couldCheck: false)

    @Test func aWrongOrderHoldsAndExposureIsFrozen() {
        var world = World([.sample("a", signals: [.paid, .orders], compareEvery: 3_000)])
        world.look(units: 0)
        world.comparison = wrong
        world.look { $0.state.hold != nil }
        #expect(world.state.hold == .wrong(wrong.detail))
        let exposure = world.state.exposure
        for _ in 0..<20 { world.look() }
        #expect(world.state.exposure == exposure)
        #expect(world.state.hold == .wrong(wrong.detail))
    }

    @Test func ordersAreComparedAsOftenAsThePlanAsks() {
        var world = World([.sample("a", steps: [2_500, 9_500], signals: [.paid, .orders], compareEvery: 5_000)])
        for _ in 0..<31 { world.look(units: 0) }
        let comparisons = world.effects.count { if case .compareOrders = $0.action { true } else { false } }
        #expect(6...7 ~= comparisons)
    }

    @Test func aWrongOrderIsNoReasonToGoBackByRouting() {
        var world = World([.sample("a", signals: [.paid, .orders], compareEvery: 1_000)])
        world.look()
        world.comparison = wrong
        for _ in 0..<5 { world.look() }
        #expect(world.exposure("a") > 0)
        #expect(world.phase("a") != .rolledBack)
    }

    @Test func aStageIsEnteredOnlyOnceOrdersAgree() {
        var world = World([.sample("a", entry: [.freshEvidence, .ordersReconciled])], comparison: wrong)
        for _ in 0..<5 { world.look() }
        #expect(world.exposure("a") == 0)
        #expect(world.state.hold?.name == "wrong")
        world.comparison.mismatches = 0
        world.command(.resume(version: nil))
        #expect(world.exposure("a") == 2_500)
    }

    @Test func aStageIsLeftOnlyOnceOrdersAgree() {
        var world = World([.sample("a", exit: [.ordersReconciled]), .sample("b", needs: ["a"])])
        world.look { $0.exposure("a") == 9_500 }
        world.comparison = unchecked
        for _ in 0..<20 { world.look() }
        #expect(world.phase("a") == .leaving)
        #expect(world.exposure("b") == 0)
        world.comparison = ExactResult(compared: 1, mismatches: 0, detail: "good")
        world.look(10) { $0.phase("a") == .done }
        #expect(world.phase("a") == .done)
    }

    @Test func aComparisonThatCouldNotBeMadeIsTriedAgainASecondLaterNotAtOnce() {
        var world = World([.sample("a", entry: [.freshEvidence, .ordersReconciled])], comparison: unchecked)
        for _ in 0..<10 { world.look() }
        let comparisons = world.effects.count { if case .compareOrders = $0.action { true } else { false } }
        #expect(5...11 ~= comparisons)
    }

    @Test func theRunDoesNotEndWhileOrdersAreWrongOrUnchecked() {
        for bad in [wrong, unchecked] {
            var world = World([.sample("a")])
            world.look { $0.exposure("a") == 9_500 }
            world.comparison = bad
            for _ in 0..<20 { world.look() }
            #expect(world.state.isOpened)
            #expect(world.state.phase == .running)
        }
    }

    @Test func aComparisonBegunBeforeTheLastMoveDoesNotEndTheRun() throws {
        var world = World([.sample("a", steps: [2_500, 9_500], signals: [.paid, .orders], compareEvery: 1_000)])
        world.look { $0.exposure("a") == 9_500 }
        world.doesAnswer = false
        world.look()
        let slow = try #require(world.state.intents.first)
        #expect(slow.action == .compareOrders)
        world.look { $0.state.isOpened }
        world.accept(.outcome(Outcome(effect: slow.id, result: .compared(world.comparison))))
        let opening = try #require(world.state.intents.first)
        world.perform(opening)
        #expect(world.state.phase == .running)
        #expect(world.state.intents.map(\.action) == [.compareOrders])
        world.performAll()
        #expect(world.state.phase == .ended(.completed))
    }
}
