import Fixtures
import Gating
import Observation
import Testing

/// A unit of a completion signal starts at its step, and succeeds by a good answer of a later one.
@Suite struct CompletionTests {
    @Test func successCountsOnlyAfterTheStart() {
        let watching = Watching(.paid())
        watching.see(1, at: 0, step: "thanks")
        watching.see(1, at: 10, step: "pay")
        watching.see(2, at: 0, step: "thanks")
        #expect(watching.blocks(at: 2_000) == [Block(newUnits: 1)])
    }

    @Test func whoNeverStartsIsNoUnit() {
        let watching = Watching(.paid())
        watching.see(1, step: "cart")
        watching.see(2)
        #expect(watching.sessions == 2)
        #expect(watching.blocks(at: 2_000) == [Block()])
    }

    @Test(arguments: [(200, true), (303, true), (402, false), (404, false), (500, false), (-1, false)])
    func onlyAGoodAnswerIsASuccess(_ status: Int, _ counts: Bool) {
        let watching = Watching(.paid())
        watching.see(1, at: 0, step: "pay")
        watching.see(1, at: 10, step: "thanks") { $0.status = status }
        #expect(watching.blocks(at: 2_000) == [Block(newUnits: 1, newEvents: counts ? 1 : 0)])
    }

    @Test func aSuccessThatFellBackIsNone() {
        let watching = Watching(.paid())
        watching.see(1, at: 0, step: "pay")
        watching.see(1, at: 10, step: "thanks") { $0.side = "f" }
        #expect(watching.blocks(at: 2_000) == [Block(newUnits: 1)])
    }

    @Test func aSecondTryMaySucceed() {
        let watching = Watching(.paid())
        watching.see(1, at: 0, step: "pay.card") { $0.status = 402 }
        watching.see(1, at: 300, step: "pay.wallet")
        watching.see(1, at: 400, step: "thanks")
        #expect(watching.blocks(at: 2_000) == [Block(newUnits: 1, newEvents: 1)])
    }

    @Test func aStepWhoseNameOnlyBeginsAlikeIsAnotherStep() {
        let watching = Watching(.paid())
        watching.see(1, step: "payment")
        watching.see(2, step: "pa")
        #expect(watching.blocks(at: 2_000) == [Block()])
    }

    @Test func unitsSplitByRegionDeviceAndVariant() {
        let watching = Watching(.paid(by: ["region", "device", "variant"]))
        watching.see(1, .new, step: "pay.card") { $0.segment = "EU.mobile" }
        watching.see(1, .new, at: 5, step: "thanks")
        watching.see(2, .old, step: "pay.wallet") { $0.segment = "US.mobile" }
        watching.see(3, .old, step: "pay") { $0.segment = "EU.desktop" }
        let one = Block(newUnits: 1, newEvents: 1)
        #expect(
            watching.look(at: 2_000).signals["s"]?.segments == [
                "region=EU": one + Block(oldUnits: 1), "region=US": Block(oldUnits: 1),
                "device=mobile": one + Block(oldUnits: 1), "device=desktop": Block(oldUnits: 1),
                "variant=card": one, "variant=wallet": Block(oldUnits: 1),
            ])
        #expect(watching.look(at: 3_000).signals["s"]?.segments == [:])
    }

    @Test func segmentsAreCountedAtTheLastMilestone() {
        let watching = Watching(.paid([100, 1_000], by: ["region"]))
        watching.see(1, step: "pay")
        watching.see(1, at: 500, step: "thanks")
        #expect(watching.look(at: 999).signals["s"]?.segments == [:])
        #expect(watching.look(at: 1_000).signals["s"]?.segments == ["region=EU": Block(newUnits: 1, newEvents: 1)])
    }

    @Test func signalsAreCountedApart() {
        var slow = ObservedSignal.slow(above: 500)
        slow.id = "slow"
        let watching = Watching([.paid(), slow])
        watching.see(1, at: 0) { $0.timers = "0/0/0/1/900" }
        watching.see(1, at: 500, step: "pay")
        let look = watching.look(at: 1_000)
        #expect(look.signals["slow"]?.milestones == [Block(newUnits: 1, newEvents: 1)])
        #expect(look.signals["s"]?.milestones == [Block()])
        #expect(watching.blocks(at: 1_500) == [Block(newUnits: 1)])
    }
}
