import Foundation
import GRDB

/// The store of everything a run was told and was about to do: append only, hash-chained, on disk before anything
/// happens.
///
/// SQLite in write-ahead mode with full synchronisation: a row that was appended survives a power cut. One writer, held
/// by a lock on the file beside it; readers at any time.
public final class Journal: Sendable {
    public let path: String
    public let identity: JournalIdentity
    private let database: DatabaseQueue
    private let lock: FileLock?

    private init(path: String, identity: JournalIdentity, database: DatabaseQueue, lock: FileLock?) {
        self.path = path
        self.identity = identity
        self.database = database
        self.lock = lock
    }

    /// Makes a new journal, or opens the one that stands there for writing.
    ///
    /// The whole chain is verified before the first new row.
    /// - Parameter ofAnyPlan: opens a journal that was begun with another plan too; the caller sees to what that means.
    public static func write(
        path: String, identity: JournalIdentity, ofAnyPlan: Bool = false
    ) throws(JournalError) -> Journal {
        let lock = try FileLock(path: path + ".lock", owner: path)
        try refuseStranger(path)
        return try guarded(path) {
            var configuration = Configuration()
            configuration.prepareDatabase { db in
                try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
            }
            let database = try DatabaseQueue(path: path, configuration: configuration)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            let found = try database.write { db in
                try db.execute(sql: Self.schema)
                if let known = try Self.identity(db) { return known }
                for (name, value) in [("format", "1"), ("run", identity.run), ("plan", identity.planDigest)] {
                    try db.execute(sql: "INSERT INTO identity VALUES (?, ?)", arguments: [name, value])
                }
                return identity
            }
            guard ofAnyPlan || found.planDigest == identity.planDigest else {
                throw JournalError.anotherPlan(path: path, expected: identity.planDigest, found: found.planDigest)
            }
            let journal = Journal(path: path, identity: found, database: database, lock: lock)
            try journal.verify()
            return journal
        }
    }

    /// SQLite takes a file shorter than its header for an empty database, and would write over it.
    private static func refuseStranger(_ path: String) throws(JournalError) {
        guard let file = FileHandle(forReadingAtPath: path) else { return }
        defer { try? file.close() }
        let magic = Data("SQLite format 3\0".utf8)
        let found = (try? file.read(upToCount: magic.count)) ?? Data()
        guard found.isEmpty || found == magic else { throw .notAJournal(path: path, found: "no database") }
    }

    /// Opens a journal for reading, whoever writes to it.
    public static func read(path: String) throws(JournalError) -> Journal {
        guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
        return try guarded(path) {
            var configuration = Configuration()
            configuration.readonly = true
            let database = try DatabaseQueue(path: path, configuration: configuration)
            guard let identity = try database.read(Self.identity) else {
                throw JournalError.notAJournal(path: path, found: "no identity in it")
            }
            return Journal(path: path, identity: identity, database: database, lock: nil)
        }
    }

    /// Appends rows in one transaction, durable when it returns.
    /// - Returns: the rows with their places in the chain.
    @discardableResult
    public func append(_ entries: [Entry]) async throws(JournalError) -> [Row] {
        let genesis = self.genesis
        do {
            return try await database.write { db in
                let last = try Self.rows(db, "ORDER BY sequence DESC LIMIT 1", []).first
                var (sequence, previous) = (last?.sequence ?? 0, last?.hash ?? genesis)
                return try entries.map { entry in
                    sequence += 1
                    let hash = Row.hash(
                        previous: previous, sequence: sequence, at: entry.at, kind: entry.kind, body: entry.body)
                    let row = Row(
                        sequence: sequence, at: entry.at, kind: entry.kind, body: entry.body, previous: previous,
                        hash: hash)
                    try db.execute(
                        sql: "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?)",
                        arguments: [row.sequence, row.at, row.kind.rawValue, row.body, row.previous, row.hash])
                    previous = hash
                    return row
                }
            }
        } catch {
            throw Self.translate(error, path)
        }
    }

    /// Rows after `sequence`, oldest first, at most `limit`.
    public func rows(after sequence: Int = 0, limit: Int = .max) throws(JournalError) -> [Row] {
        try Self.guarded(path) {
            try database.read { db in
                try Self.rows(db, "WHERE sequence > ? ORDER BY sequence LIMIT ?", [sequence, Int64(clamping: limit)])
            }
        }
    }

    /// Follows the chain from the first row to the last.
    /// - Returns: how many rows there are, and the last hash.
    /// - Throws: `JournalError.broken` with the first row that does not fit.
    @discardableResult
    public func verify() throws(JournalError) -> (rows: Int, head: String) {
        let genesis = self.genesis
        let path = path
        return try Self.guarded(path) {
            try database.read { db in
                var (count, previous) = (0, genesis)
                let cursor = try GRDB.Row.fetchCursor(db, sql: "\(Self.selection) ORDER BY sequence")
                while let raw = try cursor.next() {
                    let row = try Self.row(raw, path, after: count)
                    guard row.sequence == count + 1 else {
                        throw JournalError.broken(path: path, sequence: count + 1, what: "it is missing")
                    }
                    guard row.previous == previous else {
                        throw JournalError.broken(
                            path: path, sequence: row.sequence, what: "it does not follow its predecessor")
                    }
                    guard row.isSound else {
                        throw JournalError.broken(
                            path: path, sequence: row.sequence, what: "its hash does not fit its content")
                    }
                    (count, previous) = (row.sequence, row.hash)
                }
                return (count, previous)
            }
        }
    }

    private var genesis: String {
        Row.hash(previous: "", sequence: 0, at: 0, kind: .event, body: "\(identity.run) \(identity.planDigest)")
    }
}

extension Journal {
    private static let schema = """
        CREATE TABLE IF NOT EXISTS identity (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS journal (
            sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
            previous TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
        """

    private static let selection = "SELECT sequence, at, kind, body, previous, hash FROM journal"

    private static func identity(_ db: Database) throws -> JournalIdentity? {
        let pairs = try GRDB.Row.fetchAll(db, sql: "SELECT name, value FROM identity")
        var values: [String: String] = [:]
        for pair in pairs {
            if let name: String = decoded(pair, "name"), let value: String = decoded(pair, "value") {
                values[name] = value
            }
        }
        guard let run = values["run"], let plan = values["plan"] else { return nil }
        return JournalIdentity(run: run, planDigest: plan)
    }

    private static func rows(_ db: Database, _ rest: String, _ arguments: StatementArguments) throws -> [Row] {
        try GRDB.Row.fetchAll(db, sql: "\(selection) \(rest)", arguments: arguments).map { try row($0, "", after: 0) }
    }

    private static func row(_ raw: GRDB.Row, _ path: String, after count: Int) throws -> Row {
        func broken(_ what: String) -> JournalError { .broken(path: path, sequence: count + 1, what: what) }
        guard let sequence: Int = decoded(raw, "sequence"), let at: Int = decoded(raw, "at"),
            let name: String = decoded(raw, "kind"), let body: String = decoded(raw, "body"),
            let previous: String = decoded(raw, "previous"), let hash: String = decoded(raw, "hash")
        else { throw broken("a field of it is of another type") }
        guard let kind = Row.Kind(rawValue: name) else { throw broken("its kind is unknown") }
        return Row(sequence: sequence, at: at, kind: kind, body: body, previous: previous, hash: hash)
    }

    /// A damaged file may hold anything anywhere, whatever the schema says: GRDB's own subscript would end the program.
    private static func decoded<T: DatabaseValueConvertible>(_ row: GRDB.Row, _ column: String) -> T? {
        let value: DatabaseValue? = row[column]
        return value.flatMap { T.fromDatabaseValue($0) }
    }

    private static func guarded<T>(_ path: String, _ body: () throws -> T) throws(JournalError) -> T {
        do {
            return try body()
        } catch {
            throw translate(error, path)
        }
    }

    private static func translate(_ error: any Error, _ path: String) -> JournalError {
        if let known = error as? JournalError { return known }
        guard let sqlite = error as? DatabaseError else { return .unusable(path: path, what: "\(error)") }
        switch sqlite.resultCode {
        case .SQLITE_FULL: return .full(path: path)
        case .SQLITE_IOERR where sqlite.extendedResultCode == .SQLITE_IOERR_WRITE: return .full(path: path)
        case .SQLITE_NOTADB, .SQLITE_ERROR:
            return .notAJournal(path: path, found: sqlite.message ?? "not a database")
        case .SQLITE_CORRUPT: return .notAJournal(path: path, found: "the database file is damaged")
        case .SQLITE_CANTOPEN: return .missing(path: path)
        default: return .unusable(path: path, what: sqlite.message ?? "SQLite code \(sqlite.resultCode.rawValue)")
        }
    }
}
