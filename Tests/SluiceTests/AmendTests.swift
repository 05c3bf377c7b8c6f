import Conducting
import Cutover
import Foundation
import Journaling
import Planning
import Testing

/// A plan that changes under a run that has begun: refused with what changes, until two people have signed it.
@Suite(.serialized)
struct AmendTests {
    @Test(.timeLimit(.minutes(8)))
    func aChangedPlanIsTakenWhenTwoPeopleSigned() async throws {
        let rig = try await CrashRig.start(recording: .seconds(90))
        do {
            let run = try await rig.freshRun()
            let signer = Task { try await rig.sign(run) }
            defer { signer.cancel() }
            let before = try await live(rig, run)
            let text = try String(contentsOfFile: rig.plan, encoding: .utf8)
            try await refused(rig, run, text)
            try await signed(rig, run, text, before)
            try await proven(rig, run)
        } catch {
            try await rig.stop()
            throw error
        }
        try await rig.stop()
    }

    /// A run that was killed while its first stage was live.
    private func live(_ rig: CrashRig, _ run: RunFolder) async throws -> RunState {
        for _ in 0..<20 {
            #expect(try await rig.start(run, ["SLUICE_CRASH_POINT": "after-journal:6"]).status == -SIGKILL)
            let state = try state(run)
            if case .exposing(_, _?) = state.stages[0].phase { return state }
        }
        Issue.record("the first stage was never live")
        return try state(run)
    }

    /// The plan as it was, and as it becomes: what has not begun dwells longer.
    private func changed(_ text: String) -> String {
        text.replacingOccurrences(
            of: "steps: [50%, open], dwell: 5s, decide_within: 120s, holdback: 5%, stable: true, births_only: true",
            with: "steps: [50%, open], dwell: 6s, decide_within: 120s, holdback: 5%, stable: true, births_only: true")
    }

    /// What cannot be applied, and what nobody signed, is refused and changes nothing.
    private func refused(_ rig: CrashRig, _ run: RunFolder, _ text: String) async throws {
        let rows = try Journal.read(path: run.journal).rows().count
        let settings = try RunSettings.read(run)
        for (old, new, why) in [
            (
                "steps: [50%, open], dwell: 5s, decide_within: 120s, holdback: 5%, stable: true, births_only: false",
                "steps: [40%, open], dwell: 5s, decide_within: 120s, holdback: 5%, stable: true, births_only: false",
                "its steps hold that no more"
            ),
            ("paths: [/search]", "paths: [/search, /find]", "the edge was configured"),
        ] {
            #expect(text.contains(old))
            try text.replacingOccurrences(of: old, with: new).write(toFile: rig.plan, atomically: true, encoding: .utf8)
            let result = try await rig.start(run, [:])
            #expect(result.status == 4, "\(result.errors)")
            #expect(result.errors.contains(why), "\(result.errors)")
        }
        #expect(try waiting(run).isEmpty, "what cannot be taken is not put before anybody")

        try changed(text).write(toFile: rig.plan, atomically: true, encoding: .utf8)
        let unsigned = try await rig.start(run, [:])
        #expect(unsigned.status == 4)
        #expect(unsigned.errors.contains("another plan"))
        #expect(unsigned.errors.contains("stages[checkout-eu].exposure.dwell: 5s ("), "\(unsigned.errors)")
        #expect(unsigned.errors.contains("-> 6s (\(rig.plan):"))
        #expect(unsigned.errors.contains("0 of 2 signatures"))
        #expect(try waiting(run).count == 1)
        #expect(try Journal.read(path: run.journal).rows().count == rows)
        #expect(try RunSettings.read(run) == settings)
    }

    private func signed(_ rig: CrashRig, _ run: RunFolder, _ text: String, _ before: RunState) async throws {
        let shown = try await amend(run, [])
        #expect(shown.status == 0)
        #expect(shown.output.contains("dwell: 5s"))
        // Nobody signs for another, nor for what they asked themselves.
        #expect(try await amend(run, ["--person", "dan", "--key", rig.key("ada")]).status == 4)
        #expect(try await amend(run, ["--person", "ben", "--key", rig.key("ada")]).status == 4)
        #expect(try await amend(run, ["--person", "ada", "--key", rig.key("ada")]).status == 0)
        let one = try await rig.start(run, [:])
        #expect(one.status == 4)
        #expect(one.errors.contains("1 of 2 signatures"))
        // One signature under two names is one.
        let request = try #require(try waiting(run).first)
        let name = request.deletingPathExtension().lastPathComponent
        let ada = run.amendments.appending(path: "\(name).ada.sig")
        let ben = run.amendments.appending(path: "\(name).ben.sig")
        try FileManager.default.copyItem(at: ada, to: ben)
        let forged = try await rig.start(run, [:])
        #expect(forged.status == 4)
        #expect(forged.errors.contains("1 of 2 signatures"))
        #expect(forged.errors.contains("not ben's"))
        // A third version of the plan is not what was signed.
        #expect(try await amend(run, ["--person", "ben", "--key", rig.key("ben")]).status == 0)
        try changed(text).replacingOccurrences(of: "dwell: 6s", with: "dwell: 7s")
            .write(toFile: rig.plan, atomically: true, encoding: .utf8)
        let third = try await rig.start(run, [:])
        #expect(third.status == 4)
        #expect(third.errors.contains("0 of 2 signatures"))
        try changed(text).write(toFile: rig.plan, atomically: true, encoding: .utf8)

        let old = before.itinerary.planDigest
        #expect(try await rig.start(run, ["SLUICE_CRASH_POINT": "before-journal"]).status == -SIGKILL)
        #expect(try state(run).itinerary.planDigest == old, "killed before, it is the old plan's")
        #expect(try await rig.start(run, ["SLUICE_CRASH_POINT": "after-journal"]).status == -SIGKILL)
        let taken = try state(run)
        #expect(
            taken.itinerary.planDigest == (try PlanReader.read(path: rig.plan).digest), "killed after, the new one's")
        #expect(taken.itinerary.stages[1].dwell == 6_000)
        #expect(taken.stages[0].phase == before.stages[0].phase || taken.stages[0].attempt == before.stages[0].attempt)
        let whole = try await rig.start(run, [:])
        #expect(whole.status == 0, "\(whole.errors)")
        #expect(whole.output.contains("signed by ada and ben") || whole.output.contains("run completed"))
        let journal = try Journal.read(path: run.journal)
        try journal.verify()
        try RunHistory.checkIntents(try journal.rows())
        #expect(try state(run).phase == .ended(.completed))
    }

    /// The report names both plans, and anybody can check who signed the change.
    private func proven(_ rig: CrashRig, _ run: RunFolder) async throws {
        #expect(try await Tool.sluice(["report", "make", "--dir", run.path]).status == 0)
        for person in ["ada", "cleo"] {
            let signed = try await Tool.sluice(
                ["report", "sign", "--dir", run.path, "--person", person, "--key", rig.key(person)])
            #expect(signed.status == 0, "\(signed.errors)")
        }
        let sound = try await Tool.sluice(["report", "verify", "--dir", run.path])
        #expect(sound.status == 0, "\(sound.output)")
        #expect(sound.output.contains("change of the plan"))
        let bundle = URL(filePath: run.reportFolder).appending(path: "amendments/1")
        for (file, bytes) in [("ben.sig", nil), ("plan/plan.yaml", Data("sluice: 1\n".utf8)), ("request", Data())] {
            let place = bundle.appending(path: file)
            let whole = try Data(contentsOf: place)
            try (bytes ?? Data(contentsOf: bundle.appending(path: "ada.sig"))).write(to: place)
            #expect(try await Tool.sluice(["report", "verify", "--dir", run.path]).status == 1, "\(file) was changed")
            try whole.write(to: place)
        }
        #expect(try await Tool.sluice(["report", "verify", "--dir", run.path]).status == 0)
    }

    private func state(_ run: RunFolder) throws -> RunState {
        var history = RunHistory()
        try history.fold(try Journal.read(path: run.journal).rows())
        return history.state
    }

    private func waiting(_ run: RunFolder) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: run.amendments, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "request" }
    }

    private func amend(_ run: RunFolder, _ more: [String]) async throws -> Tool.Result {
        try await Tool.sluice(["run", "amend", "--dir", run.path] + more)
    }
}
