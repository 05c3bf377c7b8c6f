import Conducting
import Cutover
import Foundation
import Journaling
import Synchronization
import Testing

/// The journal of a hand over, and going on from it. The world is a list of what stands in it.
@Suite("Hand over, journalled")
struct HandOverDeskTests {
    final class Estate: Sendable {
        struct State {
            var clock = 1_000
            var stands: Set<HandOverPhase> = []
            var fails: [HandOverPhase: HandOverDesk.Failure] = [:]
            var performed: [HandOverPhase] = []
            var stopsBefore: HandOverPhase?
        }

        let state = Mutex(State())

        var world: HandOverDesk.World {
            HandOverDesk.World(
                perform: { [self] phase, _ async throws(HandOverDesk.Failure) in
                    let failure = state.withLock { state in
                        state.performed.append(phase)
                        let failure = state.fails.removeValue(forKey: phase)
                        if failure == nil { state.stands.insert(phase) }
                        return failure
                    }
                    if let failure { throw failure }
                    return "done"
                },
                undo: { [self] phase, _ async throws(HandOverDesk.Failure) in
                    state.withLock { _ = $0.stands.remove(phase) }
                },
                isStopped: { [self] in
                    state.withLock { state in state.stopsBefore.map { state.stands.contains($0) } ?? false }
                },
                now: { [self] in
                    state.withLock { state in
                        state.clock += 1
                        return state.clock
                    }
                })
        }
    }

    let estate = Estate()
    let folder = FileManager.default.temporaryDirectory.appending(path: "hand-over-\(UUID().uuidString)")
    static let terms = HandOverTerms(pause: 5_000, patience: 10_000, interval: 1)

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    func desk() throws -> HandOverDesk {
        HandOverDesk(
            try Journal.write(
                path: folder.appending(path: "journal").path,
                identity: JournalIdentity(run: "test", planDigest: "digest")),
            estate.world)
    }

    @Test("goes over, and back, each phase an intent before and an outcome after")
    func whole() async throws {
        let outcome = try await desk().run(.over, Self.terms)
        #expect(outcome.end == .done && outcome.course.done == HandOverPhase.allCases)
        #expect(try await desk().run(.back, Self.terms).end == .done)
        let rows = try Journal.read(path: folder.appending(path: "journal").path).rows()
        #expect(rows.filter { $0.kind == .intent }.count == 2 * HandOverPhase.allCases.count)
        #expect(estate.state.withLock { $0.performed } == HandOverPhase.allCases + HandOverPhase.allCases)
    }

    @Test("stuck past the point of no return it goes on, and never begins the other direction")
    func stuck() async throws {
        estate.state.withLock { $0.fails[.release] = HandOverDesk.Failure("the edge is gone", isPassing: false) }
        let outcome = try await desk().run(.over, Self.terms)
        #expect(outcome.end == .stuck(.release, why: "the edge is gone"))
        await #expect(throws: ConductingError.self) { try await desk().run(.back, Self.terms) }
        let again = try await desk().run(.over, Self.terms)
        #expect(again.end == .done)
        // Nothing that was done is done again.
        #expect(estate.state.withLock { $0.performed.filter { $0 == .close }.count } == 1)
    }

    @Test("asked to stop before the point of no return, it takes everything back")
    func stopped() async throws {
        estate.state.withLock { $0.stopsBefore = .hold }
        let outcome = try await desk().run(.over, Self.terms)
        #expect(outcome.end == .givenUp(why: "it was asked to stop"))
        #expect(estate.state.withLock { $0.stands.filter(\.leavesSomething).isEmpty })
    }

    @Test("a way back that did not open is opened by running it again")
    func reopened() async throws {
        estate.state.withLock { $0.fails[.reverse] = HandOverDesk.Failure("refused", isPassing: false) }
        guard case .doneWithoutWayBack = try await desk().run(.over, Self.terms).end else {
            return #expect(Bool(false))
        }
        #expect(try await desk().run(.over, Self.terms).end == .done)
        #expect(estate.state.withLock { $0.performed.filter { $0 == .promote }.count } == 1)
    }
}
