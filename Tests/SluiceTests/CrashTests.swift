import Conducting
import Cutover
import Foundation
import SampleEstate
import Testing

/// Killed at any named point, a run ends exactly as one that was never killed.
@Suite(.serialized)
struct CrashTests {
    @Test(.timeLimit(.minutes(12)))
    func everyNamedPointLeadsToTheSameEnd() async throws {
        let rig = try await CrashRig.start(recording: .seconds(90))
        do {
            let (expected, _) = try await rig.run(killedAt: nil)
            #expect(expected.phase == .ended(.completed))
            #expect(!expected.orders.isEmpty)
            #expect(expected.edge.values.allSatisfy { $0 == 10_000 })
            // What a stage carries out besides traffic, its own rehearsal kills: RUN=1 scripts/wordpress-rehearsal.
            for point in CrashPoint.allCases where point != .afterWork {
                // The first time, and once in the middle of the run where it is reached that often.
                for count in point == .afterEnd || point == .beforeResume ? [1] : [1, 3] {
                    let began = ContinuousClock.now
                    let (final, wasKilled) = try await rig.run(killedAt: point, count: count)
                    if count == 1 { #expect(wasKilled, "\(point.rawValue) was never reached") }
                    #expect(final == expected, "killed at \(point.rawValue), time \(count)")
                    print("crash \(point.rawValue):\(count) killed \(wasKilled), \(ContinuousClock.now - began)")
                }
            }
            try tellsEverybody(rig)
            try await unusable(rig)
        } catch {
            try await rig.stop()
            throw error
        }
        try await rig.stop()
    }

    /// Whatever was killed, people were told of each stage in each run; who was told twice can tell by the key.
    private func tellsEverybody(_ rig: CrashRig) throws {
        let calls = rig.receiver.calls.filter { $0.body.occasion == "go" }
        let byKey = Dictionary(grouping: calls, by: \.key)
        #expect(byKey.values.allSatisfy { Set($0.map(\.body.stage)).count == 1 })
        #expect(byKey.values.contains { $0.count > 1 }, "a run that was killed after telling tells again")
        let runs = Dictionary(grouping: byKey.keys) { $0.prefix(36) }
        let stages = Set(calls.map(\.body.stage)).count
        #expect(runs.values.allSatisfy { $0.count == stages }, "\(runs.mapValues(\.count)) of \(stages) stages")
    }

    /// A full disk, a changed journal, another plan's journal, a taken port: each told clearly, nothing lost.
    private func unusable(_ rig: CrashRig) async throws {
        let run = try await rig.freshRun()
        let signer = Task { try await rig.sign(run) }
        defer { signer.cancel() }
        let full = try await rig.start(run, [:], under: ["prlimit", "--fsize=150000"])
        #expect(full.status == 3, "\(full.errors)")
        #expect(full.errors.contains("no room to write"))
        let whole = try await rig.start(run, [:])
        #expect(whole.status == 0, "\(whole.errors)")

        let taken = try await rig.start(try await rig.freshRun(), [:], more: ["--page-port", "\(rig.estate.old.port)"])
        #expect(taken.status == 3)
        #expect(taken.errors.contains("\(rig.estate.old.port)"))

        let text = try String(contentsOfFile: rig.plan, encoding: .utf8)
        try (text + "\n# changed\n").write(toFile: rig.plan, atomically: true, encoding: .utf8)
        let other = try await rig.start(run, [:])
        try text.write(toFile: rig.plan, atomically: true, encoding: .utf8)
        #expect(other.status == 4, "\(other.errors)")
        #expect(other.errors.contains("another plan"))

        try CrashRig.run("/usr/bin/env", ["sqlite3", run.journal, "UPDATE journal SET body = '{}' WHERE sequence = 5"])
        let broken = try await rig.start(run, [:])
        #expect(broken.status == 2, "\(broken.errors)")
        #expect(broken.errors.contains("row 5"))
    }
}
