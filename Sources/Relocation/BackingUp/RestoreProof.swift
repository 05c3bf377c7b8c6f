import Databases

/// Restores what was backed up to another place and compares it.
///
/// An archive must come back byte for byte and, unpacked, equal the folder it was made of: a folder that was changed since
/// shows as such. A dump must come back byte for byte, load into an empty database, and a dump of that must be the same
/// bytes again, so that nothing of it is lost in loading; both servers are of one release for that.
public struct RestoreProof: Sendable {
    public let repository: BackupRepository
    public let parts: [BackupPart]
    /// Where folders are restored to; not a host they come from, where that can be.
    public let host: Host
    /// A folder there that is made and taken away again, at least two folders deep.
    public let folder: String
    /// Where databases are restored to; nil leaves them unproven.
    public let server: ProvingServer?

    public init(
        repository: BackupRepository, parts: [BackupPart], host: Host, folder: String, server: ProvingServer? = nil
    ) {
        self.repository = repository
        self.parts = parts
        self.host = host
        self.folder = folder
        self.server = server
    }

    /// One part after the other. What does not compare is told in the proof; only what could not be tried is thrown.
    public func prove(
        _ records: [BackupRecord], progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws(RelocationError) -> Proof {
        try await each(records) { record throws(RelocationError) in
            guard let part = parts.first(where: { $0.name == record.part }) else { return nil }
            switch part.content {
            case .folder(let original, let origin, let leaveOut):
                return try await proveFolder(record, original, origin, leaveOut, progress)
            case .database: return try await proveDatabase(record, progress)
            }
        }
    }

    /// The same without the places it was taken from, which may have ended since: an archive must come back byte for
    /// byte and unpack.
    public func proveKept(
        _ records: [BackupRecord], progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws(RelocationError) -> Proof {
        try await each(records) { record throws(RelocationError) in
            record.isDatabase ? try await proveDatabase(record, progress) : try await proveArchive(record, progress)
        }
    }

    /// - Parameter body: nil for a record of nothing that is known.
    private func each(
        _ records: [BackupRecord], _ body: (BackupRecord) async throws(RelocationError) -> Found?
    ) async throws(RelocationError) -> Proof {
        try checkFolder()
        var proof = Proof(unproven: records)
        for index in records.indices {
            let began = ContinuousClock.now
            let found: Found
            do throws(RelocationError) {
                guard let one = try await body(records[index]) else { continue }
                found = one
            } catch {
                // The world did not answer: that says nothing about the backup. A restore that fails does.
                guard case .commandFailed(_, _, _, let why, _) = error else { throw error }
                found = Found(isProven: false, why: "it does not restore: \(why)", digest: "")
            }
            proof.parts[index].isProven = found.isProven
            proof.parts[index].why = found.why
            proof.parts[index].digest = found.digest
            proof.parts[index].seconds = (ContinuousClock.now - began) / .seconds(1)
        }
        return proof
    }

    private func checkFolder() throws(RelocationError) {
        guard folder.hasPrefix("/"), folder.split(separator: "/").count >= 2, !folder.contains("..") else {
            throw .unusable(
                what: "the folder to restore to", found: "'\(folder)'", expected: "an absolute path, two folders deep")
        }
    }

    private struct Found {
        var isProven: Bool
        var why: String
        var digest: String
    }

    private func proveFolder(
        _ record: BackupRecord, _ original: String, _ origin: Host, _ leaveOut: LeaveOut,
        _ progress: @escaping @Sendable (Progress) -> Void
    ) async throws(RelocationError) -> Found {
        let place = "\(folder)/\(record.part)"
        let sum = try await unpack(record, to: place, progress)
        guard sum == record.digest else { return Self.damaged(record, sum) }
        let restored = try await FileManifest.read(place, on: host)
        let source = try await FileManifest.read(original, on: origin, without: leaveOut.folders)
        try await host.run(["rm", "-rf", "--", place], within: .seconds(3600)).succeeded()
        let comparison = ManifestComparison(from: source, to: restored, leavingOut: leaveOut)
        let digest = try await restored.digest()
        let count = "\(comparison.equalFiles) files, \(comparison.equalBytes) bytes"
        if comparison.isEqual { return Found(isProven: true, why: "\(count) equal by SHA-256", digest: digest) }
        return Found(isProven: false, why: "\(count) equal, but \(comparison)", digest: digest)
    }

    private func proveArchive(
        _ record: BackupRecord, _ progress: @escaping @Sendable (Progress) -> Void
    ) async throws(RelocationError) -> Found {
        let place = "\(folder)/\(record.part)"
        let sum = try await unpack(record, to: place, progress)
        guard sum == record.digest else { return Self.damaged(record, sum) }
        let restored = try await FileManifest.read(place, on: host)
        try await host.run(["rm", "-rf", "--", place], within: .seconds(3600)).succeeded()
        return Found(
            isProven: true,
            why: "the archive is the same bytes, and "
                + "\(restored.files) files, \(restored.bytes) bytes came out of it",
            digest: try await restored.digest())
    }

    /// - Returns: the SHA-256 of the archive, as it was read.
    private func unpack(
        _ record: BackupRecord, to place: String, _ progress: @escaping @Sendable (Progress) -> Void
    ) async throws(RelocationError) -> String {
        try await host.run(["rm", "-rf", "--", place], within: .seconds(3600)).succeeded()
        try await host.run(["mkdir", "-p", "--", place]).succeeded()
        return try await restore(
            record, into: ["tar", "--extract", "--file=-", "--preserve-permissions", "--directory=\(place)"],
            secrets: [:], progress)
    }

    private func proveDatabase(
        _ record: BackupRecord, _ progress: @escaping @Sendable (Progress) -> Void
    ) async throws(RelocationError) -> Found {
        guard let server else {
            return Found(isProven: false, why: "no server is given to restore to", digest: "")
        }
        // Letters, digits and _ only, as the name goes into statements.
        let name = "restored_" + String(record.part.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        let scratch = server.address(of: name)
        let client = try await server.client(on: host)
        let secrets = server.secrets
        func ask(_ sql: String) async throws(RelocationError) -> String {
            try await host.run(client, input: .text(sql), secrets: secrets, within: .seconds(600)).succeeded().text
        }
        guard try await ask("SELECT @@GLOBAL.event_scheduler").trimmed != "ON" else {
            return Found(
                isProven: false,
                why:
                    "\(server.address.serverName) runs events, and would run those of the restored database: switch its "
                    + "event_scheduler off, or name no server, and one is started for the proof", digest: "")
        }
        _ = try await ask("DROP DATABASE IF EXISTS `\(name)`; CREATE DATABASE `\(name)`;")
        let sum = try await restore(
            record, into: client + ["--max-allowed-packet=1G", name], secrets: secrets, progress)
        guard sum == record.digest else { return Self.damaged(record, sum) }
        // Views are dumped with the rights of their definers, whom only a server of our own may be given.
        if server.isOwn {
            _ = try await ask(server.definers(of: name, as: try await ask(ProvingServer.question(name))))
        }
        let digest = StreamDigest()
        do throws(RelocationError) {
            try await host.stream(BackupPart.dump(scratch), secrets: secrets) { bytes throws(RelocationError) in
                try await digest.add(bytes)
            }.succeeded()
        } catch {
            await digest.abandon()
            throw error
        }
        let again = try await digest.finish()
        let tables = try await ask(
            "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '\(name)'"
        ).filter(\.isNumber)
        _ = try await ask("DROP DATABASE `\(name)`;")
        guard again == record.digest else {
            return Found(
                isProven: false,
                why: "loaded and dumped again it is not the same: another release, or it lost something",
                digest: again)
        }
        return Found(isProven: true, why: "\(tables) tables loaded, and dumped again to the same bytes", digest: again)
    }

    /// Streams a record into a command and gives its SHA-256.
    private func restore(
        _ record: BackupRecord, into words: [String], secrets: [String: String],
        _ progress: @escaping @Sendable (Progress) -> Void
    ) async throws(RelocationError) -> String {
        let digest = StreamDigest()
        let began = ContinuousClock.now
        do throws(RelocationError) {
            try await host.run(
                words,
                input: .writing { writer throws(RelocationError) in
                    try await repository.read(record) { bytes throws(RelocationError) in
                        try await digest.add(bytes)
                        try await writer.write(bytes)
                        progress(
                            Progress(
                                phase: "restoring \(record.part)", done: await digest.bytes, total: record.bytes,
                                began: began))
                    }
                }, secrets: secrets, within: .seconds(7 * 24 * 3600)
            ).succeeded()
        } catch {
            await digest.abandon()
            throw error
        }
        return try await digest.finish()
    }

    private static func damaged(_ record: BackupRecord, _ sum: String) -> Found {
        Found(isProven: false, why: "SHA-256 \(sum.prefix(12))…, not \(record.digest.prefix(12))…", digest: sum)
    }
}
