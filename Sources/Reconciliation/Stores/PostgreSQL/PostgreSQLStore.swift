public import Databases
import Foundation

/// A PostgreSQL database as one side of a comparison. It only reads: its sessions are read only.
///
/// Of its connections some stream pages, one answers reads by key and digests, and one tells position and load, so that
/// a long digest does not hide how busy the server is.
public final class PostgreSQLStore: ComparedStore {
    public let name: String
    public let digestKinds: [DigestKind]
    let place: String
    let lanes: StreamLanes<PostgreSQLConnection>
    let asking: PostgreSQLConnection
    let telling: PostgreSQLConnection
    let shapes = ShapeCache()
    /// By which its own sessions are told from those of others.
    let session: String

    /// Connects once, to learn what the server is.
    ///
    /// - Parameters:
    ///   - password: of the account in the address; in no error and no description.
    ///   - streams: how many pages are read at the same time, at least 1. There are two connections more than that.
    public init(
        _ address: DatabaseAddress, password: String, streams: Int = 1, limits: ConnectionLimits = ConnectionLimits()
    ) async throws(CouldNotCheck) {
        place = "PostgreSQL at \(address.place)"
        session = "sluice \(UUID().uuidString.prefix(8))"
        let long = PostgreSQLSession.statements(name: session, statementLimit: 0)
        let short = PostgreSQLSession.statements(name: session, statementLimit: limits.answer)
        lanes = StreamLanes(
            (0..<max(streams, 1)).map { _ in
                PostgreSQLConnection(address, password: password, limits: limits, session: long)
            })
        asking = PostgreSQLConnection(address, password: password, limits: limits, session: short)
        telling = PostgreSQLConnection(address, password: password, limits: limits, session: short)
        let cells: [String?]
        do throws(DatabaseError) {
            cells = try await telling.rows(
                "SELECT current_setting('server_version'), current_setting('server_version_num')"
            ).texts(of: 0)
        } catch {
            throw PostgreSQLTrouble.explain(error, place, about: nil)
        }
        name = "PostgreSQL \((cells[0] ?? "").prefix { $0 != " " }) at \(address.place)"
        // The exclusive-or as an aggregate is there since version 14.
        digestKinds = (Int(cells[1] ?? "") ?? 0) >= 140_000 ? [.md5] : []
    }

    public func describe(_ source: RowSource) async throws(CouldNotCheck) -> TableShape {
        let described = try await read(source)
        await shapes.keep(described, for: source)
        return described.shape
    }

    public func rows(_ page: RowPage) async throws(CouldNotCheck) -> any RowStream {
        let source = page.reading.source
        let question = try await question(page.reading)
        let sql = try write(source) { () throws(BadCell) in try question.page(page.range, limit: page.limit) }
        guard let lane = await lanes.take() else { throw .cancelled }
        let (place, lanes) = (place, lanes)
        return SQLRowStream(lane.stream(sql, cells: question.dialect.cells(question.columns))) { error in
            PostgreSQLTrouble.explain(error, place, about: source)
        } release: {
            Task { await lanes.give(lane) }
        }
    }

    public func rows(of reading: TableReading, with keys: [RowKey]) async throws(CouldNotCheck) -> RowBatch {
        guard !keys.isEmpty else { return RowBatch(columns: reading.columns.count) }
        let question = try await question(reading)
        let sql = try write(reading.source) { () throws(BadCell) in try question.rows(with: keys) }
        return try await ask(sql, about: reading.source, cells: question.dialect.cells(question.columns))
    }

    public func digest(
        _ range: KeyRange, of reading: TableReading, as kind: DigestKind
    ) async throws(CouldNotCheck) -> RangeDigest {
        let question = try await question(reading)
        let sql = try write(reading.source) { () throws(BadCell) in try question.digest(range, as: kind) }
        return SQLDigests.read(try await ask(sql, about: reading.source))
    }

    public func key(
        _ count: Int, after: RowKey?, of reading: TableReading
    ) async throws(CouldNotCheck) -> RowKey? {
        let question = try await question(reading)
        let sql = try write(reading.source) { () throws(BadCell) in try question.boundary(count, after: after) }
        let cells = question.dialect.cells(question.columns[..<reading.keyCount])
        let rows = try await ask(sql, about: reading.source, cells: cells)
        return rows.isEmpty ? nil : RowKey(rows.cells(of: 0).map { $0.map(Array.init) })
    }

    public func close() async {
        await lanes.close()
        await asking.close()
        await telling.close()
    }

    // MARK: - What the parts share

    func ask(
        _ sql: String, about source: RowSource?, cells: [PostgreSQLCell]? = nil,
        on connection: PostgreSQLConnection? = nil
    ) async throws(CouldNotCheck) -> RowBatch {
        do throws(DatabaseError) {
            let connection = connection ?? asking
            if let cells { return try await connection.rows(sql, cells: cells) }
            return try await connection.rows(sql)
        } catch {
            throw PostgreSQLTrouble.explain(error, place, about: source)
        }
    }

    private func write(
        _ source: RowSource, _ make: () throws(BadCell) -> String
    ) throws(CouldNotCheck) -> String {
        do throws(BadCell) {
            return try make()
        } catch {
            throw .question(
                "\(place), \(source)", why: "\(error.column): \(error.why)",
                mend: "compare this column in another way, or leave it out")
        }
    }

    private func question(_ reading: TableReading) async throws(CouldNotCheck) -> SQLQuestion<PostgreSQLDialect> {
        var described = await shapes[reading.source]
        if described == nil {
            _ = try await describe(reading.source)
            described = await shapes[reading.source]
        }
        var columns: [NativeColumn] = []
        for column in reading.columns {
            guard let native = described?.columns[column.name] else {
                throw .question(
                    "\(place), \(reading.source)", why: "it has no column \(column.name)",
                    mend: "map a column that exists: \((described?.shape.columns ?? []).map(\.name))")
            }
            columns.append(native)
        }
        return SQLQuestion(
            dialect: PostgreSQLDialect(), from: PostgreSQLNames.from(reading.source), reading: reading,
            columns: columns)
    }
}
