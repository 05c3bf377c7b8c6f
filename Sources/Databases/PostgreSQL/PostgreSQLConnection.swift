import Foundation

/// A connection to PostgreSQL.
public actor PostgreSQLConnection: DatabaseConnection {
    public nonisolated let address: DatabaseAddress
    private nonisolated let thread: BlockingThread
    private let password: String
    private let limits: ConnectionLimits
    private let session: [String]
    private var line: PostgreSQLLine?

    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Nothing is connected before the first statement.
    ///
    /// - Parameter session: statements that each new connection begins with.
    public init(
        _ address: DatabaseAddress, password: String, limits: ConnectionLimits = ConnectionLimits(),
        session: [String] = []
    ) {
        self.address = address
        self.password = password
        self.limits = limits
        self.session = session
        thread = BlockingThread(name: "postgresql")
    }

    deinit { thread.end() }

    public func execute(_ sql: String) async throws(DatabaseError) {
        try await answer { line throws(DatabaseError) in try line.execute(sql) }
    }

    public func rows(_ sql: String) async throws(DatabaseError) -> RowBatch {
        try await answer { line throws(DatabaseError) in try line.rows(sql) }
    }

    /// The columns of an answer without its rows.
    public func columns(_ sql: String) async throws(DatabaseError) -> [PostgreSQLColumn] {
        try await answer { line throws(DatabaseError) in try line.columns(sql) }
    }

    public nonisolated func stream(_ sql: String) -> BatchStream { stream(sql, cells: nil) }

    /// Rows of a query by COPY in its binary form.
    ///
    /// - Parameter cells: what the query's columns are; nil is all as they come, which suits texts and bytes.
    public nonisolated func stream(_ sql: String, cells: [PostgreSQLCell]?) -> BatchStream {
        let channel = BatchChannel()
        thread.run { [self] in assumeIsolated { $0.pump(sql, cells, into: channel) } }
        return BatchStream(channel)
    }

    /// All rows of a query with a small answer, in the form of ``stream(_:cells:)``.
    public func rows(_ sql: String, cells: [PostgreSQLCell]) async throws(DatabaseError) -> RowBatch {
        let size = limits.batch
        return try await answer { line throws(DatabaseError) in
            let copy = try PostgreSQLCopy(line, sql, cells: cells)
            var all = RowBatch(columns: cells.count)
            while let batch = try copy.nextBatch(of: size) {
                if all.isEmpty { all = batch } else { all.append(batch) }
            }
            return all
        }
    }

    public func close() { line = nil }

    private func answer<Answer: Sendable>(
        _ ask: (PostgreSQLLine) throws(DatabaseError) -> Answer
    ) async throws(DatabaseError) -> Answer {
        let statement = Statement()
        let result = await withTaskCancellationHandler {
            Result { () throws(DatabaseError) in try perform(statement, ask) }
        } onCancel: {
            statement.stop()
        }
        return try result.get()
    }

    private func pump(_ sql: String, _ cells: [PostgreSQLCell]?, into channel: BatchChannel) {
        do throws(DatabaseError) {
            try perform(channel.statement) { line throws(DatabaseError) in
                let known = if let cells { cells } else { try plain(line, sql) }
                let copy = try PostgreSQLCopy(line, sql, cells: known)
                while let batch = try copy.nextBatch(of: limits.batch) {
                    guard channel.give(batch) else { throw .cancelled }
                }
            }
            channel.finish(.success(nil))
        } catch {
            channel.finish(.failure(error))
        }
    }

    private func plain(_ line: PostgreSQLLine, _ sql: String) throws(DatabaseError) -> [PostgreSQLCell] {
        let columns = try line.columns("SELECT * FROM (\(sql)\n) AS asked LIMIT 0")
        return Array(repeating: .plain, count: columns.count)
    }

    private func perform<Answer>(
        _ statement: Statement, _ ask: (PostgreSQLLine) throws(DatabaseError) -> Answer
    ) throws(DatabaseError) -> Answer {
        let line = try open()
        let interruption = line.interruption
        try statement.begin { interruption.interrupt() }
        let result = Result { () throws(DatabaseError) in try ask(line) }
        statement.end()
        // A stopped statement has shut the connection down, whatever came of it.
        if statement.isStopped { self.line = nil }
        if case .failure(let error) = result {
            if case .statement = error {} else { self.line = nil }
            throw statement.isStopped ? .cancelled : error
        }
        return try result.get()
    }

    private func open() throws(DatabaseError) -> PostgreSQLLine {
        if let line { return line }
        let line = try PostgreSQLLine(address, password: password, limits: limits)
        for statement in session { try line.execute(statement) }
        self.line = line
        return line
    }
}
