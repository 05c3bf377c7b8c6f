import Foundation

/// An encrypted restic repository. `restic` runs on one host, the keeper; what is backed up is streamed to it from the
/// hosts it lies on, which need neither restic nor the password, nor a way to the repository.
public struct BackupRepository: Sendable, CustomStringConvertible {
    /// Where `restic` runs; it needs release 0.14 or newer.
    public let keeper: Host
    /// A folder on the keeper, or any place restic knows, such as `s3:…` or `sftp:…`.
    public let location: String
    private let secrets: [String: String]

    /// - Parameters:
    ///   - password: of the repository. Without it nothing can ever be restored.
    ///   - secrets: more environment that the place needs, such as `AWS_SECRET_ACCESS_KEY`.
    public init(keeper: Host, location: String, password: String, secrets: [String: String] = [:]) {
        self.keeper = keeper
        self.location = location
        self.secrets = secrets.merging(["RESTIC_PASSWORD": password]) { $1 }
    }

    public var description: String { "\(location) on \(keeper)" }

    /// Makes the repository where there is none, and removes locks of runs that were cut short.
    public func prepare() async throws(RelocationError) {
        let found = try await restic(["cat", "config"])
        if found.status == 0 {
            try await restic(["unlock"]).succeeded()
            return
        }
        let isMissing = ["unable to open config file", "does not exist", "Is there a repository"]
            .contains { found.errors.contains($0) }
        // Anything else, a wrong password first of all, must not end in a second repository.
        guard isMissing, !found.errors.contains("wrong password") else {
            try found.succeeded(mend: "see that the password's reference and the repository belong together")
            return
        }
        try await restic(["init"], within: .seconds(120)).succeeded(mend: "see that the place may be written")
    }

    /// Reads every byte of the repository and checks it against its digests.
    ///
    /// - Throws: ``RelocationError/damaged(what:place:why:mend:)`` that names what is broken.
    public func check(within: Duration = .seconds(12 * 3600)) async throws(RelocationError) {
        let reply = try await restic(["check", "--read-data"], limit: 1 << 24, within: within)
        if reply.status == 0 { return }
        let lines = (reply.errors + "\n" + reply.text).split(whereSeparator: \.isNewline).map(String.init)
        let signs = ["pack ", "blob", "Blob", "hash", "tree", "index", "does not match", "missing", "not referenced"]
        let named = lines.filter { line in signs.contains { line.contains($0) } && !line.hasPrefix("check ") }
        guard !named.isEmpty, !reply.isToolMissing, !reply.errors.contains("wrong password") else {
            try reply.succeeded(mend: "see that the repository is whole and may be read")
            return
        }
        throw .damaged(
            what: "the backup repository", place: "\(self)", why: named.prefix(4).joined(separator: " / "),
            mend: "nothing in it counts as proven: make a new repository, back up again, and look at the disk")
    }

    /// What was kept whole under this run's name, newest first.
    public func kept(run: String) async throws(RelocationError) -> [BackupRecord] {
        try await snapshots(tagged: "\(BackupRecord.whole),run=\(run)")
    }

    /// What was kept whole under any name, newest first.
    public func kept() async throws(RelocationError) -> [BackupRecord] {
        try await snapshots(tagged: BackupRecord.whole)
    }

    /// Notes beside a snapshot that it was restored elsewhere and found equal.
    ///
    /// - Parameter time: RFC 3339.
    public func mark(_ record: BackupRecord, provenAt time: String) async throws(RelocationError) {
        guard record.proven == nil else { return }
        try await restic(["tag", "--add", "proven=\(time)", record.snapshot]).succeeded()
    }

    /// Forgets snapshots, and frees the room that nothing else needs.
    public func forget(_ records: [BackupRecord]) async throws(RelocationError) {
        guard !records.isEmpty else { return }
        try await restic(["forget", "--prune"] + records.map(\.snapshot), within: .seconds(12 * 3600))
            .succeeded(mend: "see that nothing else works in the repository, then run it again")
    }

    private func snapshots(tagged tags: String) async throws(RelocationError) -> [BackupRecord] {
        let reply = try await restic(["snapshots", "--json", "--tag", tags], limit: 1 << 26).succeeded()
        do {
            return try JSONDecoder().decode([ResticSnapshot].self, from: Data(reply.output)).compactMap(\.record)
                .sorted { $0.at > $1.at }
        } catch {
            throw .unreadable(what: "the list of snapshots", place: "\(self)", why: "\(error)")
        }
    }

    func restic(
        _ words: [String], input: HostInput = .none, limit: Int = 1 << 20, within: Duration = .seconds(600)
    ) async throws(RelocationError) -> HostReply {
        try await keeper.run(command(words), input: input, secrets: secrets, limit: limit, within: within)
    }

    /// The content of a snapshot's only file, as it arrives.
    func read(
        _ record: BackupRecord, output: @escaping @Sendable ([UInt8]) async throws(RelocationError) -> Void
    ) async throws(RelocationError) {
        try await keeper.stream(
            command(["dump", record.snapshot, "/\(record.file)"]), secrets: secrets, output: output
        ).succeeded(mend: "check the repository: `restic check --read-data`")
    }

    private func command(_ words: [String]) -> [String] {
        ["restic", "--repo", location, "--no-cache", "--quiet"] + words
    }
}
