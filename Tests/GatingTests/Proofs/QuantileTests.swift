import Fixtures
import Foundation
import Gating
import Testing

@Suite struct QuantileTests {
    @Test(arguments: [0.5, 0.95])
    func theTrueQuantileStaysInsideAtEveryLookButForAlphaOfTheRuns(_ quantile: Double) {
        let runs = 60
        let truth = 1_000 * quantile
        var left = 0
        for seed in 0..<runs {
            var dice = Dice(seed: 80_000 + seed)
            var sketch = LatencySketch()
            let everOutside = (1...400).contains { i in
                for _ in 0..<(i < 10 ? 1 : 20) { sketch.add(dice.below(1_000)) }
                let interval = QuantileInterval(sketch, quantile: quantile)
                return truth < interval.lower - 1 || truth > (interval.upper ?? .infinity) + 1
            }
            if everOutside { left += 1 }
        }
        #expect(left <= most(of: runs, 0.05))
    }

    @Test func itNarrowsFromNothingKnown() throws {
        var sketch = LatencySketch()
        let empty = QuantileInterval(sketch, quantile: 0.95)
        #expect(empty.lower == 0 && empty.upper == nil)
        for i in 0..<200_000 { sketch.add(i % 1_000) }
        let interval = QuantileInterval(sketch, quantile: 0.95)
        #expect(interval.lower > 900 && interval.lower <= 950)
        #expect(try #require(interval.upper) < 1_000)
    }

    @Test func levelsAreWithinZeroAndOne() {
        for n in [0, 1, 2, 10, 1_000_000] {
            for p in [0.001, 0.5, 0.999] {
                let levels = QuantileLevels(values: n, quantile: p, alpha: 0.05)
                #expect(levels.lower >= 0 && levels.lower <= p && levels.upper >= p && levels.upper <= 1)
            }
        }
        let few = QuantileLevels(values: 1, quantile: 0.5, alpha: 0.05)
        #expect(few.lower == 0 && few.upper == 1)
    }
}
