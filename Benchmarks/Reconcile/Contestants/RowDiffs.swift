import DatabaseRig
import Foundation

/// reladiff and data-diff, from PyPI: digests of ranges of keys by MD5, halved until what differs is small enough to be
/// fetched.
///
/// Both are left at the segments that they choose themselves: of the settings tried on a million rows (factors 8 to 32,
/// thresholds 4,096 to 50,000, one to eight connections) none was faster by more than the noise, and some twice as slow.
enum RowDiffs {
    static let environments = ".build/bench-peers"

    static func contestants(_ servers: ComparedServers) -> [Contestant] {
        ["reladiff", "data-diff"].flatMap { program in
            Contestant.Pairing.allCases.map { pairing in
                Contestant(name: program, pairing: pairing) {
                    let new = pairing == .same ? servers.new.fullAddress : servers.foreign.fullAddress
                    return try await onThread { try compare(program, servers, new) }
                }
            }
        }
    }

    private static func compare(
        _ program: String, _ servers: ComparedServers, _ new: String
    ) throws -> Contestant.Answer {
        var command = ["\(environments)/\(program)/bin/\(program)"]
        // What each has to save work that is not asked of it here.
        command += program == "reladiff" ? ["--assume-unique-key", "--skip-sort-results"] : ["--no-tracking"]
        command += [servers.old.fullAddress, OrderTable.name, new, OrderTable.name, "-k", "id", "-c", "%"]
        // They break their lines of JSON where the screen ends.
        let run = try ChildRun.run(
            command + ["--json", "-j", "2"], environment: ["COLUMNS": "20000", "TZ": "UTC"], in: servers.folder)
        defer { run.remove() }
        guard run.status == 0 else { return Contestant.Answer(.failed(run.lastWords), run) }
        var keys: Set<Int> = []
        try run.lines { line in
            // ["+", ["17", …]]
            let cells = line.split(separator: "\"", maxSplits: 4, omittingEmptySubsequences: false)
            if cells.count > 3, cells[1] == "+" || cells[1] == "-", let key = Int(cells[3]) { keys.insert(key) }
        }
        return Contestant.Answer(.keys(keys), run)
    }
}
