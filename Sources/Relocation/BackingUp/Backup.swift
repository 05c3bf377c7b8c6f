import Foundation

/// Takes parts into a repository, each as a snapshot of one file.
///
/// Safe to end anywhere and to run again: a part that lies whole in the repository under the same run is left, and one that
/// was cut short is streamed anew, of which the repository stores only what it does not hold yet. A snapshot counts only
/// once it is marked whole, which is done after the last byte and with its digest.
public struct Backup: Sendable {
    /// Names the run, such as the plan's digest: parts are kept once in a run.
    public let run: String
    public let repository: BackupRepository
    public let parts: [BackupPart]

    public init(run: String, repository: BackupRepository, parts: [BackupPart]) throws(RelocationError) {
        guard !run.isEmpty, !run.contains(","), !run.contains("=") else {
            throw .unusable(what: "the name of a backup run", found: "'\(run)'", expected: "text without ',' and '='")
        }
        guard Set(parts.map(\.name)).count == parts.count else {
            throw .unusable(what: "the backup's parts", found: "a name twice", expected: "a name for each")
        }
        self.run = run
        self.repository = repository
        self.parts = parts
    }

    /// Backs up what is not kept yet; one record for each part, in order.
    public func take(
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws(RelocationError) -> [BackupRecord] {
        try await repository.prepare()
        var records = try await repository.kept(run: run)
        for part in parts where !records.contains(where: { $0.part == part.name }) {
            try await take(part, progress)
        }
        records = try await repository.kept(run: run)
        var kept: [BackupRecord] = []
        for part in parts {
            guard let record = records.first(where: { $0.part == part.name }) else {
                throw .damaged(
                    what: "the snapshot of \(part.name)", place: "\(repository)", why: "it is not there any more",
                    mend: "see who else writes to the repository, then run it again")
            }
            kept.append(record)
        }
        return kept
    }

    private func take(
        _ part: BackupPart, _ progress: @escaping @Sendable (Progress) -> Void
    ) async throws(RelocationError) {
        let digest = StreamDigest()
        let began = ContinuousClock.now
        let total = await size(of: part)
        let reply: HostReply
        do throws(RelocationError) {
            reply = try await repository.restic(
                ["backup", "--json", "--stdin", "--stdin-filename", part.file, "--tag", "cut-short,run=\(run)"],
                input: .writing { writer throws(RelocationError) in
                    try await part.read { bytes throws(RelocationError) in
                        try await digest.add(bytes)
                        try await writer.write(bytes)
                        progress(
                            Progress(
                                phase: "backing up \(part.name)", done: await digest.bytes, total: total, began: began))
                    }
                }, limit: 1 << 26, within: .seconds(7 * 24 * 3600)
            ).succeeded(mend: "see that the repository may be written, then run it again")
        } catch {
            await digest.abandon()
            throw error
        }
        let sum = try await digest.finish()
        guard let snapshot = Self.snapshot(reply.text) else {
            throw .unreadable(what: "restic's summary", place: "\(repository)", why: "it names no snapshot")
        }
        let facts = [
            BackupRecord.whole, "run=\(run)", "part=\(part.name)", "sha256=\(sum)", "bytes=\(await digest.bytes)",
        ]
        try await repository.restic(["tag", "--set", facts.joined(separator: ","), snapshot]).succeeded()
    }

    /// Bytes, about; nil where it is not known beforehand.
    private func size(of part: BackupPart) async -> Int? {
        guard case .folder(let folder, let host, _) = part.content,
            let reply = try? await host.run(["du", "-sb", "--", folder], within: .seconds(600))
        else { return nil }
        return reply.text.split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) }
    }

    private static func snapshot(_ text: String) -> String? {
        guard let mark = text.range(of: #""snapshot_id":""#) else { return nil }
        let id = text[mark.upperBound...].prefix { $0.isHexDigit }
        return id.isEmpty ? nil : String(id)
    }
}
