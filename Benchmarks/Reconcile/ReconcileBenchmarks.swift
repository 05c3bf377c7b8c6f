import Foundation

/// The table of targets of the reconciliation: our comparison beside the engines' own checksums and beside other tools,
/// over four sets of data, interleaved in one run; then what shoppers feel of it.
///
/// Every answer is checked against what was planted. `RECONCILE_ROWS` sets how large the table is, `RECONCILE_ROUNDS`
/// how often everything is compared, `RECONCILE_POOL` how much of it the servers keep in memory (a fifth, unless told).
func reconcileBenchmarks() async throws -> [BenchRow] {
    let settings = ReconcileSettings()
    tell("reconcile: \(settings.rows) rows, \(settings.pool) MB pool in each MariaDB, \(settings.rounds) rounds")
    let began = ContinuousClock.now
    let servers = try await ComparedServers(settings)
    tell("  three servers loaded after \((ContinuousClock.now - began).components.seconds) s")
    let interruption = Interruption { [weak servers] in servers?.end() }
    defer { interruption.cancel() }
    let trials = try await compareAll(servers, settings)
    print(ReconcileTable.text(trials))
    var rows = ReconcileTable.rows(trials, count: settings.rows)
    if settings.liveBlocks > 0 { rows.append(try await liveRow(servers, blocks: settings.liveBlocks)) }
    return rows
}

private func compareAll(_ servers: ComparedServers, _ settings: ReconcileSettings) async throws -> [Trial] {
    let all =
        EngineDigests.contestants(servers) + OurComparison.contestants(servers) + RowDiffs.contestants(servers)
        + [TableSync.contestant(servers), DumpAndCompare.contestant(servers)]
    let chosen = all.filter { one in settings.only.isEmpty || settings.only.contains { one.name.contains($0) } }
    let counters = [try servers.connect(servers.old), try servers.connect(servers.new)]
    var trials: [Trial] = []
    for set in DataSet.allCases {
        try await servers.make(set)
        for round in 0..<settings.rounds {
            // Every round begins with another, so that nobody always reads what the same one has left in memory.
            for turn in chosen.indices {
                let contestant = chosen[(turn + round * 3) % chosen.count]
                let sent = try counters.map { try $0.counter("Bytes_sent") }.reduce(0, +)
                let began = ContinuousClock.now
                let answer = try await contestant.compare()
                let spent = ContinuousClock.now - began
                let trial = Trial(
                    contestant: contestant.name, pairing: contestant.pairing, set: set, round: round,
                    seconds: spent / .seconds(1),
                    sent: try counters.map { try $0.counter("Bytes_sent") }.reduce(0, +) - sent, answer: answer,
                    planted: set.planted(rows: settings.rows))
                tell("  \(set.rawValue), \(trial.pairing.rawValue), \(trial.contestant): \(trial.cost)")
                trials.append(trial)
            }
        }
        try await servers.unmake(set)
    }
    return trials
}

private func tell(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }
