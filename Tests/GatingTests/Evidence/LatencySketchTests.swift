import Fixtures
import Foundation
import Gating
import Testing

@Suite struct LatencySketchTests {
    @Test(arguments: 0..<6)
    func anyQuantileIsWithin3Point2PercentOfTheExactOne(_ seed: Int) throws {
        var dice = Dice(seed: seed)
        let scale = exp(Double(seed) * 2.5)
        let values = (0..<5_000).map { _ in Int(scale * exp(Double(dice.below(6_000)) / 1_000)) }
        var sketch = LatencySketch()
        for value in values { sketch.add(value) }
        let sorted = values.sorted()
        for q in [0.01, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1] {
            let exact = Double(sorted[max(0, Int((q * 5_000).rounded(.up)) - 1)])
            let found = try #require(sketch.quantile(q))
            #expect(abs(found - exact) <= 0.032 * exact + 1e-9)
        }
    }

    @Test func shortTimesAreExact() {
        var sketch = LatencySketch()
        for ms in 0..<32 { sketch.add(ms) }
        for ms in 0..<32 { #expect(sketch.quantile(Double(ms + 1) / 32) == Double(ms)) }
    }

    @Test func mergingIsAdding() {
        var dice = Dice(seed: 9)
        var (all, left, right) = (LatencySketch(), LatencySketch(), LatencySketch())
        for i in 0..<2_000 {
            let ms = dice.below(100_000)
            all.add(ms)
            if i % 3 == 0 { left.add(ms) } else { right.add(ms) }
        }
        left.merge(right)
        #expect(left == all)
        #expect(left.total == 2_000)
    }

    @Test func timesOutsideTheRangeAreCountedAtItsEnds() throws {
        var sketch = LatencySketch()
        sketch.add(-5)
        sketch.add(.max)
        sketch.add(.min)
        #expect(sketch.total == 3)
        #expect(sketch.quantile(0.5) == 0)
        #expect(try #require(sketch.quantile(1)) > 2e9)
    }

    @Test func anEmptySketchHasNoQuantile() {
        #expect(LatencySketch().quantile(0.5) == nil)
        #expect(LatencyComparison(old: LatencySketch(), new: LatencySketch()) == nil)
    }
}
