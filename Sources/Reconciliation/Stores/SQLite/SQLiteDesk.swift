import Databases
import Foundation
import GRDB

/// One connection, on a thread of its own.
actor SQLiteDesk {
    nonisolated let unownedExecutor: UnownedSerialExecutor
    private let thread: BlockingThread
    private let path: String
    private let name: String
    private let database: DatabaseQueue
    private var rows: SQLiteRows?
    private var families: [ValueFamily] = []
    private var isClosed = false

    init(path: String, name: String) throws(CouldNotCheck) {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        // A snapshot stays open between two batches of a stream.
        configuration.allowsUnsafeTransactions = true
        do {
            database = try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw .store(name, why: Self.why(error))
        }
        self.path = path
        self.name = name
        thread = BlockingThread(name: "sqlite")
        unownedExecutor = thread.asUnownedSerialExecutor()
    }

    isolated deinit {
        close()
        thread.end()
    }

    /// Asks something, and stops the engine where the asking task is cancelled meanwhile.
    nonisolated func whileWanted<Answer: Sendable>(
        _ question: @escaping @Sendable (isolated SQLiteDesk) throws(CouldNotCheck) -> Answer
    ) async throws(CouldNotCheck) -> Answer {
        let outcome = await withTaskCancellationHandler {
            await self.outcome(of: question)
        } onCancel: {
            database.interrupt()
        }
        return try outcome.get()
    }

    private func outcome<Answer: Sendable>(
        of question: @Sendable (isolated SQLiteDesk) throws(CouldNotCheck) -> Answer
    ) -> Result<Answer, CouldNotCheck> {
        if Task.isCancelled { return .failure(.cancelled) }
        return Result { () throws(CouldNotCheck) in try question(self) }
    }

    func shape(of source: RowSource) throws(CouldNotCheck) -> TableShape {
        try ask { database in try SQLiteShape.of(source, in: database) }
    }

    func open(_ page: RowPage) throws(CouldNotCheck) {
        let statement = SQLiteQuery(page.reading)
        families = page.reading.columns.map(\.family)
        rows = try ask { database in
            try database.execute(sql: "BEGIN")
            let (text, arguments) = statement.page(page)
            return try SQLiteRows(database, text, arguments)
        }
    }

    /// About a megabyte of rows; nil after the last.
    func nextBatch() throws(CouldNotCheck) -> RowBatch? {
        guard rows != nil else { return nil }
        let families = families
        // The rows are only ever held where its database may be used: letting go of it uses the database.
        let batch = try ask { _ in
            var batch = RowBatch(columns: families.count, reserving: 1 << 20)
            if let rows { try SQLiteCells.append(rows, families, upTo: 1 << 20, to: &batch) }
            return batch
        }
        if !batch.isEmpty { return batch }
        close()
        return nil
    }

    func rows(of reading: TableReading, with keys: [RowKey]) throws(CouldNotCheck) -> RowBatch {
        let statement = SQLiteQuery(reading)
        let families = reading.columns.map(\.family)
        return try ask { database in
            var batch = RowBatch(columns: families.count)
            try database.inTransaction(.deferred) {
                // As many conditions as its parser takes in one statement without being deep.
                for start in stride(from: 0, to: keys.count, by: 100) {
                    let some = Array(keys[start..<min(start + 100, keys.count)])
                    let (text, arguments) = statement.rows(with: some)
                    try SQLiteCells.append(try SQLiteRows(database, text, arguments), families, to: &batch)
                }
                return .commit
            }
            return batch
        }
    }

    func key(_ count: Int, after: RowKey?, of reading: TableReading) throws(CouldNotCheck) -> RowKey? {
        var page = RowPage(reading, in: KeyRange(after: after), limit: 1)
        page.reading.columns = Array(reading.key)
        let statement = SQLiteQuery(page.reading)
        let families = page.reading.columns.map(\.family)
        return try ask { database in
            let (text, arguments) = statement.page(page, skipping: max(1, count) - 1)
            var batch = RowBatch(columns: families.count)
            try SQLiteCells.append(try SQLiteRows(database, text, arguments), families, to: &batch)
            return batch.isEmpty ? nil : RowKey(batch.cells(of: 0).map { $0.map { Array($0) } })
        }
    }

    func position() throws(CouldNotCheck) -> StorePosition {
        do {
            let main = try FileMark(path: path, head: 24..<28)
            let log = try? FileMark(path: path + "-wal", head: 16..<24)
            return StorePosition(
                kind: "data-version", at: "\(main) \(log.map(\.description) ?? "no log")",
                ms: Int(Date().timeIntervalSince1970 * 1000))
        } catch {
            throw .store(name, why: Self.why(error))
        }
    }

    func load() throws(CouldNotCheck) -> StoreLoad {
        let clock = ContinuousClock()
        let began = clock.now
        _ = try ask { database in try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") }
        let (seconds, attoseconds) = (clock.now - began).components
        return StoreLoad(running: nil, lag: nil, answer: Double(seconds) + Double(attoseconds) / 1e18)
    }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        database.inDatabase { _ in rows = nil }
        families = []
        try? database.close()
    }

    private func ask<Answer>(_ question: (Database) throws -> Answer) throws(CouldNotCheck) -> Answer {
        do {
            return try database.inDatabase(question)
        } catch let error as GRDB.DatabaseError {
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_IOERR, .SQLITE_CANTOPEN:
                throw .store(name, why: Self.why(error))
            case .SQLITE_INTERRUPT: throw .cancelled
            case .SQLITE_CORRUPT, .SQLITE_NOTADB:
                throw .question(name, why: Self.why(error), mend: "check the file with PRAGMA integrity_check")
            default:
                throw .question(name, why: Self.why(error), mend: "check the mapping's tables, columns and conditions")
            }
        } catch let error as CouldNotCheck {
            throw error
        } catch {
            throw .store(name, why: Self.why(error))
        }
    }

    private static func why(_ error: any Error) -> String {
        if let error = error as? GRDB.DatabaseError { return error.message ?? "\(error.resultCode)" }
        return (error as NSError).localizedDescription
    }
}

/// What changes when a file is written: bytes of its head, its length and its time.
private struct FileMark: CustomStringConvertible {
    let description: String

    init(path: String, head: Range<Int>) throws {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? file.close() }
        var status = stat()
        guard fstat(file.fileDescriptor, &status) == 0 else { throw CocoaError(.fileReadUnknown) }
        try file.seek(toOffset: UInt64(head.lowerBound))
        let bytes = try file.read(upToCount: head.count) ?? Data()
        let digits = bytes.map { String($0, radix: 16) }.joined(separator: ".")
        #if canImport(Darwin)
            let time = "\(status.st_mtimespec.tv_sec).\(status.st_mtimespec.tv_nsec)"
        #else
            let time = "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
        #endif
        description = "\(digits)/\(status.st_size)/\(time)"
    }
}
