import Databases

/// Copies a schema from one MariaDB server to another: looked at first, then one snapshot into files, then loaded.
///
/// Killed at any point and run again it goes on: whole files of a whole snapshot are loaded, tables that carry their
/// mark on the new server are left alone, all others are dropped and loaded again. The marks are rows of the database
/// `sluice` on the new server, written after the table's rows by the same session.
public struct DatabaseTransfer: Sendable {
    let old: DatabaseServer
    let new: DatabaseServer
    let oldTools: DatabaseTools
    let newTools: DatabaseTools
    let terms: TransferTerms
    let folder: String
    let progress: @Sendable (Progress) -> Void

    /// - Parameter folder: for the dump and its record; on this machine, with room for the data. Kept between runs.
    public init(
        from old: DatabaseServer, with oldTools: DatabaseTools, to new: DatabaseServer, with newTools: DatabaseTools,
        terms: TransferTerms, folder: String, progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) {
        self.old = old
        self.new = new
        self.oldTools = oldTools
        self.newTools = newTools
        self.terms = terms
        self.folder = folder
        self.progress = progress
    }

    /// What a copy would meet; changes nothing.
    public func look() async throws(RelocationError) -> [CopyFinding] {
        try await look(try await old.survey(terms.schema.source))
    }

    private func look(_ survey: SchemaSurvey) async throws(RelocationError) -> [CopyFinding] {
        let definers = Set(survey.code.map(\.definer))
        let target = SQLText.text(terms.schema.replica)
        let count = try await new.value(
            "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = \(target)")
        return CopyFindings.all(
            survey, from: try await old.facts(), to: try await new.facts(), terms: terms,
            missing: try await new.missing(definers), targetTables: count.flatMap { Int($0) } ?? 0,
            isOwnTarget: try await !marks.schemas().isDisjoint(with: [terms.schema.replica]))
    }

    /// Copies, or goes on with copying.
    ///
    /// - Throws: ``RelocationError/obstacles(step:lines:)`` before anything is changed.
    public func run() async throws(RelocationError) -> TransferResult {
        let files = try TransferFolder(folder)
        let survey = try await old.survey(terms.schema.source)
        var record = try await files.read()
        if let found = record, found.schema != terms.schema {
            throw .unusable(
                what: "the folder \(folder)", found: "that of a copy of \(found.schema.source)",
                expected: "one of its own for each copy")
        }
        if let found = record, found.isWhole, try await marks.isWhole(found) {
            return result(found, findings: [])
        }
        let findings = try await look(survey)
        try await refuse(findings, going: record)

        let clock = ContinuousClock()
        var began = clock.now
        if record?.isWhole != true {
            // The snapshot of what was cut short is gone.
            try await files.clear()
            do throws(RelocationError) { record = try await dump(survey, into: files) } catch {
                guard case .notSettled = error else { throw error }
                try await files.clear()
                record = try await dump(survey, into: files)
            }
        }
        guard let record else { return result(nil, findings: findings) }
        let dumping = clock.now - began
        began = clock.now
        try await load(record, survey, from: files)
        var done = result(record, findings: findings)
        done.dumping = dumping
        done.loading = clock.now - began
        return done
    }

    private var marks: TransferMarks { TransferMarks(server: new, schema: terms.schema.replica) }

    private func result(_ record: TransferRecord?, findings: [CopyFinding]) -> TransferResult {
        TransferResult(
            position: record?.position ?? GTIDPosition(), tables: record?.tables.count ?? 0, bytes: record?.bytes ?? 0,
            enabledEvents: record?.enabledEvents ?? [], blocked: .milliseconds(record?.blocked ?? 0), dumping: .zero,
            loading: .zero, findings: findings)
    }

    private func refuse(_ findings: [CopyFinding], going record: TransferRecord?) async throws(RelocationError) {
        var lines = findings.filter(\.stops).map(\.description)
        if try await !new.named("SHOW ALL SLAVES STATUS").isEmpty {
            lines.append(
                "\(new.name) is a replica already: STOP SLAVE and RESET SLAVE ALL there before it is copied to again")
        }
        let isOther = try await marks.wholeAttempt().map { $0 != record?.attempt } ?? false
        if isOther && !terms.replacesEarlier {
            lines.append(
                "\(new.name) holds a finished copy of \(terms.schema.replica) that this folder knows nothing of: ask "
                    + "for it to be replaced, if nobody works with it")
        }
        if !lines.isEmpty { throw .obstacles(step: "copying \(terms.schema.source)", lines: lines) }
    }

    private func dump(
        _ survey: SchemaSurvey, into files: TransferFolder
    ) async throws(RelocationError) -> TransferRecord {
        let tally = Tally("copying out of the old database", total: survey.bytes, tell: progress)
        let taken = try await SnapshotDump(
            old: old, tools: oldTools, survey: survey, lanes: terms.lanes, locksOutsiders: terms.locksOutsiders,
            folder: files, tally: tally
        ).take()
        tally.finish()
        let record = TransferRecord(
            attempt: String(UInt64.random(in: .min ... .max), radix: 36), schema: terms.schema,
            position: taken.position, tables: survey.tables.map(\.name), bytes: tally.done,
            enabledEvents: survey.code.filter { $0.kind == .event && $0.isEnabled }.map {
                FencedEvent(name: $0.name, definer: $0.definer)
            }, isWhole: true,
            blocked: Int(taken.blocked / .milliseconds(1)))
        try await files.write(record)
        return record
    }

    private func load(
        _ record: TransferRecord, _ survey: SchemaSurvey, from files: TransferFolder
    ) async throws(RelocationError) {
        try await marks.begin(record, likeSchemaOf: old, source: terms.schema.source)
        let loaded = try await marks.loaded(record)
        let left = record.tables.indices.filter { !loaded.contains(record.tables[$0]) }
        let tally = Tally("loading into the new database", total: record.bytes, tell: progress)
        for index in record.tables.indices where loaded.contains(record.tables[index]) {
            tally.add(await files.size(index))
        }
        let code = DatabaseCode(old: old, new: new, oldTools: oldTools, newTools: newTools, terms: terms)
        try await code.createDefiners(survey)
        var bySize: [(table: Int, size: Int)] = []
        for index in left { bySize.append((index, await files.size(index))) }
        bySize.sort { ($0.size, $1.table) > ($1.size, $0.table) }
        let queue = WorkQueue(bySize.map(\.table))
        let loading = TableLoad(
            record: record, files: files, tools: newTools, terms: terms, marks: marks, tally: tally)
        let outcome = await withTaskGroup(of: RelocationError?.self) { group in
            for _ in 0..<min(terms.lanes, max(left.count, 1)) {
                group.addTask {
                    do throws(RelocationError) {
                        while let table = await queue.next() { try await loading.load(table) }
                        return nil
                    } catch { return error }
                }
            }
            var first: RelocationError?
            for await error in group where error != nil {
                if first == nil {
                    first = error
                    group.cancelAll()
                }
            }
            return first
        }
        if let outcome { throw outcome }
        try await code.copy(survey)
        try await marks.end(record)
        tally.finish()
    }
}

/// Work that several lanes take from.
actor WorkQueue {
    private var left: [Int]

    init(_ work: [Int]) { left = work.reversed() }

    func next() -> Int? { left.popLast() }
}
