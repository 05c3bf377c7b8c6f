import Conducting
import Foundation
import SampleEstate
import Testing

/// The store does not need us: killed in mid-stage, it trades on, and the run goes on where it stood.
@Suite(.serialized)
struct KillTests {
    struct Progress: Decodable {
        let run: EstateDescription.Entry?
        let edgePort: Int
    }

    @Test(.timeLimit(.minutes(6)))
    func killedInMidStageTheShopTradesAndTheRunFinishes() async throws {
        let folder = try Tool.scratchFolder("kill")
        defer { try? FileManager.default.removeItem(at: folder) }
        async let rehearsed = Rehearsed.run(fault: "none", folder: folder)
        let progress = try await exposing(folder)
        let run = try #require(progress.run)
        try await EstateProcesses.kill(run)
        // Nobody steers now; shoppers must not notice.
        let estate = try EstateDescription.read(folder.appending(path: "estate/estate.json").path)
        let before = try AcknowledgedOrder.read(estate.acknowledged).count
        try await Task.sleep(for: .milliseconds(1_500))
        #expect(try AcknowledgedOrder.read(estate.acknowledged).count > before)
        let seen = try await rehearsed
        #expect(seen.status == 0)
        #expect(seen.output.contains("sluice is started again"))
        #expect(seen.summary.lost == 0 && seen.summary.duplicated == 0)
    }

    @Test(.timeLimit(.minutes(6)))
    func aKilledRehearsalIsTakenUpAgain() async throws {
        let folder = try Tool.scratchFolder("adopt")
        defer { try? FileManager.default.removeItem(at: folder) }
        let arguments = ["rehearse", "--fault", "none", "--plan", Tool.brief, "--dir", folder.path, "--json"]
        // Its own clock ends the first one; everything it started lives on.
        let first = try await Tool.sluice(arguments, under: ["timeout", "-s", "KILL", "9"])
        #expect(first.status != 0)
        let progress = try JSONDecoder().decode(
            Progress.self, from: Data(contentsOf: folder.appending(path: "rehearsal.json")))
        #expect(EstateProcesses.isAlive(try #require(progress.run)))
        let seen = try await Rehearsed.run(fault: "none", folder: folder)
        #expect(seen.status == 0)
        #expect(seen.summary.stagesDone == seen.summary.stages)
        #expect(seen.summary.lost == 0 && seen.summary.duplicated == 0)
    }

    private func exposing(_ folder: URL) async throws -> Progress {
        while true {
            try await Task.sleep(for: .milliseconds(300))
            let status = try await Tool.sluice(["run", "status", "--dir", folder.appending(path: "run").path, "--json"])
            if status.output.contains("step 1 open") { break }
        }
        return try JSONDecoder().decode(Progress.self, from: Data(contentsOf: folder.appending(path: "rehearsal.json")))
    }
}
