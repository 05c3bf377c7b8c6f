import Foundation
import Journaling
import Testing

/// What was appended is there, in order, chained, whoever reads it.
@Suite struct AppendingTests {
    @Test func rowsAreReadAsTheyWereWritten() async throws {
        let desk = try Desk()
        let journal = try desk.open()
        let bodies = ["{}", "{\"text\":\"Grüße 🛒\"}", "", "line\nbreak", String(repeating: "x", count: 1 << 20)]
        let written = try await journal.append(
            bodies.enumerated().map { Entry(at: $0 * 10, kind: $0 == 1 ? .intent : .event, body: $1) })
        #expect(try journal.rows() == written)
        #expect(written.map(\.body) == bodies)
        #expect(written.map(\.sequence) == [1, 2, 3, 4, 5])
        #expect(written.map(\.at) == [0, 10, 20, 30, 40])
        #expect(written.map(\.kind) == [.event, .intent, .event, .event, .event])
        #expect(zip(written, written.dropFirst()).allSatisfy { $0.hash == $1.previous })
    }

    @Test func partOfTheRowsCanBeAskedFor() async throws {
        let desk = try Desk()
        try await desk.write(20)
        let journal = try Journal.read(path: desk.path)
        #expect(try journal.rows(after: 17).map(\.sequence) == [18, 19, 20])
        #expect(try journal.rows(after: 5, limit: 2).map(\.sequence) == [6, 7])
        #expect(try journal.rows(after: 20).isEmpty)
    }

    @Test func theChainIsFollowedToItsHead() async throws {
        let desk = try Desk()
        let journal = try desk.open()
        #expect(try journal.verify().rows == 0)
        let rows = try await journal.append((0..<100).map { Entry(at: $0, kind: .event, body: "\($0)") })
        let found = try journal.verify()
        #expect(found.rows == 100)
        #expect(found.head == rows.last?.hash)
    }

    @Test func aReopenedJournalGoesOnWhereItStood() async throws {
        let desk = try Desk()
        try await desk.write(10)
        let journal = try desk.open()
        let row = try await journal.append([Entry(at: 99, kind: .event, body: "after")])
        #expect(row.map(\.sequence) == [11])
        #expect(try journal.verify().rows == 11)
    }

    @Test func theRunKeepsTheNameItBeganWith() async throws {
        let desk = try Desk()
        try await desk.write(1)
        let again = try Journal.write(path: desk.path, identity: JournalIdentity(run: "other", planDigest: Desk.plan))
        #expect(again.identity.run == "run-1")
    }

    @Test func appendingNothingChangesNothing() async throws {
        let desk = try Desk()
        let journal = try desk.open()
        #expect(try await journal.append([]).isEmpty)
        #expect(try journal.rows().isEmpty)
    }

    @Test func readersReadWhileTheWriterWrites() async throws {
        let desk = try Desk()
        let writer = try desk.open()
        let reader = try Journal.read(path: desk.path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 0..<40 {
                    try await writer.append([
                        Entry(at: number, kind: .event, body: "e"), Entry(at: number, kind: .intent, body: "i"),
                    ])
                }
            }
            group.addTask {
                var seen = 0
                while seen < 80 {
                    let count = try reader.verify().rows
                    // What was appended together is seen together.
                    #expect(count >= seen && count % 2 == 0)
                    seen = count
                    await Task.yield()
                }
            }
            try await group.waitForAll()
        }
    }
}
