public import Databases
import Foundation

/// A MariaDB or MySQL database as one side of a comparison. It only reads: its sessions are read only.
///
/// Of its connections some stream pages, one answers reads by key and digests, and one tells position and load, so that
/// a long digest does not hide how busy the server is.
public final class MariaDBStore: ComparedStore {
    public let name: String
    public let digestKinds: [DigestKind]
    let place: String
    let lanes: StreamLanes<MariaDBConnection>
    let asking: MariaDBConnection
    let telling: MariaDBConnection
    let shapes = ShapeCache()
    let own = OwnWork()

    /// Connects once, to learn what the server is.
    ///
    /// - Parameters:
    ///   - password: of the account in the address; in no error and no description.
    ///   - streams: how many pages are read at the same time, at least 1. There are two connections more than that.
    public init(
        _ address: DatabaseAddress, password: String, streams: Int = 1, limits: ConnectionLimits = ConnectionLimits()
    ) async throws(CouldNotCheck) {
        place = "MariaDB at \(address.place)"
        let long = MariaDBSession.statements(statementLimit: 0)
        let short = MariaDBSession.statements(statementLimit: limits.answer)
        lanes = StreamLanes(
            (0..<max(streams, 1)).map { _ in
                MariaDBConnection(address, password: password, limits: limits, session: long)
            })
        asking = MariaDBConnection(address, password: password, limits: limits, session: short)
        telling = MariaDBConnection(address, password: password, limits: limits, session: short)
        let version: String
        do throws(DatabaseError) {
            version = try await telling.rows("SELECT VERSION()").texts(of: 0)[0] ?? ""
        } catch {
            throw MariaDBTrouble.explain(error, place, about: nil)
        }
        let told = MariaDBVersion(version)
        name = "\(told.isMariaDB ? "MariaDB" : "MySQL") \(told.number) at \(address.place)"
        digestKinds = told.hasCRC32C ? [.crc, .md5] : [.md5]
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
        let (place, lanes, own) = (place, lanes, own)
        own.add(1)
        return SQLRowStream(lane.stream(sql)) { error in
            MariaDBTrouble.explain(error, place, about: source)
        } release: {
            own.add(-1)
            Task { await lanes.give(lane) }
        }
    }

    public func rows(of reading: TableReading, with keys: [RowKey]) async throws(CouldNotCheck) -> RowBatch {
        guard !keys.isEmpty else { return RowBatch(columns: reading.columns.count) }
        let question = try await question(reading)
        let sql = try write(reading.source) { () throws(BadCell) in try question.rows(with: keys) }
        return try await ask(sql, about: reading.source)
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
        let rows = try await ask(sql, about: reading.source)
        return rows.isEmpty ? nil : RowKey(rows.cells(of: 0).map { $0.map(Array.init) })
    }

    public func close() async {
        await lanes.close()
        await asking.close()
        await telling.close()
    }

    // MARK: - What the parts share

    func ask(
        _ sql: String, about source: RowSource?, on connection: MariaDBConnection? = nil
    ) async throws(CouldNotCheck) -> RowBatch {
        // What is asked for position and load is counted where it is read.
        if connection == nil { own.add(1) }
        defer { if connection == nil { own.add(-1) } }
        do throws(DatabaseError) {
            return try await (connection ?? asking).rows(sql)
        } catch {
            throw MariaDBTrouble.explain(error, place, about: source)
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

    private func question(_ reading: TableReading) async throws(CouldNotCheck) -> SQLQuestion<MariaDBDialect> {
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
            dialect: MariaDBDialect(), from: MariaDBNames.from(reading.source), reading: reading, columns: columns)
    }
}
