import Cutover
import Gating
import Testing

/// What is read from the world now and then keeps the gate shut while it is bad or cannot be seen, and lets go by itself.
@Suite struct ReadingTests {
    private func result(_ mismatches: Int, _ detail: String, couldCheck: Bool = true) -> SignalEvidence {
        SignalEvidence(exact: ExactResult(compared: 1, mismatches: mismatches, detail: detail, couldCheck: couldCheck))
    }

    private func live(_ signals: [SignalSpec]) -> World {
        var world = World([.sample("a", signals: signals)])
        world.look()
        return world
    }

    @Test func outOfBoundsItHoldsAndWellAgainItGoesOn() {
        var world = live([.paid, .queue])
        world.tell(.read(signal: "queue", result(1, "212 waiting, at most 100")))
        world.look()
        #expect(world.state.hold?.name == "gate breach")
        for _ in 0..<5 { world.look() }
        #expect(world.exposure("a") == 2_500)
        world.tell(.read(signal: "queue", result(0, "12 waiting, at most 100")))
        world.look()
        #expect(world.state.hold == nil)
        world.look()
        #expect(world.exposure("a") > 2_500)
    }

    @Test func aComparisonOfOrdersSaysNothingOfAQueue() {
        var world = World([.sample("a", signals: [.paid, .queue, .orders], compareEvery: 1_000)])
        world.look()
        world.tell(.read(signal: "queue", result(1, "212 waiting, at most 100")))
        for _ in 0..<5 { world.look() }
        #expect(world.state.hold?.name == "gate breach")
        #expect(world.exposure("a") == 2_500)
    }

    @Test func notReadItIsBlind() {
        var world = live([.paid, .queue])
        world.tell(.read(signal: "queue", result(0, "no answer from the server", couldCheck: false)))
        world.look()
        #expect(world.state.hold?.name == "gate blind")
        #expect(world.remarks.contains { $0.kind == .alarm && $0.text.contains("no answer from the server") })
        for _ in 0..<5 { world.look() }
        #expect(world.exposure("a") == 2_500)
    }

    @Test func aShareThatIsReadIsJudgedAndBlindWhenItsLogIsGone() {
        var world = live([.paid])
        let block = Block(oldUnits: 400, oldEvents: 388, newUnits: 400, newEvents: 388)
        world.tell(.read(signal: "paid", SignalEvidence(milestones: [block])))
        #expect(world.state.stages[0].verdicts.first?.verdict == .healthy)
        world.tell(.read(signal: "paid", result(0, "new.log is gone", couldCheck: false)))
        #expect(world.state.hold?.reason.contains("new.log is gone") == true)
    }

    @Test func neverReadItIsBlindAfterItsFreshness() {
        var world = live([.paid, .queue])
        for _ in 0..<9 { world.look() }
        #expect(world.state.hold == nil)
        for _ in 0..<5 { world.look() }
        #expect(world.state.hold?.name == "gate blind")
    }

    @Test func whatShoppersMeetIsTakenBack() {
        var world = live([.paid, .prices])
        world.tell(.read(signal: "prices", result(1, "TEN on eu: 9.00 old, 0.90 new")))
        #expect(world.phase("a") == .rolledBack)
    }

    @Test func whatIsAskedOfPeopleIsASignalToo() {
        var stage = StageItinerary.sample("a", signals: [.paid, .queue])
        stage.load = LoadTerms(signal: "queue", pages: nil, incidents: nil, interventions: 2, over: 3_600_000)
        var world = World([stage])
        world.look()
        for i in 0..<3 {
            world.command(.hold("look"), id: "h\(i)")
            world.command(.resume(version: nil), id: "r\(i)")
        }
        world.look(units: 10)
        #expect(world.state.hold?.reason.contains("6 an hour, at most 2") == true)
        world.wait(3_700_000)
        world.look()
        world.look()
        #expect(world.state.hold == nil)
    }
}
