import Foundation
import GRDB
import Journaling

/// A temporary folder with a journal in it.
final class Desk: Sendable {
    static let plan = String(repeating: "a", count: 64)
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "journal-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var path: String { folder.appending(path: "journal.sqlite").path(percentEncoded: false) }

    func file(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

    func open(plan: String = Desk.plan) throws -> Journal {
        try Journal.write(path: path, identity: JournalIdentity(run: "run-1", planDigest: plan))
    }

    /// Writes `count` rows and closes the journal.
    func write(_ count: Int) async throws {
        let journal = try open()
        for number in 0..<count {
            try await journal.append([Entry(at: number, kind: .event, body: "{\"n\":\(number)}")])
        }
    }

    /// Changes the file behind the journal's back.
    func tamper(_ sql: String, _ arguments: StatementArguments = []) throws {
        let database = try DatabaseQueue(path: path)
        try database.write { try $0.execute(sql: sql, arguments: arguments) }
        try database.close()
    }
}
