import Foundation

/// A connection to MariaDB or MySQL.
public actor MariaDBConnection: DatabaseConnection {
    public nonisolated let address: DatabaseAddress
    private nonisolated let thread: BlockingThread
    private let password: String
    private let limits: ConnectionLimits
    private let session: [String]
    private var line: MariaDBLine?

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
        thread = BlockingThread(name: "mariadb")
    }

    deinit { thread.end() }

    public func execute(_ sql: String) async throws(DatabaseError) {
        try await answer { line throws(DatabaseError) in try line.execute(sql) }
    }

    /// Runs a statement that changes rows.
    ///
    /// - Returns: how many rows it changed; one that is set to what it holds already is none.
    public func change(_ sql: String) async throws(DatabaseError) -> Int {
        try await answer { line throws(DatabaseError) in try line.change(sql) }
    }

    public func rows(_ sql: String) async throws(DatabaseError) -> RowBatch {
        try await answer { line throws(DatabaseError) in try line.rows(sql) }
    }

    /// The columns of an answer without its rows.
    public func columns(_ sql: String) async throws(DatabaseError) -> [MariaDBColumn] {
        try await answer { line throws(DatabaseError) in try line.columns(sql) }
    }

    public nonisolated func stream(_ sql: String) -> BatchStream {
        let channel = BatchChannel()
        thread.run { [self] in assumeIsolated { $0.pump(sql, into: channel) } }
        return BatchStream(channel)
    }

    public func close() { line = nil }

    func answer<Answer: Sendable>(
        _ ask: (MariaDBLine) throws(DatabaseError) -> Answer
    ) async throws(DatabaseError) -> Answer {
        let statement = Statement()
        let result = await withTaskCancellationHandler {
            Result { () throws(DatabaseError) in try perform(statement, ask) }
        } onCancel: {
            statement.stop()
        }
        return try result.get()
    }

    private func pump(_ sql: String, into channel: BatchChannel) {
        do throws(DatabaseError) {
            try perform(channel.statement) { line throws(DatabaseError) in
                guard try line.begin(sql) else { return }
                let rows = try MariaDBRows(line)
                while let batch = try rows.nextBatch(of: limits.batch) {
                    guard channel.give(batch) else { throw .cancelled }
                }
            }
            channel.finish(.success(nil))
        } catch {
            channel.finish(.failure(error))
        }
    }

    private func perform<Answer>(
        _ statement: Statement, _ ask: (MariaDBLine) throws(DatabaseError) -> Answer
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

    private func open() throws(DatabaseError) -> MariaDBLine {
        if let line { return line }
        let line = try MariaDBLine(address, password: password, limits: limits)
        for statement in session { try line.execute(statement) }
        self.line = line
        return line
    }
}
