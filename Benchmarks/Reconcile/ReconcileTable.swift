import Foundation

/// What the trials came to: a table of seconds for people, and a row for each target.
enum ReconcileTable {
    private static let peers = ["reladiff", "data-diff", "pt-table-sync"]

    /// Seconds (the median of the rounds) of each contestant over each set of data, with what it got wrong.
    static func text(_ trials: [Trial]) -> String {
        let sets = DataSet.allCases
        var lines = [
            "| wall seconds | \(sets.map(\.rawValue).joined(separator: " | ")) | most memory | MB sent by MariaDB |",
            "|" + String(repeating: " --- |", count: sets.count + 3),
        ]
        for pairing in Contestant.Pairing.allCases {
            for name in names(in: trials, pairing) {
                let own = trials.filter { $0.pairing == pairing && $0.contestant == name }
                let cells = sets.map { set in cell(own.filter { $0.set == set }) }
                let memory = own.compactMap(\.answer.resident).max().map { "\($0 / 1_048_576) MB" } ?? "-"
                let sent = own.map(\.sent)
                let range = String(
                    format: "%.1f to %.1f", Double(sent.min() ?? 0) / 1e6, Double(sent.max() ?? 0) / 1e6)
                lines.append(
                    "| \(name), \(pairing.rawValue) | \(cells.joined(separator: " | ")) | \(memory) | \(range) |")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func names(in trials: [Trial], _ pairing: Contestant.Pairing) -> [String] {
        trials.reduce(into: []) { names, trial in
            if trial.pairing == pairing, !names.contains(trial.contestant) { names.append(trial.contestant) }
        }
    }

    private static func cell(_ trials: [Trial]) -> String {
        guard let wrong = trials.first(where: { !$0.isRight }) else {
            return trials.isEmpty ? "-" : String(format: "%.2f", trials.map(\.seconds).quantile())
        }
        return String(format: "%.2f (%@)", trials.map(\.seconds).quantile(), wrong.score)
    }

    /// A row for each target.
    static func rows(_ trials: [Trial], count: Int) -> [BenchRow] {
        var rows: [BenchRow] = []
        for pairing in Contestant.Pairing.allCases {
            for set in DataSet.allCases {
                let here = trials.filter { $0.pairing == pairing && $0.set == set }
                let ours = here.filter { $0.contestant == "ours" }
                guard !ours.isEmpty else { continue }
                let title = "\(pairing.rawValue), \(count) rows, \(set.rawValue)"
                let way = ours[0].answer.way.map { ", \($0)" } ?? ""
                let figure = String(format: "%.2f s%@, %@", ours.map(\.seconds).quantile(), way, ours[0].score)
                rows += floorRow(title, figure, ours, here, pairing, set)
                rows += peerRows(title, figure, ours, here)
            }
        }
        let ours = trials.filter { $0.contestant == "ours" }
        guard !ours.isEmpty else { return rows }
        let memory = ours.compactMap(\.answer.resident).max() ?? 0
        let right = ours.filter(\.isRight).count
        return rows + [
            BenchRow(
                area: "reconcile", what: "most memory of a comparison", ours: "\(memory / 1_048_576) MB",
                beside: memories(trials), ratio: "-", target: "≤ 64 MB", met: memory <= 64 << 20),
            BenchRow(
                area: "reconcile", what: "comparisons that told every planted difference and no other",
                ours: "\(right) of \(ours.count)", beside: rights(trials), ratio: "-", target: "all",
                met: right == ours.count),
        ]
    }

    /// Ours beside the cheapest that the engines can do.
    private static func floorRow(
        _ title: String, _ figure: String, _ ours: [Trial], _ here: [Trial], _ pairing: Contestant.Pairing,
        _ set: DataSet
    ) -> [BenchRow] {
        let scans = pairing == .same ? ["CHECKSUM TABLE"] : ["MD5 scan in MariaDB", "MD5 scan in PostgreSQL"]
        let floors = scans.map { scan in (scan, here.filter { $0.contestant == scan }) }.filter { !$0.1.isEmpty }
        guard let slowest = floors.max(by: { $0.1.map(\.seconds).quantile() < $1.1.map(\.seconds).quantile() }) else {
            return []
        }
        let limit = pairing == .foreign ? 1.5 : set == .identical ? 1.7 : 1.3
        let ratio = medianRatio(ours, slowest.1)
        let beside = floors.map { String(format: "%@ %.2f s", $0.0, $0.1.map(\.seconds).quantile()) }
        return [
            BenchRow(
                area: "reconcile", what: "\(title), exact", ours: figure, beside: beside.joined(separator: ", "),
                ratio: String(format: "×%.2f", ratio),
                target: "≤ ×\(limit) \(pairing == .same ? "checksum of both" : "the slower scan")",
                met: ratio <= limit && ours.allSatisfy(\.isRight))
        ]
    }

    /// Ours beside other tools. Who fails, or tells what is not so, is not beaten: it is named.
    private static func peerRows(_ title: String, _ figure: String, _ ours: [Trial], _ here: [Trial]) -> [BenchRow] {
        peers.compactMap { peer in
            let theirs = here.filter { $0.contestant == peer }
            guard !theirs.isEmpty else { return nil }
            let times = 1 / medianRatio(ours, theirs)
            let ended = !theirs.contains { if case .failed = $0.answer.finding { true } else { false } }
            return BenchRow(
                area: "reconcile", what: "\(title), beside \(peer)", ours: figure,
                beside: String(format: "%.2f s, %@", theirs.map(\.seconds).quantile(), theirs[0].score),
                ratio: ended ? String(format: "×%.1f", times) : "-", target: "≥ ×6",
                met: ours.allSatisfy(\.isRight) && (times >= 6 || !ended))
        }
    }

    /// Of trials of the same rounds, the median.
    private static func medianRatio(_ ours: [Trial], _ theirs: [Trial]) -> Double {
        ours.compactMap { one in theirs.first { $0.round == one.round }.map { one.seconds / $0.seconds } }.quantile()
    }

    private static func memories(_ trials: [Trial]) -> String {
        peers.map { peer in
            let most = trials.filter { $0.contestant == peer }.compactMap(\.answer.resident).max() ?? 0
            return "\(peer) \(most / 1_048_576) MB"
        }.joined(separator: ", ")
    }

    private static func rights(_ trials: [Trial]) -> String {
        peers.map { peer in
            let theirs = trials.filter { $0.contestant == peer }
            return "\(peer) \(theirs.filter(\.isRight).count) of \(theirs.count)"
        }.joined(separator: ", ")
    }
}
