import Conducting
import Cutover
import Foundation
import Testing

/// Killed at any named point, a run ends exactly as one that was never killed.
@Suite(.serialized)
struct CrashTests {
    @Test(.timeLimit(.minutes(12)))
    func everyNamedPointLeadsToTheSameEnd() async throws {
        let rig = try await CrashRig.start(recording: .seconds(75))
        do {
            let (expected, _) = try await rig.run(killedAt: nil)
            #expect(expected.phase == .ended(.completed))
            #expect(!expected.orders.isEmpty)
            #expect(expected.edge.values.allSatisfy { $0 == 10_000 })
            for point in CrashPoint.allCases {
                // The first time, and once in the middle of the run where it is reached that often.
                for count in point == .afterEnd || point == .beforeResume ? [1] : [1, 3] {
                    let began = ContinuousClock.now
                    let (final, wasKilled) = try await rig.run(killedAt: point, count: count)
                    if count == 1, point != .beforeResume { #expect(wasKilled, "\(point.rawValue) was never reached") }
                    #expect(final == expected, "killed at \(point.rawValue), time \(count)")
                    print("crash \(point.rawValue):\(count) killed \(wasKilled), \(ContinuousClock.now - began)")
                }
            }
        } catch {
            try await rig.stop()
            throw error
        }
        try await rig.stop()
    }
}
