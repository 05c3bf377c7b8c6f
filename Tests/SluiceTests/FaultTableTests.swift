import Foundation
import Testing

/// Each planted fault ends as the README's table says. The table is written by this test: run it with
/// `UPDATE_README=1` to write it anew.
@Suite(.serialized)
struct FaultTableTests {
    struct Expected {
        let fault: String
        let planted: String
        let outcome: String
        let status: Int32
        /// What the summary's outcome begins with.
        let says: String
    }

    static let table = [
        Expected(
            fault: "none", planted: "nothing", outcome: "all stages done, nothing taken back", status: 0,
            says: "nothing was taken back"),
        Expected(
            fault: "payment", planted: "90 % of card payments refused",
            outcome: "taken back by `payment-success`; mended, proven afresh, done", status: 0,
            says: "taken back: payment-success"),
        Expected(
            fault: "error", planted: "30 % of pages answer 500",
            outcome: "taken back by `errors`; mended, proven afresh, done", status: 0, says: "taken back: errors"),
        Expected(
            fault: "slow", planted: "half of the pages 900 ms slower",
            outcome: "taken back by `slow`; mended, proven afresh, done", status: 0, says: "taken back: slow"),
        Expected(
            fault: "new-killed", planted: "the new shop killed",
            outcome: "taken back by `errors`; mended, proven afresh, done", status: 0, says: "taken back: errors"),
        Expected(
            fault: "edge-killed", planted: "HAProxy killed", outcome: "blind, held, recovered, done", status: 0,
            says: "blind, held, recovered"),
        Expected(
            fault: "lost-order", planted: "5 % of confirmed orders vanish", outcome: "held by comparing orders",
            status: 1, says: "held: the orders"),
        Expected(
            fault: "unauthorised", planted: "orders written for a region without authority",
            outcome: "held by comparing orders", status: 1, says: "held: the orders"),
        Expected(
            fault: "promotion", planted: "a promotion takes 1 % instead of 10",
            outcome: "taken back by `prices`; mended, proven afresh, done", status: 0, says: "taken back: prices"),
        Expected(
            fault: "noindex", planted: "pages ask not to be indexed",
            outcome: "taken back by `answers`; mended, proven afresh, done", status: 0, says: "taken back: answers"),
    ]

    @Test(.timeLimit(.minutes(20)))
    func everyFaultEndsAsTheTableSays() async throws {
        let root = try Tool.scratchFolder("faults")
        defer { try? FileManager.default.removeItem(at: root) }
        for row in Self.table {
            let began = ContinuousClock.now
            let seen = try await Rehearsed.run(fault: row.fault, folder: root.appending(path: row.fault))
            let said = "\(seen.summary.outcome)\n\(seen.output.suffix(6_000))"
            #expect(seen.status == row.status, "\(row.fault): exit \(seen.status): \(said)")
            #expect(seen.summary.outcome.hasPrefix(row.says), "\(row.fault): \(said)")
            #expect(seen.summary.duplicated == 0)
            if row.status == 0 {
                #expect(seen.summary.stagesDone == seen.summary.stages)
                #expect(seen.summary.acknowledged > 100)
                #expect(seen.lastLine == "orders: acknowledged \(seen.summary.acknowledged), lost 0, duplicated 0")
            }
            if row.fault == "lost-order" { #expect(seen.summary.lost > 0) }
            if row.fault == "unauthorised" { #expect(seen.summary.unauthorised > 0) }
            print("fault \(row.fault): exit \(seen.status), \(ContinuousClock.now - began): \(seen.summary.outcome)")
        }
    }

    @Test func theReadmeShowsTheTable() throws {
        let rows = Self.table.map { "| `\($0.fault)` | \($0.planted) | \($0.outcome) | \($0.status) |" }
        let text =
            "| fault | planted in the new shop | outcome | exit |\n| --- | --- | --- | --- |\n"
            + rows.joined(separator: "\n")
        let readme = Tool.repository.appending(path: "README.md")
        var content = try String(contentsOf: readme, encoding: .utf8)
        let start = try #require(content.range(of: "<!-- faults -->\n"))
        let end = try #require(content.range(of: "\n<!-- /faults -->"))
        if ProcessInfo.processInfo.environment["UPDATE_README"] != nil {
            content.replaceSubrange(start.upperBound..<end.lowerBound, with: text)
            try content.write(to: readme, atomically: true, encoding: .utf8)
        } else {
            #expect(content[start.upperBound..<end.lowerBound] == text)
        }
    }
}
