import Foundation
import Journaling
import Testing

/// Bad input gets a clear error, the right exit code, and nothing is lost or half done.
struct RefusalTests {
    private func folder() throws -> URL { try Tool.scratchFolder("refusal") }

    @Test func aPlanWithAMistakeIsRefusedWithItsPlaceRuleAndMend() async throws {
        let file = try folder().appending(path: "plan.yaml")
        let text = try String(contentsOfFile: Tool.sample, encoding: .utf8)
            .replacingOccurrences(of: "rollback: { class: R1", with: "rollback: { class: R0")
        try text.write(to: file, atomically: true, encoding: .utf8)
        let result = try await Tool.sluice(["plan", "check", file.path])
        #expect(result.status == 1)
        #expect(result.output.contains("plan.yaml:"))
        #expect(result.output.contains("error AUT005"))
        #expect(result.output.contains("mend:"))
    }

    @Test func anUnknownKeyIsRefusedWithASuggestion() async throws {
        let file = try folder().appending(path: "plan.yaml")
        let text = try String(contentsOfFile: Tool.sample, encoding: .utf8)
            .replacingOccurrences(of: "no_data: blind", with: "no_dta: blind")
        try text.write(to: file, atomically: true, encoding: .utf8)
        let result = try await Tool.sluice(["plan", "check", file.path])
        #expect(result.status == 2)
        #expect(result.errors.contains("no_dta"))
        #expect(result.errors.contains("no_data"))
    }

    @Test func aRehearsalsPlanRunsAgainstNothingElse() async throws {
        let result = try await Tool.sluice(
            ["run", "start", Tool.sample, "--dir", try folder().path, "--by", "dan"])
        #expect(result.status == 4)
        #expect(result.errors.contains("rehearsal"))
    }

    @Test func usageErrorsLeaveWithTwo() async throws {
        #expect(try await Tool.sluice(["rehearse", "--rate", "0"]).status == 2)
        #expect(try await Tool.sluice(["rehearse", "--fault", "earthquake"]).status == 2)
        #expect(try await Tool.sluice(["plan", "explain", "XXX999"]).status == 2)
    }

    @Test func everyCommandHelps() async throws {
        for command in [
            ["--help"], ["rehearse", "--help"], ["plan", "check", "--help"], ["run", "start", "--help"],
            ["edge", "drift", "--help"], ["journal", "verify", "--help"], ["doctor", "--help"],
        ] {
            let result = try await Tool.sluice(command)
            #expect(result.status == 0)
            #expect(result.output.contains("sluice"))
        }
    }

    @Test func aMissingJournalIsUnusableInput() async throws {
        let result = try await Tool.sluice(["run", "status", "--dir", try folder().path])
        #expect(result.status == 2)
        #expect(result.errors.contains("sluice run start"))
    }

    @Test func aChangedRowIsFound() async throws {
        let run = try folder()
        let path = run.appending(path: "journal.sqlite").path
        do {
            let journal = try Journal.write(path: path, identity: JournalIdentity(run: "r", planDigest: "p"))
            try await journal.append([Entry(at: 1, kind: .event, body: "{\"resumed\":{}}")])
        }
        try CrashRig.run("/usr/bin/env", ["sqlite3", path, "UPDATE journal SET at = 2"])
        let result = try await Tool.sluice(["journal", "verify", "--dir", run.path])
        #expect(result.status == 2)
        #expect(result.errors.contains("row 1"))
    }

    @Test func theSamplePlanIsTheEmbeddedOne() async throws {
        let printed = try await Tool.sluice(["rehearse", "--print-plan"])
        #expect(printed.output == (try String(contentsOfFile: Tool.sample, encoding: .utf8)))
    }

    @Test func theVectorsAgree() async throws {
        let file = Tool.repository.appending(path: "Tests/GatingTests/Vectors/gate-vectors.json").path
        #expect(try await Tool.sluice(["gate", "vectors", file]).status == 0)
        let rubbish = try folder().appending(path: "rubbish.json")
        try "[]".write(to: rubbish, atomically: true, encoding: .utf8)
        #expect(try await Tool.sluice(["gate", "vectors", rubbish.path]).status == 2)
    }
}
