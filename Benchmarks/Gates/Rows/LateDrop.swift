import Gating

/// A drop that begins after twelve healthy hours: new-side sessions from its beginning until it is found, over the
/// bound; once as a surprise, once at an event that the conductor knew of. Runs whose rule had alarmed before count as
/// found at once for nobody: they are left out for that rule, and told.
func lateDropRows(_ runs: Runs) async -> [BenchRow] {
    let drops = [0.05, 0.1, 0.3]
    let names = ["mSPRT", "GAVI"]
    var texts: (surprise: [String], known: [String]) = ([], [])
    var worst = (surprise: 0.0, known: 0.0)
    var peers = names.map { _ in [String]() }
    var early = 0
    for drop in drops {
        let all = await detectLate(drop, runs)
        let figures = all[0].indices.map { rule in Median(all.compactMap { $0[rule] }) }
        early += all.reduce(0) { $0 + ($1[0] == nil ? 1 : 0) }
        texts.surprise.append("−\(percent(drop)): \(figures[0].text)")
        texts.known.append("−\(percent(drop)): \(figures[1].text)")
        worst = (max(worst.surprise, figures[0].value), max(worst.known, figures[1].value))
        for i in names.indices { peers[i].append(decimal(figures[i + 2].value)) }
    }
    let beside = names.indices.map { "\(names[$0]) \(peers[$0].joined(separator: ", "))" }.joined(separator: "; ")
    func row(_ what: String, _ ours: [String], _ worst: Double, _ target: Double) -> BenchRow {
        BenchRow(
            area: "gates", what: what, ours: ours.joined(separator: "; "), beside: beside, ratio: "—",
            target: "≤ \(target)", met: worst <= target)
    }
    return [
        row(
            "drop after 12 healthy hours at 5 % exposure: median ÷ bound (\(early) of \(runs.count * drops.count) "
                + "runs had alarmed before)", texts.surprise, worst.surprise, 3.5),
        row("the same at a known event", texts.known, worst.known, 2),
    ]
}

/// Per run: ours, ours told of the event, the peers; nil where the rule had alarmed while both sides were equal.
private func detectLate(_ drop: Double, _ runs: Runs) async -> [[Double?]] {
    let (exposure, rate) = (0.05, 10.0)
    let new = usualCompletion * (1 - drop)
    let bound = Information.bound(
        alpha: 0.01, Information.regression(old: usualCompletion, new: new, exposure: exposure))
    let traffic = Traffic(rate: rate, exposure: exposure)
    let healthy = 12 * 3_600
    let horizon = healthy + max(6 * 3_600, Int(50 * bound / (rate * exposure)))
    return await runs.map(row: 300 + Int(drop * 100)) { dice in
        var watch = Watch([
            OurRule(alpha: 0.01), OurRule(alpha: 0.01), MixtureSPRT(alpha: 0.01), GeneralisedInference(alpha: 0.01),
        ])
        while watch.second < healthy {
            watch.look(traffic.look(&dice, old: usualCompletion, new: usualCompletion))
        }
        watch.countFromHere()
        watch.restart(1)
        while !watch.allAlarmed, watch.second < horizon {
            watch.look(traffic.look(&dice, old: usualCompletion, new: new))
        }
        return watch.alarms.map { alarm in
            guard let alarm else { return Double(watch.units) / bound }
            return alarm.second <= healthy ? nil : Double(alarm.units) / bound
        }
    }
}
