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
        let definers = Set(survey.code.map(\.definer)).subtracting(terms.definers.keys)
        let there = try await new.rights(of: definers, on: terms.schema.replica)
        let lacks = there.lacking(comparedWith: try await old.rights(of: definers, on: terms.schema.source))
        let target = SQLText.text(terms.schema.replica)
        let count = try await new.value(
            "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = \(target)")
        return CopyFindings.all(
            survey, from: try await old.facts(), to: try await new.facts(), terms: terms,
            missing: definers.subtracting(there.rights.keys).sorted(),
            lacking: lacks.filter { !$0.isMissing && !there.locked.contains($0.account) },
            targetTables: count.flatMap { Int($0) } ?? 0,
            isOwnTarget: try await !marks.schemas().isDisjoint(with: [terms.schema.replica]))
    }

    /// Copies, or goes on with copying.
    ///
    /// - Throws: ``RelocationError/obstacles(step:lines:)`` before anything is changed.
    public func run() async throws(RelocationError) -> TransferResult { try await Self.run([self])[0] }

    /// Copies several schemas of one server from one snapshot, so that one position is right for all of them.
    ///
    /// - Parameter transfers: between the same two servers, each with a folder of its own; at least one.
    public static func run(_ transfers: [DatabaseTransfer]) async throws(RelocationError) -> [TransferResult] {
        var parts: [Part] = []
        for transfer in transfers { parts.append(try await transfer.part()) }
        // Files of two snapshots are none.
        var isDumped = parts.allSatisfy { $0.isDumped && $0.record?.attempt == parts[0].record?.attempt }
        if isDumped {
            var isLoaded = true
            for part in parts where try await !part.isLoaded() { isLoaded = false }
            if isLoaded && !parts.contains(where: \.isThrownAway) { return parts.map(\.result) }
            if isLoaded { isDumped = false }
        }
        for place in parts.indices {
            let transfer = parts[place].transfer
            parts[place].findings = try await transfer.look(parts[place].survey)
            try await transfer.refuse(parts[place].findings, going: parts[place].record)
        }
        let clock = ContinuousClock()
        var began = clock.now
        if !isDumped {
            let result = await Result { () async throws(RelocationError) in try await dump(parts) }
            switch result {
            case .success(let dumped): parts = dumped
            // Once more: a table's form was changed, or a lane was late.
            case .failure(.notSettled): parts = try await dump(parts)
            case .failure(let error): throw error
            }
        }
        let dumping = clock.now - began
        for place in parts.indices {
            began = clock.now
            try await parts[place].load()
            parts[place].dumping = dumping
            parts[place].loading = clock.now - began
        }
        return parts.map(\.result)
    }

    var marks: TransferMarks { TransferMarks(server: new, schema: terms.schema.replica) }

    private func part() async throws(RelocationError) -> Part {
        let files = try TransferFolder(folder)
        let survey = try await old.survey(terms.schema.source)
        let record = try await files.read()
        if let found = record, found.schema != terms.schema {
            throw .unusable(
                what: "the folder \(folder)", found: "that of a copy of \(found.schema.source)",
                expected: "one of its own for each copy")
        }
        return Part(transfer: self, files: files, survey: survey, record: record)
    }

    private func refuse(_ findings: [CopyFinding], going record: TransferRecord?) async throws(RelocationError) {
        var lines = findings.filter(\.stops).map(\.description)
        if try await isTaken() {
            lines.append(
                terms.isFollowed
                    ? "\(new.name) is a replica already: STOP SLAVE and RESET SLAVE ALL there before it is copied to again"
                    : "\(new.name) takes \(terms.schema.replica) from a server that it follows: name another schema")
        }
        let isOther = try await marks.wholeAttempt().map { $0 != record?.attempt } ?? false
        if isOther && !terms.replacesEarlier {
            lines.append(
                "\(new.name) holds a finished copy of \(terms.schema.replica) that this folder knows nothing of: ask "
                    + "for it to be replaced, if nobody works with it")
        }
        if !lines.isEmpty { throw .obstacles(step: "copying \(terms.schema.source)", lines: lines) }
    }

    /// Another server writes where the copy is to go.
    private func isTaken() async throws(RelocationError) -> Bool {
        guard try await !new.named("SHOW ALL SLAVES STATUS").isEmpty else { return false }
        guard !terms.isFollowed else { return true }
        let taken = try await new.facts().doDatabases.split(separator: ",").map(String.init)
        return taken.isEmpty || taken.contains(terms.schema.replica)
    }

    /// One snapshot of all parts, into the files of each.
    private static func dump(_ parts: [Part]) async throws(RelocationError) -> [Part] {
        var parts = parts
        // The snapshot of what was cut short is gone.
        for part in parts { try await part.files.clear() }
        let first = parts[0].transfer
        let shares = SnapshotDump.shares(of: parts.map(\.survey), lanes: first.terms.lanes)
        let taking = zip(parts, shares).map { part, lanes in
            SnapshotDump.Part(
                survey: part.survey, lanes: lanes, locksOutsiders: part.transfer.terms.locksOutsiders,
                folder: part.files,
                tally: Tally(
                    "copying \(part.survey.schema) out of the old database", total: part.survey.bytes,
                    tell: part.transfer.progress))
        }
        let taken = try await SnapshotDump(
            old: first.old, tools: first.oldTools, parts: taking, holdsCommits: first.terms.isFollowed
        ).take()
        let attempt = String(UInt64.random(in: .min ... .max), radix: 36)
        for place in parts.indices {
            taking[place].tally.finish()
            let survey = parts[place].survey
            let record = TransferRecord(
                attempt: attempt, schema: parts[place].transfer.terms.schema, position: taken.position,
                tables: survey.tables.map(\.name), bytes: taking[place].tally.done,
                enabledEvents: survey.code.filter { $0.kind == .event && $0.isEnabled }.map {
                    FencedEvent(name: $0.name, definer: $0.definer, schema: survey.schema)
                }, isWhole: true, blocked: Int(taken.blocked / .milliseconds(1)))
            try await parts[place].files.write(record)
            parts[place].record = record
        }
        return parts
    }

    func load(
        _ record: TransferRecord, _ survey: SchemaSurvey, from files: TransferFolder
    ) async throws(RelocationError) {
        try await marks.begin(record, likeSchemaOf: old, source: terms.schema.source)
        let loaded = try await marks.loaded(record)
        let left = record.tables.indices.filter { !loaded.contains(record.tables[$0]) }
        let tally = Tally("loading \(terms.schema.replica) into the new database", total: record.bytes, tell: progress)
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
        tally.finish()
        try await terms.settling?()
        try await code.copy(survey)
        try await marks.end(record)
    }
}
