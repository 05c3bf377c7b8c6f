import Databases
package import Planning
package import Relocation

/// Backs up what a plan moves, and proves it by restoring elsewhere.
///
/// A run that was cut short is gone on with; once it is taken, the next begins a new one. What is proven is noted in the
/// repository itself, so that it is known wherever the repository is.
package struct BackupDesk: Sendable {
    package let items: [BackupItem]
    /// What somebody has to know of what is not in it.
    package let notes: [String]
    private let plan: Plan
    private let logins: PlanLogins
    private let terms: BackupTerms
    private let repository: BackupRepository
    private let folder: RelocationFolder

    /// What is remembered between two runs of the program.
    private struct Kept: Codable {
        var run: String
        var parts: [String]
        var isTaken = false
        /// Restored and compared, whatever came of it.
        var isTried = false
    }

    private static let name = "backup"

    /// - Parameter databases: only these; empty for everything. Nil asks no host what there is: for looking at the
    ///   repository.
    package init(
        _ plan: Plan, _ logins: PlanLogins, folder: RelocationFolder, databases: [String]?
    ) async throws(RelocationError) {
        guard let terms = plan.relocation?.backup else {
            throw .unusable(
                what: "`relocation.backup`", found: "absent",
                expected: "{ repository: /backups/store, access: ITEM }, and an access item with its password")
        }
        (self.plan, self.logins, self.terms, self.folder) = (plan, logins, terms, folder)
        let password = try await logins.secret(terms.access.value)
        guard !password.isEmpty else {
            throw .secret(name: terms.access.value.rawValue, why: "the repository's password is empty")
        }
        repository = BackupRepository(keeper: .local, location: terms.repository.value, password: password)
        var found = BackupParts.Found()
        if let databases { found = try await BackupParts(plan: plan, logins: logins).find(databases) }
        (items, notes) = (found.items, found.notes)
        if databases != nil, items.isEmpty {
            throw .unusable(
                what: "what is to be backed up", found: "nothing",
                expected: "databases with a `source`, hosts with volumes")
        }
    }

    package var place: String { "\(repository)" }

    /// Takes what is not kept yet; one record for each item, in order.
    package func take(
        at time: PlanTime, progress: @escaping @Sendable (Progress) -> Void
    ) async throws(RelocationError) -> [BackupRecord] {
        let names = items.map(\.part.name)
        var kept = try remembered()
        if kept == nil || kept?.isTaken == true || kept?.parts != names {
            let stamp = time.seconds.filter { $0.isNumber || $0 == "T" }
            kept = Kept(run: "\(stamp)-\(plan.digest.prefix(8))", parts: names)
        }
        guard var kept else { throw .cancelled }
        try remember(kept)
        let records = try await Backup(run: kept.run, repository: repository, parts: items.map(\.part))
            .take(progress: progress)
        kept.isTaken = true
        try remember(kept)
        return records
    }

    /// What was taken last and never restored; nil where that is nothing, or something else than is asked for now.
    package func unproven() async throws(RelocationError) -> [BackupRecord]? {
        guard let kept = try remembered(), kept.isTaken, !kept.isTried, kept.parts == items.map(\.part.name) else {
            return nil
        }
        let all = try await repository.kept(run: kept.run)
        let records = items.compactMap { item in all.first { $0.part == item.part.name } }
        return records.count == items.count ? records : nil
    }

    /// Restores elsewhere and compares, and notes in the repository what is equal.
    package func prove(
        _ records: [BackupRecord], at time: PlanTime, progress: @escaping @Sendable (Progress) -> Void
    ) async throws(RelocationError) -> Proof {
        let parts = items.map(\.part)
        let proof = try await restoring(parts, anyDatabase: parts.contains(where: \.isDatabase)) {
            prover throws(RelocationError) in
            try await prover.prove(records, progress: progress)
        }
        for (record, part) in zip(records, proof.parts) where part.isProven {
            try await repository.mark(record, provenAt: time.seconds)
        }
        if var kept = try remembered() {
            kept.isTried = true
            try remember(kept)
        }
        return proof
    }

    /// Restores the newest run elsewhere, and asks none of the places that it was taken from: they may have ended.
    ///
    /// - Returns: the proof, and when the run was taken.
    package func proveKept(
        progress: @escaping @Sendable (Progress) -> Void
    ) async throws(RelocationError) -> (proof: Proof, takenAt: String) {
        let all = try await repository.kept()
        guard let newest = all.first else {
            throw .unusable(
                what: "the repository \(repository)", found: "no backup", expected: "one that was taken whole")
        }
        let records = all.filter { $0.run == newest.run }
        let proof = try await restoring([], anyDatabase: records.contains(where: \.isDatabase)) {
            prover throws(RelocationError) in
            try await prover.proveKept(records, progress: progress)
        }
        return (proof, newest.at)
    }

    private func restoring(
        _ parts: [BackupPart], anyDatabase: Bool,
        _ body: @escaping @Sendable (RestoreProof) async throws(RelocationError) -> Proof
    ) async throws(RelocationError) -> Proof {
        let (repository, restored) = (repository, folder.path + "/restored")
        @Sendable func prove(_ server: ProvingServer?) async throws(RelocationError) -> Proof {
            try await body(
                RestoreProof(repository: repository, parts: parts, host: .local, folder: restored, server: server))
        }
        if let server = try await server() { return try await prove(server) }
        guard anyDatabase else { return try await prove(nil) }
        return try await OwnServer(folder: folder.path + "/proof-server").with(prove)
    }

    /// The server that the plan names; nil where one is to be started.
    private func server() async throws(RelocationError) -> ProvingServer? {
        guard let place = terms.proveAt else { return nil }
        let address: DatabaseAddress
        do throws(DatabaseError) { address = try DatabaseAddress(parsing: place.value.text) } catch {
            throw .unusable(
                what: "the address at \(place.position)", found: error.description, expected: "a database server")
        }
        for database in plan.relocation?.databases ?? [] {
            guard let source = database.source?.value,
                (source.host ?? "", source.port ?? 3306) == (address.host, address.port)
            else { continue }
            throw .unusable(
                what: "`prove_at` at \(place.position)", found: "the server of `\(database.id.value)` itself",
                expected:
                    "another one: restored beside the original, a backup proves nothing; leave it out, and one is "
                    + "started for the proof")
        }
        return ProvingServer(address, password: try await logins.secret(terms.proveAccess?.value))
    }

    /// Reads every byte of the repository.
    package func check() async throws(RelocationError) { try await repository.check() }

    /// Everything that is kept whole, newest first.
    package func snapshots() async throws(RelocationError) -> [BackupRecord] { try await repository.kept() }

    /// Forgets what is older than the plan's `keep`; see ``BackupRetention``.
    package func prune(at time: PlanTime) async throws(RelocationError) -> [BackupRecord] {
        guard let keep = terms.keep?.value else {
            throw .unusable(
                what: "`relocation.backup.keep`", found: "absent", expected: "how long backups are kept, such as 90d")
        }
        let expired = BackupRetention.expired(try await repository.kept(), keep: keep) { $0.age(at: time) }
        try await repository.forget(expired)
        return expired
    }

    /// Of each system how many parts it has in all.
    package var counts: [String: Int] { BackupParts(plan: plan, logins: logins).counts }

    private func remembered() throws(RelocationError) -> Kept? {
        do throws(ConductingError) { return try folder.kept(Self.name, as: Kept.self) } catch {
            throw .unreadable(what: "what is remembered of backups", place: folder.path, why: error.description)
        }
    }

    private func remember(_ kept: Kept) throws(RelocationError) {
        do throws(ConductingError) { try folder.keep(kept, as: Self.name) } catch {
            throw .unreadable(what: "what is remembered of backups", place: folder.path, why: error.description)
        }
    }
}

extension BackupRecord {
    /// Nil where its time does not read.
    package func age(at time: PlanTime) -> Duration? { Self.age(of: at, at: time) }

    /// Since it was proven; nil where it was not.
    package func proofAge(at time: PlanTime) -> Duration? { proven.flatMap { Self.age(of: $0, at: time) } }

    /// Restic writes parts of seconds, which no plan does.
    private static func age(of text: String, at time: PlanTime) -> Duration? {
        guard let dot = text.firstIndex(of: ".") else {
            return PlanTime(text).map { .milliseconds(time.milliseconds - $0.milliseconds) }
        }
        let zone = text[dot...].drop { $0 == "." || $0.isNumber }
        return PlanTime(String(text[..<dot] + zone)).map { .milliseconds(time.milliseconds - $0.milliseconds) }
    }
}
