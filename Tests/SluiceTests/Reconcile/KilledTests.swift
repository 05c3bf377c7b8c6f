import DatabaseRig
import Foundation
import Testing

/// SIGKILL at any point: run again, a comparison goes on and ends in the same answer.
extension ReconcileTests {
    @Test(.timeLimit(.minutes(2)), arguments: ["stream", "push-down"])
    func killedAtHalfItGoesOnAndTheAnswerIsThatOfAnUndisturbedRun(way: String) async throws {
        let rows = 60_000
        try await servers.shopTable("killed", rows: rows)
        let planted = try await plantSeven(in: "killed", of: rows)
        let mapping = try servers.mapping(["killed"], in: folder)
        let undisturbed = try await compare(mapping, in: "whole", ["--pace", "unbounded", "--way", way])
        #expect(undisturbed.found == planted, "\(undisturbed)")

        let killed = try start(mapping, ["--rows-per-second", "15000", "--lag", "0.5", "--way", way])
        let kept = try await KeptPass.of("killed", in: kept("kept"), by: killed) { $0.rows.old >= rows / 2 }
        killed.kill()
        #expect(try await killed.ended().status == -SIGKILL)
        let pass = try #require(KeptPass(of: "killed", in: self.kept("kept")))
        #expect(pass.phase == "reading" && pass.rows.old < rows)

        let before = (try await servers.old.rowsRead(of: "killed"), try await servers.new.rowsRead(of: "killed"))
        let again = try await compare(mapping, ["--pace", "unbounded", "--lag", "0.5", "--way", way])
        let read = (
            try await servers.old.rowsRead(of: "killed") - before.0,
            try await servers.new.rowsRead(of: "killed") - before.1
        )
        print("killed: \(way) at \(kept.rows), again read \(read) of \(rows)")
        let (table, whole) = (try #require(again.tables.first, "\(again)"), try #require(undisturbed.tables.first))
        #expect(again.status == 1 && again.found == planted, "\(again)")
        #expect(table.digest == whole.digest)
        #expect(table.rows == whole.rows && table.same == whole.same && table.differing == whole.differing)
        // What was read before the kill is not read again, but for the range that was open, read twice where it differs.
        #expect(read.0 < rows - pass.rows.old + 25_000 && read.1 < rows - pass.rows.new + 25_000)
        #expect(KeptPass(of: "killed", in: self.kept("kept")) == nil)
    }

    @Test(.timeLimit(.minutes(2)))
    func killedWhileItLooksAgainItGoesOnLooking() async throws {
        let rows = 50_000
        try await servers.shopTable("looked", rows: rows)
        try await servers.new.silently(["UPDATE looked SET qty = qty + 1 WHERE id % 10 <> 0"])
        let mapping = try servers.mapping(["looked"], in: folder)
        let undisturbed = try await compare(mapping, in: "whole")

        // Once while it waits for the lag, and once when half of the looks are made.
        let waiting = try start(mapping, ["--pace", "unbounded", "--lag", "30"])
        _ = try await KeptPass.of("looked", in: kept("kept"), by: waiting) { $0.phase == "looking" }
        waiting.kill()
        _ = try await waiting.ended()
        let before = try await servers.new.rowsRead(of: "looked")
        let looking = try start(mapping)
        let half = try await KeptPass.of("looked", in: kept("kept"), by: looking) { $0.settled > 0 }
        looking.kill()
        #expect(try await looking.ended().status == -SIGKILL)
        let again = try await compare(mapping)
        let read = try await servers.new.rowsRead(of: "looked") - before

        print("looked: killed at \(half.settled) of 40000 looks, read \(read) rows in both goes")
        let (table, whole) = (try #require(again.tables.first, "\(again)"), try #require(undisturbed.tables.first))
        #expect(half.settled < 40_000)
        #expect(again.status == 1 && table.differing == ["differs": 40_000], "\(again)")
        #expect(table.digest == whole.digest && table.rows == whole.rows && table.same == whole.same)
        let lines = { (dir: String) in
            try String(contentsOf: kept(dir).appending(path: "looked.differences.jsonl"), encoding: .utf8)
        }
        #expect(try lines("kept") == lines("whole"))
        // Each candidate about once or twice by its key; the 50,000 rows are not read through again.
        #expect(read < 2 * 40_000 + 5_000)
    }
}
