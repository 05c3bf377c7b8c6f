import Foundation
import Gating

/// Every request on the new side takes a fifth longer, so its p95 lies 20 % higher: requests until that is found.
///
/// Log-normal durations whose p95 is twice the median of 120 ms, one request a second, assigned by halves, looked at
/// every ten seconds. The thresholds come from 1,000 old-side requests of the run's A/A part.
func slownessRows(_ runs: Runs) async -> [BenchRow] {
    let found = await runs.map(row: 800) { dice in watchDurations(slower: 1.2, seconds: 86_400, &dice) }
    let healthy = await runs.map(row: 801) { dice in watchDurations(slower: 1, seconds: 86_400, &dice) }
    let means = (0..<4).map { rule in Mean(found.map { Double($0[rule]?.units ?? 43_200) }) }
    let wrong = (0..<4).map { rule in Share(healthy.map { $0[rule] != nil }) }
    let names = ["threshold", "stitched sequence of the median", "of the p95"]
    return [
        BenchRow(
            area: "gates",
            what: "latency p95 +20 %, half and half: new-side requests in the mean, false alarms in a day",
            ours: "\(means[0].text), \(wrong[0].text)",
            beside: names.indices.map { "\(names[$0]) \(means[$0 + 1].text), \(wrong[$0 + 1].percent)" }
                .joined(separator: "; "),
            ratio: "×\(decimal(means[1...].map(\.value).min()! / means[0].value))", target: "≤ 220, ≤ 1 %",
            met: means[0].value <= 220 && wrong[0].value <= 0.01)
    ]
}

private let median = 120.0
/// p95 / median = exp(1.645 σ) = 2.
private let deviation = log(2.0) / 1.6448536

/// Alarms of ours, the threshold and the two stitched sequences.
private func watchDurations(slower: Double, seconds: Int, _ dice: inout RunDice) -> [Alarm?] {
    let arrivals = PoissonTable(mean: 0.5 * Double(lookSeconds))
    var before = LatencySketch()
    for _ in 0..<1_000 { before.add(Int(duration(&dice))) }
    let thresholds = LatencyThresholds(before)!
    var test = LatencyTest()
    var open: [Block] = []
    var limit = LatencyThreshold(usual: 2 * median)
    var sequences = [StitchedSequence(quantile: 0.5, alpha: 0.01), StitchedSequence(quantile: 0.95, alpha: 0.01)]
    var alarms = [Alarm?](repeating: nil, count: 4)
    var units = 0
    for second in stride(from: lookSeconds, through: seconds, by: lookSeconds) {
        let old = (0..<arrivals.draw(&dice)).map { _ in duration(&dice) }
        let new = (0..<arrivals.draw(&dice)).map { _ in slower * duration(&dice) }
        units += new.count
        for d in old { thresholds.count(.old, took: Int(d), into: &open) }
        for d in new { thresholds.count(.new, took: Int(d), into: &open) }
        func note(_ rule: Int, _ alarmed: Bool) {
            if alarmed, alarms[rule] == nil { alarms[rule] = Alarm(second: second, units: units) }
        }
        if open.first?.isClosed ?? false {
            test.add(open)
            open.removeAll(keepingCapacity: true)
        }
        note(0, test.logE >= log(100))
        if alarms[1] == nil { note(1, limit.alarms(new, at: second)) }
        for i in sequences.indices where alarms[2 + i] == nil {
            note(2 + i, sequences[i].alarms(old: old, new: new))
        }
        if alarms.allSatisfy({ $0 != nil }) { break }
    }
    return alarms
}

/// One log-normal duration in ms (polar method of Box and Muller, one of the pair).
private func duration(_ dice: inout RunDice) -> Double {
    let normal = (-2 * log(dice.uniform())).squareRoot() * cos(2 * .pi * dice.uniform())
    return median * exp(deviation * normal)
}
