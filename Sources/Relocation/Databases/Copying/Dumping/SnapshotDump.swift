import Databases
import Synchronization

/// Writes a consistent snapshot of one or several schemas' tables into files, several at a time.
///
/// Each lane is one `mariadb-dump --single-transaction`. `BACKUP STAGE BLOCK_COMMIT` holds commits (reads and open
/// transactions go on) only while the lanes open their snapshots, a few tenths of a second; then each lane's own report
/// of its snapshot's place in the binary log is compared: only equal places are one snapshot. Why `mariadb-dump` and
/// not `mydumper`: it comes with every server's client, its options and output have been the same for years, it needs
/// no global read lock, and its output loads with nothing but the client. Why files and not a pipe into the new
/// server: the snapshot of a trading server is held no longer than reading takes, and loading, which takes longer, can
/// be resumed table by table in the *same* snapshot. A snapshot dies with its connections, so a dump that was cut
/// short begins anew.
struct SnapshotDump: Sendable {
    let old: DatabaseServer
    let tools: DatabaseTools
    let parts: [Part]
    /// Without it each schema is dumped by one lane, whose snapshot holds nobody's commits, and the position that is
    /// returned is only about that of the snapshots.
    let holdsCommits: Bool

    /// One schema.
    struct Part: Sendable {
        let survey: SchemaSurvey
        let lanes: Int
        let locksOutsiders: Bool
        let folder: TransferFolder
        let tally: Tally
    }

    struct Taken {
        var position: GTIDPosition
        var blocked: Duration
    }

    /// Tables that one lane dumps, of one part.
    private struct Lane: Sendable {
        let part: Part
        let tables: [SchemaSurvey.Table]
    }

    private var lanes: [Lane] {
        parts.flatMap { part in
            Self.groups(part.survey.tables, lanes: holdsCommits ? part.lanes : 1).map { Lane(part: part, tables: $0) }
        }
    }

    /// - Returns: the position of the snapshot that the files hold.
    func take() async throws(RelocationError) -> Taken {
        let lanes = lanes
        guard !lanes.isEmpty else {
            return Taken(position: try await old.logPosition(), blocked: .zero)
        }
        let outsiders = old.another(answer: 600)
        defer { Task { await outsiders.close() } }
        let locked = parts.filter(\.locksOutsiders).flatMap { part in
            part.survey.outsideSnapshot.map { "\(SQLText.name(part.survey.schema)).\(SQLText.name($0.name)) READ" }
        }
        if !locked.isEmpty { try await run("LOCK TABLES " + locked.joined(separator: ", "), on: outsiders) }
        if !holdsCommits { return try await takeOneByOne(lanes) }
        return try await takeTogether(lanes)
    }

    private func takeOneByOne(_ lanes: [Lane]) async throws(RelocationError) -> Taken {
        let position = try await old.logPosition()
        for lane in lanes { try await dump(lane) { _ in } }
        return Taken(position: position, blocked: .zero)
    }

    private func takeTogether(_ lanes: [Lane]) async throws(RelocationError) -> Taken {
        let guardLine = old.another()
        defer { Task { await guardLine.close() } }
        let known = try await lanesOpen(after: 0)
        let newest = known.ids.max() ?? 0
        let clock = ContinuousClock()
        try await run("BACKUP STAGE START", on: guardLine)
        let began = clock.now
        try await run("BACKUP STAGE BLOCK_COMMIT", on: guardLine)
        let position = try await old.logPosition()
        let status = try await old.rows("SHOW MASTER STATUS").first ?? []
        let places = SnapshotPlaces()
        let running = lanes.map { lane in
            Task { () -> Result<Void, RelocationError> in
                do throws(RelocationError) {
                    try await dump(lane) { place in places.add(place) }
                    return .success(())
                } catch {
                    places.noteFailure()
                    return .failure(error)
                }
            }
        }
        var trouble: RelocationError?
        do throws(RelocationError) { try await waitForSnapshots(lanes.count, after: newest, places) } catch {
            trouble = error
        }
        do throws(RelocationError) { try await run("BACKUP STAGE END", on: guardLine) } catch {
            trouble = trouble ?? error
        }
        let blocked = clock.now - began
        let isHopeless = trouble != nil
        // What a lane says of its own end says more.
        if places.hasFailure { trouble = nil }
        if isHopeless { for task in running { task.cancel() } }
        await withTaskCancellationHandler {
            for task in running {
                if case .failure(let error) = await task.value, trouble == nil {
                    trouble = error
                    for other in running { other.cancel() }
                }
            }
        } onCancel: {
            for task in running { task.cancel() }
        }
        if let trouble { throw trouble }
        let seen = places.all
        let expected = status.count > 1 ? "\(status[0] ?? "") \(status[1] ?? "")" : ""
        guard seen.allSatisfy({ $0 == expected }) else {
            throw .notSettled(
                server: old.name, why: "the copy's lanes opened their snapshots at \(seen), not all at \(expected)",
                mend: "run it again")
        }
        return Taken(position: position, blocked: blocked)
    }

    private func run(_ sql: String, on connection: MariaDBConnection) async throws(RelocationError) {
        do throws(DatabaseError) { try await connection.execute(sql) } catch {
            throw DatabaseTrouble.explain(error, old.name)
        }
    }

    /// Connections of the dump's account with an open snapshot.
    private func lanesOpen(after newest: Int) async throws(RelocationError) -> (ids: [Int], open: Int) {
        let user = SQLText.text(tools.address.user)
        let rows = try await old.rows(
            """
            SELECT p.ID, t.trx_id IS NOT NULL FROM information_schema.PROCESSLIST p \
            LEFT JOIN information_schema.INNODB_TRX t ON t.trx_mysql_thread_id = p.ID \
            WHERE p.ID > \(newest) AND (p.USER = \(user) OR \(newest) = 0)
            """)
        return (rows.compactMap { $0[0].flatMap { Int($0) } }, rows.count { $0[1] == "1" })
    }

    private func waitForSnapshots(
        _ count: Int, after newest: Int, _ places: SnapshotPlaces
    ) async throws(RelocationError) {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(10)
        while clock.now < end {
            // A small lane may have ended already. Where one is counted twice, its neighbour's place shows it later.
            let told = places.all.count
            if told >= count || places.hasFailure { return }
            if try await lanesOpen(after: newest).open + told >= count { return }
            // The server shows transactions as they were up to a tenth of a second ago.
            do { try await Task.sleep(for: .milliseconds(30)) } catch { throw .cancelled }
        }
        throw .notSettled(
            server: old.name, why: "the copy's connections did not open their snapshots within 10 s",
            mend: "see whether \(tools.address.user) may connect from \(tools.host), then run it again")
    }

    private func dump(
        _ lane: Lane, at place: @escaping @Sendable (String) -> Void
    ) async throws(RelocationError) {
        let survey = lane.part.survey
        let numbers = Dictionary(uniqueKeysWithValues: survey.tables.enumerated().map { ($1.name, $0) })
        let writing = LaneWriting(folder: lane.part.folder, numbers: numbers, place: place, tally: lane.part.tally)
        let reply = try await tools.host.stream(
            tools.words(
                "mariadb-dump",
                [
                    "--single-transaction", "--master-data=2", "--quick", "--skip-lock-tables", "--skip-triggers",
                    "--default-character-set=binary", "--no-autocommit", "--skip-add-locks", "--skip-dump-date",
                    "--max-allowed-packet=1073741824", "--net-buffer-length=1048576", survey.schema,
                ] + lane.tables.map(\.name)),
            secrets: tools.secrets
        ) { bytes async throws(RelocationError) in try await writing.take(bytes) }
        if let code = DatabaseTrouble.code(in: reply.errors.replacing("Error ", with: "ERROR ")), reply.status != 0 {
            throw .statement(server: old.name, code: code, why: reply.lastWords, mend: DatabaseTrouble.mend(code))
        }
        try reply.succeeded(mend: "mend what it names, then run it again: a new snapshot is taken")
        try await writing.finish()
    }

    /// How many lanes each schema gets of so many: at least one, the others by size.
    static func shares(of surveys: [SchemaSurvey], lanes: Int) -> [Int] {
        var shares = Array(repeating: 1, count: surveys.count)
        for _ in 0..<max(lanes - surveys.count, 0) {
            guard let most = shares.indices.max(by: { surveys[$0].bytes / shares[$0] < surveys[$1].bytes / shares[$1] })
            else { break }
            shares[most] += 1
        }
        return shares
    }

    /// Tables so that the lanes have about equally many bytes: the largest first, each to the lane with the least.
    static func groups(_ tables: [SchemaSurvey.Table], lanes: Int) -> [[SchemaSurvey.Table]] {
        var groups = Array(repeating: (bytes: 0, tables: [SchemaSurvey.Table]()), count: min(lanes, tables.count))
        for table in tables.sorted(by: { ($0.bytes, $1.name) > ($1.bytes, $0.name) }) {
            guard let lane = groups.indices.min(by: { groups[$0].bytes < groups[$1].bytes }) else { break }
            groups[lane].bytes += table.bytes + 16 << 10
            groups[lane].tables.append(table)
        }
        return groups.map(\.tables)
    }
}

/// Where in the binary log the lanes say their snapshots are.
private final class SnapshotPlaces: Sendable {
    private let found = Mutex<[String]>([])
    private let failure = Mutex(false)

    /// `file position`, of each lane that has come to its first table.
    var all: [String] { found.withLock { $0 } }
    var hasFailure: Bool { failure.withLock { $0 } }
    func add(_ place: String) { found.withLock { $0.append(place) } }
    func noteFailure() { failure.withLock { $0 = true } }
}

/// The output of one lane on its way into files.
private actor LaneWriting {
    private let folder: TransferFolder
    private let numbers: [String: Int]
    private let place: @Sendable (String) -> Void
    private let tally: Tally
    private var splitter = DumpSplitter()
    private var table: Int?
    private var head: [UInt8] = []

    init(
        folder: TransferFolder, numbers: [String: Int], place: @escaping @Sendable (String) -> Void, tally: Tally
    ) {
        self.folder = folder
        self.numbers = numbers
        self.place = place
        self.tally = tally
    }

    func take(_ piece: [UInt8]) async throws(RelocationError) {
        for part in splitter.take(piece) {
            switch part {
            case .begin(let name):
                try await end()
                guard let number = numbers[name] else {
                    throw .unreadable(
                        what: "the dump", place: folder.path, why: "it holds \(name), which was not asked for")
                }
                table = number
            case .bytes(let bytes): try await write(bytes)
            }
        }
    }

    func finish() async throws(RelocationError) {
        try await write(splitter.finish())
        try await end()
    }

    private func write(_ bytes: [UInt8]) async throws(RelocationError) {
        guard let table else {
            head += bytes
            return
        }
        if bytes.isEmpty { return }
        try await folder.append(bytes, to: table)
        tally.add(bytes.count)
    }

    private func end() async throws(RelocationError) {
        if let table { try await folder.finish(table) } else { tellPlace() }
    }

    /// `-- CHANGE MASTER TO MASTER_LOG_FILE='binlog.000001', MASTER_LOG_POS=1234;`
    private func tellPlace() {
        for line in head.split(separator: 10) {
            let text = String(decoding: line, as: UTF8.self)
            guard text.contains("CHANGE MASTER TO MASTER_LOG_FILE=") else { continue }
            let parts = text.split(separator: "'")
            let position = text.split(separator: "=").last?.prefix { $0.isNumber } ?? ""
            if parts.count > 1 { place("\(parts[1]) \(position)") }
            return
        }
    }
}
