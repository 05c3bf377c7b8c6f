import Foundation
import Gating

/// Every request on the new side takes a fifth longer, so its p95 lies 20 % higher: requests until that is found.
///
/// Log-normal durations whose p95 is twice the median of 120 ms; one request a second, assigned by halves by chance,
/// looked at every ten seconds. The thresholds come from 1,000 old-side requests of the run's A/A part. The target is
/// for a signal watched from the step's opening, with the whole stake in the mixture; the portfolio, which keeps half
/// back for later events, stands beside it, as does a look that finds exactly five requests on either side: the
/// imbalance of small looks costs a tenth.
func slownessRows(_ runs: Runs) async -> [BenchRow] {
    let slow = Durations(slower: 1.2, seconds: 86_400)
    let exactly = Durations(slower: 1.2, seconds: 86_400, exactHalves: true)
    let same = Durations(slower: 1, seconds: 21_600)
    let found = await runs.map(row: 800) { slow.watch(&$0) }
    let even = await runs.map(row: 801) { exactly.watch(&$0) }
    let healthy = await runs.map(row: 802) { same.watch(&$0) }
    func mean(_ alarms: [[Int?]], _ rule: Durations.Rule) -> Mean {
        Mean(alarms.map { Double($0[rule.rawValue] ?? Int(slow.most)) })
    }
    func wrong(_ rule: Durations.Rule) -> Share { Share(healthy.map { $0[rule.rawValue] != nil }) }
    let ours = mean(found, .mixture)
    let peers: [(String, Durations.Rule)] = [
        ("threshold", .threshold), ("stitched sequence of the median", .median), ("of the p95", .tail),
    ]
    let best = peers.filter { wrong($0.1).value <= 0.01 }.map { mean(found, $0.1).value }.min() ?? .nan
    return [
        BenchRow(
            area: "gates",
            what: "latency p95 +20 %, half and half: new-side requests in the mean (false alarms in six hours)",
            ours: "\(ours.text) (\(wrong(.mixture).text)); as a portfolio \(mean(found, .portfolio).text) "
                + "(\(wrong(.portfolio).text)); of exact halves \(mean(even, .mixture).text)",
            beside: peers.map { "\($0.0) \(mean(found, $0.1).text) (\(wrong($0.1).percent))" }.joined(separator: "; "),
            ratio: "×\(decimal(best / ours.value))", target: "≤ 220", met: ours.value <= 220)
    ]
}

/// Durations of both sides, and what each rule makes of them.
private struct Durations: Sendable {
    enum Rule: Int, CaseIterable { case mixture, portfolio, threshold, median, tail }

    /// By which factor the new side is slower.
    let slower: Double
    /// How long it is watched.
    let seconds: Int
    var exactHalves = false

    private static let median = 120.0
    /// p95 ÷ median = exp(1.645 σ) = 2.
    private static let deviation = log(2.0) / 1.6448536
    private static let perLook = 5.0
    private static let arrivals = PoissonTable(mean: perLook)

    /// New-side requests in all, counted for a rule that is not through.
    var most: Double { Double(seconds / lookSeconds) * Self.perLook }

    init(slower: Double, seconds: Int, exactHalves: Bool = false) {
        (self.slower, self.seconds, self.exactHalves) = (slower, seconds, exactHalves)
    }

    /// New-side requests until each rule alarmed; nil where it did not.
    func watch(_ dice: inout RunDice) -> [Int?] {
        guard let thresholds = Self.thresholds(&dice) else { return Rule.allCases.map { _ in nil } }
        var tests = [LatencyTest(stake: .mixture), LatencyTest(stake: .portfolio)]
        var open: [Block] = []
        var limit = LatencyThreshold(usual: 2 * Self.median)
        var sequence = StitchedSequence(alpha: 0.01)
        var alarms = [Int?](repeating: nil, count: Rule.allCases.count)
        var units = 0
        for second in stride(from: lookSeconds, through: seconds, by: lookSeconds) {
            let (old, new) = (look(1, &dice), look(slower, &dice))
            units += new.count
            for duration in old { thresholds.count(.old, took: Int(duration), into: &open) }
            for duration in new { thresholds.count(.new, took: Int(duration), into: &open) }
            if open.first?.isClosed ?? false {
                for i in tests.indices { tests[i].add(open) }
                open.removeAll(keepingCapacity: true)
            }
            sequence.add(old: old, new: new)
            let now = [
                tests[0].logE >= log(100), tests[1].logE >= log(100), limit.alarms(new, at: second),
                sequence.alarms(at: 0.5), sequence.alarms(at: 0.95),
            ]
            for i in now.indices where now[i] && alarms[i] == nil { alarms[i] = units }
            if !alarms.contains(nil) { break }
        }
        return alarms
    }

    private static func thresholds(_ dice: inout RunDice) -> LatencyThresholds? {
        var control = LatencySketch()
        for _ in 0..<1_000 { control.add(Int(duration(&dice))) }
        return LatencyThresholds(control)
    }

    private func look(_ factor: Double, _ dice: inout RunDice) -> [Double] {
        (0..<(exactHalves ? Int(Self.perLook) : Self.arrivals.draw(&dice))).map { _ in factor * Self.duration(&dice) }
    }

    /// One log-normal duration in ms (Box and Muller, one of the pair).
    private static func duration(_ dice: inout RunDice) -> Double {
        let normal = (-2 * log(dice.uniform())).squareRoot() * cos(2 * .pi * dice.uniform())
        return median * exp(deviation * normal)
    }
}
