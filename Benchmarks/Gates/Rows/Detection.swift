import Gating

/// New-side sessions until a drop that is there from the step's opening is found, over what mathematics allows.
///
/// Our rule is the product's: the portfolio, which invests half its cash at the known event of the opening. A rule that
/// is not through at fifty bounds (at least six hours) is counted with what it had seen by then, which flatters it.
func detectionRows(_ runs: Runs) async -> [BenchRow] {
    var rows: [BenchRow] = []
    let groups: [(drops: [Double], target: Double)] = [([0.02, 0.05, 0.1], 1.6), ([0.3], 1.8), ([1], 2.3)]
    let names = ["mSPRT", "GAVI", "Kayenta-like each hour", "repeated z (not valid)", "ours without a portfolio"]
    for group in groups {
        var ours: [String] = []
        var peers = names.map { _ in [String]() }
        var (worst, best) = (0.0, Double.infinity)
        for drop in group.drops {
            let ratios = await detect(drop, runs)
            let mean = Mean(ratios[0])
            worst = max(worst, mean.value)
            ours.append("−\(percent(drop)): \(mean.text)")
            for i in names.indices { peers[i].append(decimal(Mean(ratios[i + 1]).value)) }
            if group.drops.count == 1 {
                best = min(Mean(ratios[1]).value, Mean(ratios[2]).value, Mean(ratios[3]).value) / mean.value
            }
        }
        let drops = group.drops.map(percent).joined(separator: ", ")
        rows.append(
            BenchRow(
                area: "gates", what: "drop of \(drops) at 5 % exposure: mean new-side sessions ÷ bound",
                ours: ours.joined(separator: "; "),
                beside: names.indices.map { "\(names[$0]) \(peers[$0].joined(separator: ", "))" }
                    .joined(separator: "; "),
                ratio: best.isFinite ? "×\(decimal(best))" : "—", target: "≤ \(group.target)",
                met: worst <= group.target))
    }
    return rows
}

/// For each rule, each run's sessions over the bound.
private func detect(_ drop: Double, _ runs: Runs) async -> [[Double]] {
    let (exposure, rate) = (0.05, 10.0)
    let new = usualCompletion * (1 - drop)
    let bound = Information.bound(
        alpha: 0.01, Information.regression(old: usualCompletion, new: new, exposure: exposure))
    let traffic = Traffic(rate: rate, exposure: exposure)
    let horizon = max(6 * 3_600, Int(50 * bound / (rate * exposure)))
    let all = await runs.map(row: 200 + Int(drop * 100)) { dice in
        var watch = Watch([
            OurRule(alpha: 0.01), MixtureSPRT(alpha: 0.01), GeneralisedInference(alpha: 0.01),
            KayentaLike(every: 3_600), RepeatedZ(), OurRule(alpha: 0.01, stake: .mixture),
        ])
        while !watch.allAlarmed, watch.second < horizon {
            watch.look(traffic.look(&dice, old: usualCompletion, new: new))
        }
        return watch.alarms.map { Double($0?.units ?? watch.units) / bound }
    }
    return all[0].indices.map { rule in all.map { $0[rule] } }
}
