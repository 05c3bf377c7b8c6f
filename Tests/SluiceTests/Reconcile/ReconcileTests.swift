import DatabaseRig
import Foundation
import Testing

/// `sluice reconcile` as people run it, against real servers with real replication between them.
///
/// `SLUICE_TEST_CUT` is for how many seconds the network is cut, 6 unless said.
@Suite(.serialized)
struct ReconcileTests {
    static let cut = ProcessInfo.processInfo.environment["SLUICE_TEST_CUT"].flatMap(Double.init) ?? 6

    let folder: URL
    let servers: ComparedServers

    init() async throws {
        folder = try Tool.scratchFolder("reconcile-tests")
        servers = try await ComparedServers.started()
    }

    /// `run` with lines of JSON as the answer.
    func compare(
        _ mapping: String, in dir: String = "kept", _ more: [String] = ["--pace", "unbounded", "--lag", "0.5"]
    ) async throws -> ToldComparison {
        try await start(mapping, in: dir, more).ended()
    }

    func start(
        _ mapping: String, in dir: String = "kept", _ more: [String] = ["--pace", "unbounded", "--lag", "0.5"]
    ) throws -> ComparisonProcess {
        try ComparisonProcess(["run", mapping, "--dir", kept(dir).path, "--json"] + more)
    }

    func kept(_ dir: String) -> URL { folder.appending(path: dir) }

    /// Seven rows of a table of ``ComparedServers/shopTable(_:rows:)`` changed on the new side alone, far apart.
    func plantSeven(in table: String, of rows: Int) async throws -> [String] {
        let step = 2 * (rows / 7)
        let ids = (0..<7).map { 2 + $0 * step }
        try await servers.new.silently([
            "UPDATE \(table) SET qty = qty + 1 WHERE id IN (\(ids[0]), \(ids[3]))",
            "UPDATE \(table) SET note = CONCAT(note, ' ') WHERE id = \(ids[6])",
            "DELETE FROM \(table) WHERE id IN (\(ids[1]), \(ids[4]))",
            """
            INSERT INTO \(table) SELECT id + 1, qty, price, note, changed FROM \(table)
            WHERE id IN (\(ids[2]), \(ids[5]))
            """,
        ])
        return [
            "differs \(ids[0])", "differs \(ids[3])", "differs \(ids[6])", "extra \(ids[2] + 1)", "extra \(ids[5] + 1)",
            "missing \(ids[1])", "missing \(ids[4])",
        ].sorted()
    }
}
