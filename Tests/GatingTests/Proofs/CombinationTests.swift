import Fixtures
import Foundation
import Gating
import Testing

@Suite struct CombinationTests {
    @Test func anAverageLiesBetweenItsValuesAndForgivesEmptyOnes() {
        let values = [log(2.0), log(8.0)]
        #expect(abs(Combination.average(values, weights: [0.5, 0.5]) - log(5.0)) < 1e-12)
        #expect(Combination.average([-.infinity, 0], weights: [0.5, 0.5]) == log(0.5))
        #expect(Combination.average([900, .infinity], weights: [1, 0]) == 900)
        #expect(Combination.average([], weights: []) == -.infinity)
    }

    @Test func greatEvidenceDoesNotOverflow() {
        #expect(abs(Combination.average([4_000, 1], weights: [0.25, 0.75]) - (4_000 + log(0.25))) < 1e-9)
    }

    @Test func whatIsListedGrowsWithEvidenceAndWithAlpha() {
        for seed in 0..<200 {
            var dice = Dice(seed: 70_000 + seed)
            let values = (0..<(1 + dice.below(12))).map { _ in Double(dice.below(1_000)) / 100 - 1 }
            let few = Set(Combination.listed(values, alpha: 0.01))
            let many = Set(Combination.listed(values, alpha: 0.05))
            #expect(few.isSubset(of: many))
            let raised = values.map { $0 + 0.5 }
            #expect(many.isSubset(of: Set(Combination.listed(raised, alpha: 0.05))))
            for i in values.indices where !many.contains(i) {
                #expect(many.allSatisfy { values[$0] >= values[i] })
            }
        }
    }

    @Test func amongTrueNullsSeldomAnyIsListed() {
        // 20 with probability 1/20, else nothing: as heavy as e-values can be at that point.
        let runs = 2_000
        let wrong = (0..<runs).count { seed in
            var dice = Dice(seed: 71_000 + seed)
            let values = (0..<8).map { _ in dice.chance(0.05) ? log(20.0) : -Double.infinity }
            return !Combination.listed(values, alpha: 0.4).isEmpty
        }
        #expect(wrong <= most(of: runs, 0.4))
        #expect(Combination.listed([], alpha: 0.05).isEmpty)
    }
}
