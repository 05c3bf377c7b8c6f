import Gating
import Observation
import Testing

@Suite struct BoundTests {
    @Test func aFigureIsJudgedInASentence() {
        let bad = Bound.atMost(100).result(of: 212, subject: "queue of erp-orders", unit: "waiting")
        #expect(bad == ExactResult(compared: 1, mismatches: 1, detail: "queue of erp-orders: 212 waiting, at most 100"))
        let good = Bound.atLeast(0.5).result(of: 0.5, subject: "share")
        #expect(good == ExactResult(compared: 1, mismatches: 0, detail: "share: 0.5, at least 0.5"))
    }

    @Test func whatIsNoFigureIsBlind() {
        #expect(!Bound.atMost(1).result(of: .nan, subject: "x").couldCheck)
        #expect(!Bound.atLeast(1).result(of: .nan, subject: "x").couldCheck)
        #expect(!Bound.atMost(.infinity).result(of: 1, subject: "x").couldCheck)
        #expect(!Bound.atLeast(.nan).result(of: 1, subject: "x").couldCheck)
    }

    @Test func theInfiniteIsBadOrNothing() {
        #expect(Bound.atMost(1).result(of: .infinity, subject: "x").mismatches == 1)
        #expect(Bound.atLeast(1).result(of: -.infinity, subject: "x").mismatches == 1)
        #expect(!Bound.atLeast(1).result(of: .infinity, subject: "x").couldCheck)
        #expect(!Bound.atMost(1).result(of: -.infinity, subject: "x").couldCheck)
    }
}
