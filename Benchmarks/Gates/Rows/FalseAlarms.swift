import Gating

/// A day of two equal sides, looked at every ten seconds, at several exposures.
func falseAlarmRows(_ runs: Runs) async -> [BenchRow] {
    let names = [
        "Flagger-like", "repeated z at 5 %", "Kayenta-like each minute", "the same without its band", "mSPRT", "GAVI",
    ]
    var ours: [String] = []
    var peers = names.map { _ in [Double]() }
    var worst = 0.0
    for (row, exposure) in [0.005, 0.01, 0.05, 0.25, 0.5].enumerated() {
        let traffic = Traffic(rate: 10, exposure: exposure)
        let alarmed = await runs.map(row: 100 + row) { dice in
            var watch = Watch([
                OurRule(alpha: 0.01), FlaggerLike(expected: usualCompletion), RepeatedZ(), KayentaLike(every: 60),
                KayentaLike(every: 60, band: false), MixtureSPRT(alpha: 0.01), GeneralisedInference(alpha: 0.01),
            ])
            while watch.second < 86_400 {
                watch.look(traffic.look(&dice, old: usualCompletion, new: usualCompletion))
            }
            return watch.alarms.map { $0 != nil }
        }
        let share = Share(alarmed.map { $0[0] })
        worst = max(worst, share.value)
        ours.append("at \(percent(exposure)) \(share.text)")
        for i in names.indices { peers[i].append(Share(alarmed.map { $0[i + 1] }).value) }
    }
    let beside = names.indices.map { i in
        let (low, high) = (100 * (peers[i].min() ?? 0), 100 * (peers[i].max() ?? 0))
        return "\(names[i]) \(decimal(low)) to \(decimal(high)) %"
    }
    return [
        BenchRow(
            area: "gates",
            what: "false alarms in 24 h, 10 sessions/s, one signal at α = 1 % (portfolio), \(runs.count) runs each",
            ours: ours.joined(separator: "; "), beside: beside.joined(separator: "; "), ratio: "—",
            target: "≤ 1 % at any exposure", met: worst <= 0.01)
    ]
}

/// `5 %` for 0.05, `0.5 %` for 0.005.
func percent(_ share: Double) -> String {
    let tenths = (share * 1_000).rounded()
    return tenths.truncatingRemainder(dividingBy: 10) == 0 ? "\(Int(tenths / 10)) %" : "\(tenths / 10) %"
}
