import Fixtures
import Foundation
import Gating
import Testing

/// However a migration goes, all of its tests together accuse a healthy side with probability α at most.
@Suite struct ErrorBudgetTests {
    /// What the tests of one signal spend together: each test of level 1/threshold.
    private func spent(share: Double, milestones: Int, segmented: Bool) -> Double {
        let thresholds = ErrorBudget.thresholds(share: share, milestones: milestones, segmented: segmented)
        let whole = Double(milestones) * exp(-thresholds.whole)
        return whole + (segmented ? Double(ErrorBudget.segmentLimit) * exp(-thresholds.segment) : 0)
    }

    @Test func everythingSpentAddsUpToAlphaAtMost() {
        for seed in 0..<100 {
            var dice = Dice(seed: seed)
            let budget = ErrorBudget(alpha: dice.pick([0.001, 0.01, 0.05]), stages: 1 + dice.below(8))
            var total = 0.0
            for _ in 0..<budget.stages {
                for attempt in 1...60 {
                    let weights = (0...dice.below(6)).map { _ in Double(1 + dice.below(9)) }
                    for weight in weights {
                        let share = budget.share(ofSignal: weight, among: weights.reduce(0, +), attempt: attempt)
                        total += spent(share: share, milestones: 1 + dice.below(4), segmented: dice.chance(0.5))
                    }
                }
            }
            #expect(total <= budget.alpha * (1 + 1e-9))
            #expect(total > 0.99 * budget.alpha)
        }
    }

    @Test func eachAttemptMaySpendHalfOfTheOneBefore() {
        let budget = ErrorBudget(alpha: 0.01, stages: 4)
        #expect(budget.share(ofAttempt: 1) == 0.01 / 8)
        for attempt in 1...20 {
            #expect(budget.share(ofAttempt: attempt + 1) == budget.share(ofAttempt: attempt) / 2)
        }
    }

    @Test(arguments: [0, -3])
    func nonsenseCountsCannotRaiseAShare(_ count: Int) {
        #expect(ErrorBudget(stages: count).share(ofAttempt: count) <= 0.005)
    }
}
