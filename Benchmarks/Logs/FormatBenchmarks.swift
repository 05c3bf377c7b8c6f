import AccessLogs
import Foundation
import Gating
import Observation

/// Lines of servers' own access logs, followed in a file, read and assembled into sessions of three signals, per
/// CPU-second: the whole path of a watched file, beside goaccess and `wc -l` over the same bytes.
func formatBenchmarks(in folder: URL) async throws -> [BenchRow] {
    var rows: [BenchRow] = []
    let count = 1_000_000
    for format in LogFormatName.allCases {
        let file = folder.appending(path: "\(format.rawValue).log")
        let quiet = folder.appending(path: "quiet.log")
        var (ours, words) = ([Double](), [Double]())
        for turn in 0..<3 {
            try Data().write(to: file)
            try Data().write(to: quiet)
            let watch = try FileWatch(
                FileSignals(
                    old: LogPlace(path: file.path, format: format), new: LogPlace(path: quiet.path), steps: steps,
                    signals: signals),
                offsets: folder.appending(path: "places-\(format.rawValue)-\(turn)"))
            await watch.open(openedAt: SyntheticAccessLog.start)
            try SyntheticAccessLog.write(format, lines: count, to: file)
            let began = CPUTime.own
            let look = await watch.look(until: SyntheticAccessLog.start + count / 2 + 10_000)
            ours.append(Double(count) / (CPUTime.own - began))
            precondition(look.lines == count && look.missing == 0, "every synthetic line must be read")
            let units = look.signals["errors"]?.milestones.first?.oldUnits
            precondition(units == count / 5, "every synthetic visitor must be a unit, not \(units ?? 0)")
            words.append(Double(count) / (try child(["wc", "-l", file.path])))
        }
        let peer =
            Double(count)
            / (try child(
                ["goaccess", file.path, "--no-ip-validation", "--no-progress"]
                    + SyntheticAccessLog.peerFormat(format) + ["-o", folder.appending(path: "peer.json").path]))
        let (median, floor) = (ours.sorted()[1], words.sorted()[1])
        rows.append(
            BenchRow(
                area: "logs", what: "\(format.rawValue) log lines followed, read and assembled per CPU-second",
                ours: "\(millions(median)) M", beside: "`goaccess` \(Int(peer)); `wc -l` \(millions(floor)) M",
                ratio: "×\(Int(median / peer)) goaccess; ×\(String(format: "%.3f", median / floor)) wc",
                target: "≥ 1.2 M", met: median >= 1_200_000))
        try FileManager.default.removeItem(at: file)
    }
    return rows
}

private let steps = [
    StepMatch(step: "checkout", path: "/checkout", isExact: true),
    StepMatch(step: "pay", path: "/checkout/pay", hasVariant: true),
    StepMatch(step: "confirmation", path: "/confirmation"),
    StepMatch(step: "catalogue", path: "/category"),
]

private let signals = [
    ObservedSignal(
        id: "payment-success", rule: .completion(start: "pay", success: "confirmation"),
        milestones: [1_000, 2_000, 3_000], dimensions: ["device", "variant"]),
    ObservedSignal(id: "errors", rule: .errors, milestones: [1_000]),
    ObservedSignal(id: "slow", rule: .slow(above: 400), milestones: [1_000], dimensions: ["device"]),
]
