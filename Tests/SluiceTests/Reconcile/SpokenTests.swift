import DatabaseRig
import Foundation
import Testing

/// What the command says, to people, to programs and to scripts that only look at its exit code.
extension ReconcileTests {
    @Test(.timeLimit(.minutes(2)))
    func exitCodesAndLinesOfJSON() async throws {
        try await servers.shopTable("said", rows: 1_000)
        let mapping = try servers.mapping(["said"], in: folder)
        let equal = try await compare(mapping)
        #expect(equal.status == 0 && equal.summary?.outcome == "equal" && equal.summary?.rows == 1_000, "\(equal)")
        let planted = try await plantSeven(in: "said", of: 1_000)
        let fresh = ["--fresh", "--pace", "unbounded", "--lag", "0.2"]
        let different = try await compare(mapping, fresh + ["--examples", "3"])
        #expect(different.status == 1)
        #expect(different.lines.count == 3 + 1 + 1, "\(different)")
        for line in different.lines { #expect((try? JSONSerialization.jsonObject(with: line)) is [String: Any]) }
        #expect(different.differences.count == 3 && different.summary?.differences == 7)
        let shown = try await ComparisonProcess.run(["show", mapping, "--dir", kept("kept").path, "--all", "--json"])
        #expect(shown.status == 1 && shown.found == planted, "\(shown)")

        let people = try await ComparisonProcess.run(["run", mapping, "--dir", kept("kept").path, "--fresh"])
        #expect(people.status == 1 && people.output.contains("said: 7 differ"), "\(people)")
        #expect(people.output.contains("  only old   2\n") && people.output.contains("  only new   2\n"), "\(people)")
        let missing = try await ComparisonProcess.run(["run", folder.appending(path: "none.yaml").path])
        #expect(missing.status == 2 && missing.errors.contains("none.yaml cannot be read"), "\(missing)")
        let unknown = try await ComparisonProcess.run(["run", mapping, "--table", "unknown"])
        #expect(unknown.status == 2 && unknown.errors.contains("there are said"), "\(unknown)")
    }

    @Test(.timeLimit(.minutes(2)))
    func aDryRunReadsNoRow() async throws {
        try await servers.shopTable("dry", rows: 5_000)
        let mapping = try servers.mapping(["dry"], in: folder)
        let before = (try await servers.old.rowsRead(of: "dry"), try await servers.new.rowsRead(of: "dry"))
        let told = try await ComparisonProcess.run(["run", mapping, "--dir", kept("kept").path, "--dry-run"])
        let after = (try await servers.old.rowsRead(of: "dry"), try await servers.new.rowsRead(of: "dry"))
        #expect(told.status == 0 && before == after, "\(told)")
        for said in ["key      id", "compared qty, price, note, changed", "MariaDB"] {
            #expect(told.output.contains(said), "\(told)")
        }
        #expect(!told.output.contains("rig-secret"))
    }

    @Test(.timeLimit(.minutes(2)))
    func aRepairMakesTheSidesEqualAndNothingIsLeftToCarryBack() async throws {
        try await servers.shopTable("mended", rows: 5_000)
        _ = try await plantSeven(in: "mended", of: 5_000)
        let mapping = try servers.mapping(["mended"], in: folder)
        let dir = ["--dir", kept("kept").path]
        let early = try await ComparisonProcess.run(["carry-back", mapping] + dir)
        #expect(early.status == 2 && early.errors.contains("run `sluice reconcile run"), "\(early)")
        #expect(try await compare(mapping).status == 1)
        let carried = try await ComparisonProcess.run(["carry-back", mapping, "--json", "--born", "changed"] + dir)
        #expect(carried.status == 1 && carried.output.contains("2859"), "\(carried)")

        let trial = try await ComparisonProcess.run(["repair", mapping, "--side", "new", "--dry-run"] + dir)
        let real = try await ComparisonProcess.run(["repair", mapping, "--side", "new"] + dir)
        #expect(trial.status == 0 && real.status == 0, "\(trial)\n\(real)")
        // A side that replicates is written past its log, so that the replication goes on.
        let apply = { (script: String) in
            try servers.new.server.run("SET SESSION sql_log_bin = 0;\n" + script, in: "shop")
        }
        try apply(trial.output)
        let fresh = ["--fresh", "--pace", "unbounded", "--lag", "0.2"]
        #expect(try await compare(mapping, fresh).summary?.differences == 7)
        try apply(real.output)
        let mended = try await compare(mapping, fresh)
        #expect(mended.status == 0 && mended.summary?.outcome == "equal", "\(mended)\n\(real.output)")
        let nothing = try await ComparisonProcess.run(["carry-back", mapping] + dir)
        #expect(nothing.status == 0, "\(nothing)")
    }

    @Test(.timeLimit(.minutes(2)))
    func watchEndsOnceTheReplicationHasCaughtUp() async throws {
        try await servers.shopTable("watched", rows: 2_000)
        try await servers.replicated()
        try await servers.new.execute("STOP SLAVE")
        try await servers.old.execute("UPDATE watched SET qty = qty + 1 WHERE id <= 100")
        let mapping = try servers.mapping(["watched"], in: folder)
        let watch = try ComparisonProcess([
            "watch", mapping, "--dir", kept("kept").path, "--every", "1s", "--until-equal", "--json", "--pace",
            "unbounded", "--lag", "0.2",
        ])
        try await Task.sleep(for: .seconds(3))
        #expect(watch.isRunning)
        try await servers.new.execute("START SLAVE")
        let told = try await watch.ended()
        let passes = told.lines.compactMap { try? JSONDecoder().decode(ToldComparison.Summary.self, from: $0) }
        #expect(told.status == 0, "\(told)")
        #expect(passes.first?.differences == 50 && passes.last?.outcome == "equal", "\(told)")
    }

    @Test(.timeLimit(.minutes(2)))
    func aProposedMappingRunsAsItStands() async throws {
        try await servers.both([
            "CREATE DATABASE IF NOT EXISTS proposed", "DROP TABLE IF EXISTS proposed.orders, proposed.lines",
            "CREATE TABLE proposed.orders (id INT PRIMARY KEY, total DECIMAL(10,2))",
            "CREATE TABLE proposed.`lines` (id INT, line INT, sku VARCHAR(20), PRIMARY KEY (id, line))",
            "INSERT INTO proposed.orders SELECT seq, seq FROM seq_1_to_100",
            "INSERT INTO proposed.`lines` SELECT seq DIV 3, seq % 3, seq FROM seq_1_to_300",
        ])
        let address = { (server: ComparedServer) in
            server.address(port: nil).replacingOccurrences(of: "/shop", with: "/proposed")
        }
        let file = folder.appending(path: "proposed.map.yaml").path
        let proposed = try await ComparisonProcess.run([
            "init", "--old", address(servers.old), "--new", address(servers.new), "--old-secret", "env:RIG_PASSWORD",
            "--new-secret", "env:RIG_PASSWORD", "--out", file,
        ])
        #expect(proposed.status == 0 && proposed.output.contains("2 tables"), "\(proposed)")
        let equal = try await compare(file)
        #expect(equal.status == 0 && equal.summary?.tables == 2 && equal.summary?.rows == 400, "\(equal)")
        let again = try await ComparisonProcess.run([
            "init", "--old", address(servers.old), "--new", address(servers.new), "--out", file,
        ])
        #expect(again.status == 4, "\(again)")
    }

    @Test(.timeLimit(.minutes(2)))
    func aMarkAloneIsNeverEqual() async throws {
        try await servers.shopTable("marked", rows: 2_000)
        try await servers.new.silently(["DELETE FROM marked WHERE id = 400"])
        let rows = "{ table: marked, updated: changed }"
        let mapping = try servers.mapping(["  - id: marked\n    old: \(rows)\n    new: \(rows)"], in: folder)
        let since = try await compare(
            mapping, ["--since", "2026-01-01T00:20:00Z", "--pace", "unbounded", "--lag", "0.2"])
        #expect(since.status == 1 && since.summary?.outcome == "deletes-not-checked", "\(since)")
        // The rows of the last 800 seconds, and those of a minute for clocks that differ.
        #expect(since.summary?.rows == 861, "\(since)")
        #expect(try await compare(mapping).found == ["missing 400"])
    }
}
