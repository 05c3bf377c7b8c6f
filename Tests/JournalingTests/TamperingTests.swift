import Fixtures
import Foundation
import GRDB
import Journaling
import Testing

/// Whoever changes a row, whatever is changed in it: the first row that does not fit is named.
@Suite struct TamperingTests {
    private func brokenRow(_ desk: Desk) throws -> Int? {
        let reader = try Journal.read(path: desk.path)
        do throws(JournalError) {
            try reader.verify()
            return nil
        } catch {
            guard case .broken(_, let sequence, _) = error else { throw error }
            #expect(throws: error) { try desk.open() }
            #expect("\(error)".contains("row \(sequence)") && "\(error)".contains("nothing was altered"))
            return sequence
        }
    }

    @Test(
        arguments: [
            "at = at + 1", "kind = 'intent'", "kind = 'nonsense'", "body = body || ' '", "body = '{}'", "body = ''",
            "previous = hash", "previous = ''", "hash = previous", "hash = upper(hash)",
        ], [1, 2, 7, 12])
    func oneChangedFieldIsFound(_ change: String, _ row: Int) async throws {
        let desk = try Desk()
        try await desk.write(12)
        try desk.tamper("UPDATE journal SET \(change) WHERE sequence = ?", [row])
        #expect(try brokenRow(desk) == row)
    }

    @Test(arguments: [1, 2, 6, 11])
    func aRowTakenOutIsMissed(_ row: Int) async throws {
        let desk = try Desk()
        try await desk.write(12)
        try desk.tamper("DELETE FROM journal WHERE sequence = ?", [row])
        #expect(try brokenRow(desk) == row)
    }

    @Test(arguments: [1, 5])
    func aRowTakenOutAndTheRestMovedUpIsFound(_ row: Int) async throws {
        let desk = try Desk()
        try await desk.write(12)
        try desk.tamper("DELETE FROM journal WHERE sequence = ?", [row])
        for later in row + 1...12 {
            try desk.tamper("UPDATE journal SET sequence = sequence - 1 WHERE sequence = ?", [later])
        }
        #expect(try brokenRow(desk) == row)
    }

    @Test func twoRowsSwappedAreFound() async throws {
        let desk = try Desk()
        try await desk.write(12)
        try desk.tamper("UPDATE journal SET sequence = -4 WHERE sequence = 4")
        try desk.tamper("UPDATE journal SET sequence = 4 WHERE sequence = 5")
        try desk.tamper("UPDATE journal SET sequence = 5 WHERE sequence = -4")
        #expect(try brokenRow(desk) == 4)
    }

    @Test func aRowOfAnotherJournalDoesNotFit() async throws {
        let (desk, other) = (try Desk(), try Desk())
        try await desk.write(5)
        try await other.write(4)
        let foreign = try await other.open().append([Entry(at: 7, kind: .event, body: "{}")])[0]
        try desk.tamper("DELETE FROM journal WHERE sequence = 5")
        try desk.tamper(
            "INSERT INTO journal VALUES (5, ?, ?, ?, ?, ?)",
            [foreign.at, foreign.kind.rawValue, foreign.body, "x", foreign.hash])
        #expect(try brokenRow(desk) == 5)
    }

    @Test func anIdentityThatWasChangedBreaksTheFirstRow() async throws {
        let desk = try Desk()
        try await desk.write(3)
        try desk.tamper("UPDATE identity SET value = 'run-2' WHERE name = 'run'")
        #expect(try brokenRow(desk) == 1)
    }

    @Test func aTailCutOffShowsInTheHeadOnly() async throws {
        let desk = try Desk()
        try await desk.write(12)
        let before = try Journal.read(path: desk.path).verify()
        try desk.tamper("DELETE FROM journal WHERE sequence > 9")
        // A chain cannot know that it was longer: whoever needs to, keeps its head elsewhere (the report does).
        let after = try Journal.read(path: desk.path).verify()
        #expect(after.rows == 9)
        #expect(after.head != before.head)
    }

    @Test func anyByteOfTheFileMayBeDamagedAndNothingWrongIsRead() async throws {
        let desk = try Desk()
        try await desk.write(30)
        let expected = try Journal.read(path: desk.path).rows()
        let whole = try Data(contentsOf: URL(filePath: desk.path))
        var dice = Dice(seed: 1)
        var noticed = 0
        for _ in 0..<120 {
            var bytes = whole
            for _ in 0...dice.below(3) { bytes[dice.below(bytes.count)] = UInt8(dice.below(256)) }
            let path = desk.file("damaged.sqlite")
            for name in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + name) }
            try bytes.write(to: URL(filePath: path))
            do throws(JournalError) {
                let journal = try Journal.read(path: path)
                let found = try journal.verify()
                #expect(try journal.rows() == Array(expected.prefix(found.rows)))
            } catch { noticed += 1 }
        }
        #expect(noticed > 20)
    }
}
