import Fixtures
import Gating
import Observation
import Testing

/// Who is counted, and on which side.
@Suite struct CohortTests {
    @Test func theCohortIsTheOneAssignedWhateverServed() {
        let watching = Watching(.errors())
        watching.see(1, .new) { $0.side = "O" }
        watching.see(2, .old) { $0.side = "N" }
        watching.see(3, .new) { $0.side = "l" }
        #expect(watching.blocks(at: 1_000) == [Block(oldUnits: 1, newUnits: 2)])
    }

    @Test func theFirstRequestDecidesTheCohort() {
        let watching = Watching(.errors())
        watching.see(1, .old, at: 0)
        watching.see(1, .new, at: 10) { $0.status = 500 }
        #expect(watching.blocks(at: 1_000) == [Block(oldUnits: 1, oldEvents: 1)])
    }

    @Test func aFallbackIsAFailureOfTheNewSide() {
        let watching = Watching(.errors())
        watching.see(1, .new) { $0.side = "f" }
        #expect(watching.blocks(at: 1_000) == [Block(newUnits: 1, newEvents: 1)])
    }

    @Test(arguments: ["bot", "test", "rest"])
    func botsTestersAndTheRestAreLeftOut(_ cohort: String) {
        let watching = Watching(.errors())
        watching.see(1) { $0.cohort = cohort }
        let look = watching.look(at: 1_000)
        #expect(look.signals["s"]?.milestones == [Block()])
        #expect(look.requests == Block())
        #expect(watching.sessions == 0)
    }

    @Test func linesOfAnotherDecisionOrUnitAreLeftOut() {
        let watching = Watching(.errors())
        watching.see(1) { $0.decision = "1/d2" }
        watching.see(2) { $0.decision = "2/d1" }
        watching.see(3) { $0.decision = "1/d11" }
        watching.see(4) { $0.unit = "checkout" }
        watching.see(5) { $0.unit = "none" }
        #expect(watching.sessions == 0)
        #expect(watching.look(at: 1_000).requests == Block())
    }

    @Test func onlyTheFirstSessionOfAVisitorCounts() {
        let watching = Watching(.paid())
        watching.see(1, at: 0, step: "pay")
        watching.see(1, at: 100, step: "thanks")
        #expect(watching.blocks(at: 1_000) == [Block(newUnits: 1, newEvents: 1)])
        watching.see(1, at: 5_000, step: "pay")
        #expect(watching.blocks(at: 60_000) == [Block()])
    }

    @Test func aReplayAssignsByTheBucketsOfTheRunsOwnPolicy() {
        let watching = Watching(.errors(), isReplay: true)
        func decided(_ cohort: String, _ bucket: Int, _ visitor: UInt64) {
            watching.see(visitor) {
                ($0.cohort, $0.bucket, $0.decision) = (cohort, bucket, "9/d99")
            }
        }
        decided("ctl", 4_999, 1)
        decided("new", 5_000, 2)
        decided("rest", 7_499, 3)
        decided("new", 7_500, 4)
        decided("bot", 10, 5)
        decided("test", 10, 6)
        #expect(watching.blocks(at: 1_000) == [Block(oldUnits: 1, newUnits: 1)])
    }

    @Test func requestsAreCountedForPeopleByTheirOwnCohort() {
        let watching = Watching(.errors())
        watching.see(1, .new)
        watching.see(1, .new) { $0.status = 503 }
        watching.see(2, .old)
        let look = watching.look(at: 0)
        #expect(look.requests == Block(oldUnits: 1, newUnits: 2, newEvents: 1))
        #expect(look.latency?.newMedian == 21)
        #expect(watching.look(at: 0).requests == Block())
    }
}
