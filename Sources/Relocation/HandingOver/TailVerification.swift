import Databases

/// Compares the end of every table between two sides that nobody writes: the last look before authority moves.
///
/// Tables that are small are compared whole; of large ones the rows with the highest keys, which are those that a
/// replica that lags or was stopped lacks. It also compares the tables' columns, and where the counters stand.
public struct TailVerification: Sendable {
    public let source: DatabaseServer
    public let replica: DatabaseServer
    public let schema: FollowedSchema
    public let terms: TailTerms

    public struct Outcome: Sendable, Hashable {
        /// What differs; empty where all is equal.
        public var lines: [String]
        public var tables: Int
        /// Of those, compared to their last rows only.
        public var partly: Int
        public var rows: Int
        /// Tables whose counter is behind the source's, and where that stands.
        public var counters: [String: UInt64]
    }

    public init(
        _ source: DatabaseServer, _ replica: DatabaseServer, schema: FollowedSchema, terms: TailTerms = TailTerms()
    ) {
        self.source = source
        self.replica = replica
        self.schema = schema
        self.terms = terms
    }

    public func run() async throws(RelocationError) -> Outcome {
        let end = ContinuousClock.now + terms.limit
        async let one = Self.shapes(source, schema.source)
        async let other = Self.shapes(replica, schema.replica)
        let old: [TailTable]
        let new: [String: TailTable]
        do {
            old = try await one
            new = Dictionary(try await other.map { ($0.name, $0) }) { first, _ in first }
        } catch let error as RelocationError { throw error } catch { throw .cancelled }

        var outcome = Outcome(lines: [], tables: old.count, partly: 0, rows: 0, counters: [:])
        var compared: [TailTable] = []
        for table in old {
            guard let twin = new[table.name] else {
                outcome.lines.append("\(table.name) is missing on the new side")
                continue
            }
            if twin.columns != table.columns {
                outcome.lines.append("\(table.name) has other columns on the new side")
                continue
            }
            if let counter = table.autoIncrement, counter > twin.autoIncrement ?? 0 {
                outcome.counters[table.name] = counter
            }
            compared.append(table)
        }
        for name in Set(new.keys).subtracting(old.map(\.name)).sorted() {
            outcome.lines.append("\(name) is on the new side only")
        }
        try await compare(compared, until: end, into: &outcome)
        outcome.lines.sort()
        return outcome
    }

    private struct Finding: Sendable {
        var line: String?
        var rows: Int
        var isPart: Bool
    }

    private func compare(
        _ tables: [TailTable], until end: ContinuousClock.Instant, into outcome: inout Outcome
    ) async throws(RelocationError) {
        let queue = WorkQueue(Array(tables.indices))
        var findings: [Finding] = []
        var trouble: RelocationError?
        await withTaskGroup(of: Result<[Finding], RelocationError>.self) { group in
            for _ in 0..<min(terms.lanes, tables.count) {
                group.addTask { await lane(tables, queue, until: end) }
            }
            for await result in group {
                switch result {
                case .success(let found): findings += found
                case .failure(let error):
                    trouble = trouble ?? error
                    group.cancelAll()
                }
            }
        }
        if let trouble { throw trouble }
        outcome.lines += findings.compactMap(\.line)
        outcome.rows = findings.reduce(0) { $0 + $1.rows }
        outcome.partly = findings.count(where: \.isPart)
    }

    private func lane(
        _ tables: [TailTable], _ queue: WorkQueue, until end: ContinuousClock.Instant
    ) async -> Result<[Finding], RelocationError> {
        let (one, other) = (source.another(), replica.another())
        var found: [Finding] = []
        do throws(RelocationError) {
            while let index = await queue.next() {
                let table = tables[index]
                guard ContinuousClock.now < end else {
                    found.append(
                        Finding(line: "\(table.name) was not compared in the time allowed", rows: 0, isPart: true))
                    continue
                }
                found.append(try await finding(table, one, other))
            }
        } catch {
            await one.close()
            await other.close()
            return .failure(error)
        }
        await one.close()
        await other.close()
        return .success(found)
    }

    private func finding(
        _ table: TailTable, _ one: MariaDBConnection, _ other: MariaDBConnection
    ) async throws(RelocationError) -> Finding {
        let isPart = table.engineRows > terms.wholeRows && !table.key.isEmpty
        let rows = isPart ? terms.lastRows : nil
        async let ours = Self.digest(one, table.digest(in: schema.source, rows: rows), source.name)
        async let theirs = Self.digest(other, table.digest(in: schema.replica, rows: rows), replica.name)
        let (old, new) = (await ours, await theirs)
        let (oldCells, newCells) = (try old.get(), try new.get())
        guard oldCells != newCells else { return Finding(rows: Int(oldCells[0]) ?? 0, isPart: isPart) }
        let what = isPart ? "the \(terms.lastRows) rows with the highest keys" : "the rows"
        let line =
            oldCells[0] == newCells[0]
            ? "\(table.name): \(what) have other values on the new side"
            : "\(table.name): \(oldCells[0]) rows on the old side, \(newCells[0]) on the new"
        return Finding(line: line, rows: Int(oldCells[0]) ?? 0, isPart: isPart)
    }

    private static func digest(
        _ connection: MariaDBConnection, _ sql: String, _ server: String
    ) async -> Result<[String], RelocationError> {
        do throws(DatabaseError) {
            let rows = try await connection.rows(sql)
            return .success(rows.texts(of: 0).map { $0 ?? "" })
        } catch {
            return .failure(DatabaseTrouble.explain(error, server))
        }
    }

    static func shapes(_ server: DatabaseServer, _ schema: String) async throws(RelocationError) -> [TailTable] {
        let named = SQLText.text(schema)
        let tables = try await server.rows(
            """
            SELECT TABLE_NAME, TABLE_ROWS, AUTO_INCREMENT FROM information_schema.TABLES \
            WHERE TABLE_SCHEMA = \(named) AND TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_NAME
            """)
        let columns = try await server.rows(
            """
            SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, COLLATION_NAME, COLUMN_KEY FROM information_schema.COLUMNS \
            WHERE TABLE_SCHEMA = \(named) ORDER BY TABLE_NAME, ORDINAL_POSITION
            """)
        let keys = try await server.rows(
            """
            SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = \(named) \
            AND INDEX_NAME = 'PRIMARY' ORDER BY TABLE_NAME, SEQ_IN_INDEX
            """)
        let byTable = Dictionary(grouping: columns) { $0[0] ?? "" }
        let keyByTable = Dictionary(grouping: keys) { $0[0] ?? "" }
        return tables.map { row in
            let name = row[0] ?? ""
            return TailTable(
                name: name, engineRows: row[1].flatMap { Int($0) } ?? 0,
                columns: (byTable[name] ?? []).map {
                    TailTable.Column(name: $0[1] ?? "", type: $0[2] ?? "", collation: $0[3])
                },
                key: (keyByTable[name] ?? []).compactMap { $0[1] }, autoIncrement: row[2].flatMap { UInt64($0) })
        }
    }
}
