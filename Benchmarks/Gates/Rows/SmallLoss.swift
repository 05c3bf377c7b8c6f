import Foundation
import Gating

/// A new side that loses 1 % of the orders, in a migration 1 → 5 → 25 → 50 → 100 %: does it reach full exposure?
///
/// Ours opens a step once health is proven with the step's margin, after at least thirty minutes, and not before a
/// full day 50 %; an alarm of the regression test, with what the budget gives a one-stage migration, ends it. Beside it
/// the same alarm without the proof: a step opens when nothing alarmed for two hours.
func smallLossRows(_ runs: Runs) async -> [BenchRow] {
    let traffic = MigrationStep.all.map { Traffic(rate: 10, exposure: $0.exposure) }
    let outcomes = await runs.map(row: 500) { dice in
        // Both begin with the same dice.
        var (first, second) = (dice, dice)
        return (migrate(traffic, proof: true, &first), migrate(traffic, proof: false, &second))
    }
    let ours = Share(outcomes.map { $0.0 == .full })
    let peer = Share(outcomes.map { $0.1 == .full })
    let open = outcomes.reduce(0) { $0 + ($1.0 == .undecided ? 1 : 0) }
    return [
        BenchRow(
            area: "gates",
            what: "a 1 % loss reaches full exposure (\(open) of \(runs.count) runs undecided after 30 days)",
            ours: ours.text, beside: "the same alarm, expanding after two hours without one: \(peer.text)",
            ratio: ours.hits > 0 ? "×\(decimal(peer.value / ours.value))" : "—", target: "≤ 2 %",
            met: ours.value <= 0.02)
    ]
}

private enum Outcome { case full, rolledBack, undecided }

private func migrate(_ traffic: [Traffic], proof proofNeeded: Bool, _ dice: inout RunDice) -> Outcome {
    let loss = usualCompletion * 0.99
    let budget = ErrorBudget(stages: 1)
    let threshold = ErrorBudget.thresholds(
        share: budget.share(ofAttempt: 1), milestones: 1, segmented: false
    ).whole
    var alarm = RegressionTest(.drop)
    var collector = BlockCollector()
    var second = 0
    for (index, step) in MigrationStep.all.enumerated() {
        let opened = second
        let earliest = max(opened + 1_800, step.next >= 0.5 ? 86_400 : 0)
        var proof = NonInferiorityTest(.drop, margin: step.margin)
        var proven = false
        alarm.restart()
        while proofNeeded ? !proven || second < earliest : second < opened + 7_200 {
            guard second < 30 * 86_400 else { return .undecided }
            second += lookSeconds
            guard let block = collector.add(traffic[index].look(&dice, old: usualCompletion, new: loss)) else {
                continue
            }
            alarm.add(block)
            if alarm.logE >= threshold { return .rolledBack }
            if proofNeeded, !proven {
                proof.add(block)
                proven = proof.logE >= log(20)
            }
        }
    }
    return .full
}
