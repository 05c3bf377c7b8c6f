import Foundation
import Journaling
import Reporting
import ScriptedRun
import Testing

/// The report tells when what going back costs became worse, and when it was as promised again.
@Suite struct WayBackReportTests {
    @Test func theTurnsStandInTheReportWithTheirRows() async throws {
        let folder = try Folder()
        let journal = try await journal(.worsened(carriedBack: true), in: folder)
        let rows = try journal.rows()
        let report = try RunReport.make(rows: rows, identity: journal.identity)
        let turns = try #require(report.stages[0].wayBacks)
        #expect(
            turns.map(\.words) == ["R3 (promised R2): 12 orders only on the new side, the oldest 4 min", "R2"])
        #expect(turns.map(\.isWorse) == [true, false])
        for turn in turns { #expect(rows[turn.mark.row - 1].body.contains("gtid 0-2-9")) }
        #expect(report.stages[1].wayBacks == nil)
    }
}
