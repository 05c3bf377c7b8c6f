import Fixtures
import Gating
import Testing

@Suite struct RateIntervalTests {
    @Test(arguments: [0.03, 0.5, 0.97])
    func theTrueRateStaysInsideAtEveryLookButForAlphaOfTheRuns(_ p: Double) {
        let runs = 120
        var left = 0
        for seed in 0..<runs {
            var dice = Dice(seed: seed)
            var events = 0
            let everOutside = (1...150).contains { units in
                if dice.chance(p) { events += 1 }
                let interval = RateInterval(events: events, units: units, alpha: 0.05)
                return p < interval.lower || p > interval.upper
            }
            if everOutside { left += 1 }
        }
        #expect(left <= most(of: runs, 0.05))
    }

    @Test func itHoldsWhatWasSeenAndNarrows() {
        var width = 1.1
        for n in [1, 10, 100, 1_000, 100_000, 10_000_000] {
            let interval = RateInterval(events: n / 4, units: n)
            let seen = Double(n / 4) / Double(n)
            #expect(interval.lower <= seen && seen <= interval.upper)
            #expect(interval.lower >= 0 && interval.upper <= 1)
            #expect(interval.upper - interval.lower < width)
            width = interval.upper - interval.lower
        }
    }

    @Test func withoutUnitsEverythingIsPossible() {
        let interval = RateInterval(events: 0, units: 0)
        #expect(interval.lower == 0 && interval.upper == 1)
    }

    @Test func neverAndAlwaysReachTheEnds() {
        #expect(RateInterval(events: 0, units: 50).lower == 0)
        #expect(RateInterval(events: 50, units: 50).upper == 1)
    }
}
