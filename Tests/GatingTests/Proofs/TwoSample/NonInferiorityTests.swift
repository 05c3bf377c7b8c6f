import Fixtures
import Foundation
import Gating
import Testing

/// Health is proven, never assumed: a side that is worse by the margin is called healthy in at most α of the runs.
@Suite struct NonInferiorityTests {
    private func proves(
        _ dice: inout Dice, _ direction: Gating.Direction, margin: Double, old: Double, new: Double, blocks: Int
    ) -> Int? {
        var test = NonInferiorityTest(direction, margin: margin, settings: TestSettings(priorRate: old))
        for i in 1...blocks {
            test.add(
                Block(
                    oldUnits: 15, oldEvents: dice.events(in: 15, old), newUnits: 15, newEvents: dice.events(in: 15, new)
                ))
            if test.logE >= log(20) { return i * 15 }
        }
        return nil
    }

    @Test(arguments: [(Gating.Direction.drop, 0.97, 0.1), (.drop, 0.62, 0.05), (.rise, 0.02, 0.05), (.rise, 0.4, 0.1)])
    func aSideWorseByExactlyTheMarginIsSeldomCalledHealthy(
        _ direction: Gating.Direction, _ old: Double, _ margin: Double
    ) {
        let runs = 300
        var expanded = 0
        for seed in 0..<runs {
            var dice = Dice(seed: 7_000 + seed)
            let new = direction == .drop ? old - margin : old + margin
            if proves(&dice, direction, margin: margin, old: old, new: new, blocks: 150) != nil { expanded += 1 }
        }
        #expect(expanded <= most(of: runs, 0.05))
    }

    @Test(arguments: [(Gating.Direction.drop, 0.97, 0.1, 200), (.drop, 0.62, 0.1, 1_200), (.rise, 0.02, 0.05, 400)])
    func anEqualSideIsProvenHealthySoon(_ direction: Gating.Direction, _ p: Double, _ margin: Double, _ median: Int) {
        let units = (0..<60).map { seed in
            var dice = Dice(seed: 8_000 + seed)
            return proves(&dice, direction, margin: margin, old: p, new: p, blocks: 1_000) ?? .max
        }.sorted()
        #expect(units[30] <= median)
        #expect(units[59] < .max)
    }

    @Test func aSmallerMarginNeedsMoreUnits() {
        var last = 0
        for margin in [0.2, 0.1, 0.05] {
            var total = 0
            for seed in 0..<20 {
                var dice = Dice(seed: 9_000 + seed)
                total += proves(&dice, .drop, margin: margin, old: 0.62, new: 0.62, blocks: 3_000) ?? 45_000
            }
            #expect(total > last)
            last = total
        }
    }

    @Test func withoutUnitsNothingIsProven() {
        #expect(NonInferiorityTest(.drop, margin: 0.5).logE == 0)
    }
}
