import Foundation
import Gating

/// A new side that loses 1 % of the orders, in a migration 1 → 5 → 25 → 50 → 100 %: does it reach full exposure?
///
/// Ours opens a step once health is proven with the step's margin, after at least thirty minutes, and not before a
/// full day 50 %; an alarm of the regression test, with what the budget gives a one-stage migration, ends it. Beside
/// it, with the same sessions as long as the steps are the same: that alarm without the proof, and mSPRT at 1 %; a
/// step opens when nothing alarmed for two hours.
func smallLossRows(_ runs: Runs) async -> [BenchRow] {
    let traffic = MigrationStep.all.map { Traffic(rate: 10, exposure: $0.exposure) }
    let budget = ErrorBudget(stages: 1)
    let level = ErrorBudget.thresholds(share: budget.share(ofAttempt: 1), milestones: 1, segmented: false).whole
    let outcomes = await runs.map(row: 500) { dice in
        let ours = OurRule(alpha: exp(-level))
        let rules: [(alarm: any LookRule, proof: Bool)] = [
            (ours, true), (ours, false), (MixtureSPRT(alpha: 0.01), false),
        ]
        return rules.map { rule in
            var own = dice
            return migrate(traffic, alarm: rule.alarm, proofNeeded: rule.proof, &own)
        }
    }
    let full = (0..<3).map { rule in Share(outcomes.map { $0[rule] == .full }) }
    let open = outcomes.reduce(0) { $0 + ($1[0] == .undecided ? 1 : 0) }
    let best = min(full[1].value, full[2].value)
    return [
        BenchRow(
            area: "gates",
            what:
                "a 1 % loss reaches full exposure, 10 sessions/s (undecided after 30 days: \(open) of \(runs.count))",
            ours: full[0].text,
            beside: "expanding after two hours without an alarm: of ours \(full[1].text), of mSPRT \(full[2].text)",
            ratio: full[0].hits > 0 ? "×\(decimal(best / full[0].value))" : "—", target: "≤ 2 %",
            met: full[0].value <= 0.02)
    ]
}

private enum Outcome { case full, rolledBack, undecided }

private func migrate(
    _ traffic: [Traffic], alarm: any LookRule, proofNeeded: Bool, _ dice: inout RunDice
) -> Outcome {
    let loss = usualCompletion * 0.99
    var alarm = alarm
    var second = 0
    for (index, step) in MigrationStep.all.enumerated() {
        let opened = second
        let earliest = max(opened + 1_800, step.next >= 0.5 ? 86_400 : 0)
        var proof = NonInferiorityTest(.drop, margin: step.margin)
        var collector = BlockCollector()
        var proven = false
        alarm.restart()
        while proofNeeded ? !proven || second < earliest : second < opened + 7_200 {
            guard second < 30 * 86_400 else { return .undecided }
            second += lookSeconds
            let look = traffic[index].look(&dice, old: usualCompletion, new: loss)
            if alarm.alarms(look, at: second) { return .rolledBack }
            if proofNeeded, !proven, let block = collector.add(look) {
                proof.add(block)
                proven = proof.logE >= log(20)
            }
        }
    }
    return .full
}
