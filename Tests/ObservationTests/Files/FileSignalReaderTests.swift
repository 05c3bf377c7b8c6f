import AccessLogs
import Foundation
import Gating
import Observation
import Testing

/// A signal counted from access logs, as the run reads it.
@Suite struct FileSignalReaderTests {
    private func reader(_ logs: SideLogs) throws -> FileSignalReader {
        let files = FileSignals(
            old: LogPlace(path: logs.file(.old).path, format: .nginx), new: LogPlace(path: logs.file(.new).path),
            steps: [StepMatch(step: "home", path: "/")],
            signals: [ObservedSignal(id: "s", rule: .errors, milestones: [1_000])])
        return try FileSignalReader(
            signal: "s", files: files, offsets: logs.folder.appending(path: "places"), every: .seconds(1))
    }

    @Test func itCountsWhatCameSinceTheStepOpened() async throws {
        let logs = try SideLogs()
        let reader = try reader(logs)
        await reader.set { SideLogs.openedAt }
        await reader.begin()
        try logs.write(.old, logs.line(1, at: 100) + logs.line(2, at: 200))
        try logs.write(.new, logs.line(3, at: 100, status: 503))
        await reader.set { SideLogs.openedAt + 5_000 }
        let reading = await reader.read()
        #expect(reading.evidence.milestones == [Block(oldUnits: 2, oldEvents: 0, newUnits: 1, newEvents: 1)])
        #expect(reading.evidence.exact?.couldCheck == true)
        #expect(reading.shown == ["3 lines read of both logs"])
    }

    @Test func aLogOfAnotherFormatIsNoEvidence() async throws {
        let logs = try SideLogs()
        let reader = try reader(logs)
        await reader.set { SideLogs.openedAt }
        await reader.begin()
        try logs.write(.old, "this is no access log\n")
        await reader.set { SideLogs.openedAt + 5_000 }
        let reading = await reader.read()
        #expect(reading.evidence.exact?.couldCheck == false)
        #expect(reading.evidence.milestones.isEmpty)
        #expect(reading.shown.first?.contains("are not nginx's") == true)
    }
}
