public import Databases
import Foundation
import GRDB

/// A SQLite database, opened for reading only.
///
///     let store = try SQLiteStore(path: "/srv/shop/shop.sqlite")
///     let shape = try await store.describe(.table("orders"))
///
/// Cells come by what is stored, whatever a column is declared as: an integer as its digits, a real as the shortest
/// digits that round to it (written out where the column is a decimal), text and blobs as their bytes.
public struct SQLiteStore: ComparedStore {
    public let name: String
    private let path: String
    private let desk: SQLiteDesk

    /// - Throws: ``CouldNotCheck/store(_:why:)`` where the file is not there or is no database.
    public init(path: String) throws(CouldNotCheck) {
        self.path = path
        name = "SQLite at \(path)"
        desk = try SQLiteDesk(path: path, name: name)
    }

    public func describe(_ source: RowSource) async throws(CouldNotCheck) -> TableShape {
        try await desk.whileWanted { desk throws(CouldNotCheck) in try desk.shape(of: source) }
    }

    public func rows(_ page: RowPage) async throws(CouldNotCheck) -> any RowStream {
        // A connection of its own: its rows come from one snapshot for as long as they take.
        let stream = try SQLiteDesk(path: path, name: name)
        try await stream.whileWanted { desk throws(CouldNotCheck) in try desk.open(page) }
        return SQLiteStream(desk: stream)
    }

    public func rows(of reading: TableReading, with keys: [RowKey]) async throws(CouldNotCheck) -> RowBatch {
        try await desk.whileWanted { desk throws(CouldNotCheck) in try desk.rows(of: reading, with: keys) }
    }

    public func digest(
        _ range: KeyRange, of reading: TableReading, as kind: DigestKind
    ) async throws(CouldNotCheck) -> RangeDigest {
        throw .question(name, why: "SQLite computes no digest", mend: "read its rows")
    }

    public func key(
        _ count: Int, after: RowKey?, of reading: TableReading
    ) async throws(CouldNotCheck) -> RowKey? {
        try await desk.whileWanted { desk throws(CouldNotCheck) in try desk.key(count, after: after, of: reading) }
    }

    /// What changes with every commit: the file's change counter, and of a write-ahead log its salt, length and time.
    public func position() async throws(CouldNotCheck) -> StorePosition? { try await desk.position() }

    public func load() async throws(CouldNotCheck) -> StoreLoad { try await desk.load() }

    public func close() async { await desk.close() }
}

/// Rows of one statement, which stands on a connection of its own.
private struct SQLiteStream: RowStream {
    let desk: SQLiteDesk

    func next() async throws(CouldNotCheck) -> RowBatch? {
        if Task.isCancelled {
            await desk.close()
            throw .cancelled
        }
        return try await desk.whileWanted { desk throws(CouldNotCheck) in try desk.nextBatch() }
    }

    func cancel() async { await desk.close() }
}
