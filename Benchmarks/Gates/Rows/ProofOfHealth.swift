import Foundation
import Gating

/// How long two equal sides take to be proven equal, and how often a side that is worse by the whole margin is.
///
/// Each step of a 1 → 100 % migration with its own margin: a harm budget of half a point over the exposure that opens
/// next, ten points at most; proof at α = 5 %. The error's target is met where all steps together keep it and no step's
/// interval lies above it: the true figures lie just below 5 %, so one of four often comes out above by chance.
func proofRows(_ runs: Runs) async -> [BenchRow] {
    var (speed, errors) = ([String](), [String]())
    var worst = 0.0
    var wrong: [Share] = []
    for (index, step) in MigrationStep.all.enumerated() {
        let equal = await sessionsToProof(step, new: usualCompletion, row: 400 + index, horizon: .max, runs)
        let bound = Information.bound(
            alpha: 0.05,
            Information.health(
                old: usualCompletion, new: usualCompletion, margin: step.margin, exposure: step.exposure))
        let mean = Mean(equal.map { Double($0 ?? 0) / bound })
        let p90 = equal.compactMap { $0 }.sorted()[runs.count * 9 / 10]
        let name = "\(percent(step.exposure)), \(decimal(100 * step.margin)) points"
        speed.append("\(name): \(mean.text), p90 \(decimal(Double(p90) / bound))")
        worst = max(worst, mean.value)
        let worse = await sessionsToProof(
            step, new: usualCompletion - step.margin, row: 410 + index, horizon: 8_640, runs)
        let share = Share(worse.map { $0 != nil })
        errors.append("\(name): \(share.text)")
        wrong.append(share)
    }
    let all = Share(wrong.reduce(0) { $0 + $1.hits }, of: wrong.reduce(0) { $0 + $1.runs })
    func row(_ what: String, _ ours: [String], _ target: String, _ met: Bool) -> BenchRow {
        BenchRow(
            area: "gates", what: what, ours: ours.joined(separator: "; "), beside: "not offered", ratio: "—",
            target: target, met: met)
    }
    return [
        row("health proven: mean new-side sessions ÷ bound", speed, "≤ 1.15", worst <= 1.15),
        row(
            "false expansions: proven within a day though the truth lies at the margin",
            ["all \(all.text)"] + errors, "≤ 5 %",
            all.value <= 0.05 && wrong.allSatisfy { $0.interval.lower <= 0.05 }),
    ]
}

/// A step of a whole migration, with the margin that opens the next.
struct MigrationStep: Sendable {
    var exposure: Double
    var next: Double
    /// In shares, 0…1.
    var margin: Double { min(0.1, 0.005 / next) }

    static let all = [
        MigrationStep(exposure: 0.01, next: 0.05), MigrationStep(exposure: 0.05, next: 0.25),
        MigrationStep(exposure: 0.25, next: 0.5), MigrationStep(exposure: 0.5, next: 1),
    ]
}

/// New-side sessions until health was proven, nil where it was not within `horizon` looks.
private func sessionsToProof(
    _ step: MigrationStep, new: Double, row: Int, horizon: Int, _ runs: Runs
) async -> [Int?] {
    let traffic = Traffic(rate: 10, exposure: step.exposure)
    return await runs.map(row: row) { dice in
        var proof = NonInferiorityTest(.drop, margin: step.margin)
        var collector = BlockCollector()
        var units = 0
        for _ in 0..<horizon {
            let look = traffic.look(&dice, old: usualCompletion, new: new)
            units += look.newUnits
            guard let block = collector.add(look) else { continue }
            proof.add(block)
            if proof.logE >= log(20) { return units }
            // From here no more than one run in e²³ would still be proven; not worth a day of looks.
            if proof.logE < -20 { return nil }
        }
        return nil
    }
}
