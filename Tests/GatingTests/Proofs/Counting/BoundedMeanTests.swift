import Fixtures
import Foundation
import Gating
import Testing

/// Revenue per session: values far from any bell curve, most of them nothing.
@Suite struct BoundedMeanTests {
    private func revenue(_ dice: inout Dice, _ factor: Double) -> Double {
        guard dice.chance(0.62) else { return 0 }
        return -60 * factor * log(1 - Double(dice.below(1_000_000)) / 1e6)
    }

    private func top(_ dice: inout Dice, units: Int, baseline: Double = 35, factor: Double) -> Double {
        var test = BoundedMeanTest(bound: 200)
        var top = 0.0
        for i in 0..<units {
            let exposure = i < units / 2 ? 0.1 : 0.25
            let side: Side = dice.chance(exposure) ? .new : .old
            let value = revenue(&dice, side == .new ? factor : 1)
            test.add(side, value: value, baseline: baseline, exposure: exposure)
            top = max(top, test.logE)
        }
        return top
    }

    @Test(arguments: [0.0, 35.0, 200.0])
    func equalRevenueIsAccusedInAtMostAlphaOfTheRunsHoweverBadTheBaseline(_ baseline: Double) {
        let runs = 300
        let accused = (0..<runs).count { seed in
            var dice = Dice(seed: 40_000 + seed)
            return top(&dice, units: 500, baseline: baseline, factor: 1) >= log(20)
        }
        #expect(accused <= most(of: runs, 0.05))
    }

    @Test func halfTheRevenueIsFound() {
        let found = (0..<40).count { seed in
            var dice = Dice(seed: 41_000 + seed)
            return top(&dice, units: 6_000, factor: 0.5) >= log(100)
        }
        #expect(found >= 38)
    }

    @Test func valuesAreCappedOnBothSides() {
        var (capped, great) = (BoundedMeanTest(bound: 100), BoundedMeanTest(bound: 100))
        for side in Side.allCases {
            capped.add(side, value: 100, baseline: 100, exposure: 0.5)
            great.add(side, value: 1e9, baseline: 1e9, exposure: 0.5)
        }
        #expect(capped == great)
    }

    @Test(arguments: [0.0, 1.0, .nan])
    func withoutTwoSidesThereIsNoComparison(_ exposure: Double) {
        var test = BoundedMeanTest(bound: 100)
        test.add(.new, value: 3, baseline: 5, exposure: exposure)
        test.add(.new, value: .nan, baseline: 5, exposure: 0.5)
        #expect(test == BoundedMeanTest(bound: 100))
    }
}
