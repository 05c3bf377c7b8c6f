import Databases
import Foundation

/// What a transfer remembers: which snapshot its files are of.
struct TransferRecord: Sendable, Hashable, Codable {
    /// One for each snapshot; the marks on the new server carry it.
    var attempt: String
    var schema: FollowedSchema
    /// The snapshot's position in the old server's log.
    var position: GTIDPosition
    /// Tables; the file of each is named after its place.
    var tables: [String]
    /// Of the files, once all are whole; 0 before.
    var bytes: Int
    /// Events that were switched on.
    var enabledEvents: [FencedEvent]
    var isWhole: Bool
    /// How long commits of the old server waited for the snapshot, in milliseconds.
    var blocked: Int
}

extension DatabaseTransfer {
    /// The position of the copy whose files lie in a folder; nil where there is no whole one.
    public static func position(in folder: String) -> GTIDPosition? {
        guard let bytes = FileManager.default.contents(atPath: "\(folder)/transfer.json"),
            let record = try? JSONDecoder().decode(TransferRecord.self, from: bytes), record.isWhole
        else { return nil }
        return record.position
    }
}

/// The folder with a transfer's files; its work is done on a thread of its own.
actor TransferFolder {
    nonisolated let path: String
    private nonisolated let thread = BlockingThread(name: "transfer")

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(_ path: String) throws(RelocationError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .unusable(
                what: "the folder for the copy", found: "\(path): \(error.localizedDescription)",
                expected: "a folder that can be written")
        }
    }

    deinit { thread.end() }

    private var record: String { "\(path)/transfer.json" }
    private nonisolated func file(_ table: Int) -> String { "\(path)/\(table).sql" }

    func read() throws(RelocationError) -> TransferRecord? {
        guard let bytes = FileManager.default.contents(atPath: record) else { return nil }
        do { return try JSONDecoder().decode(TransferRecord.self, from: bytes) } catch {
            throw .unreadable(
                what: "the record of a transfer", place: record, why: "it is not whole; remove the folder to begin anew"
            )
        }
    }

    func write(_ new: TransferRecord) throws(RelocationError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        guard let bytes = try? encoder.encode(new) else { return }
        let part = record + ".part"
        let piece = try Descriptor(writing: part)
        try piece.write([UInt8](bytes))
        try piece.sync()
        try rename(part, record)
    }

    /// Throws away the files of a snapshot that is gone.
    func clear() throws(RelocationError) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        // The record first: without it the files mean nothing.
        for name in ["transfer.json"] + names
        where name.hasSuffix(".sql") || name.hasSuffix(".part") || name == "transfer.json" {
            unlink("\(path)/\(name)")
        }
    }

    private func rename(_ from: String, _ to: String) throws(RelocationError) {
        guard Foundation.rename(from, to) == 0 else {
            throw .unusable(what: to, found: String(cString: strerror(errno)), expected: "a place that can be written")
        }
        if let folder = try? Descriptor(reading: path) { try? folder.sync() }
    }

    /// A table's file while it is written.
    private var open: [Int: Descriptor] = [:]

    func append(_ bytes: [UInt8], to table: Int) throws(RelocationError) {
        let descriptor: Descriptor
        if let standing = open[table] {
            descriptor = standing
        } else {
            descriptor = try Descriptor(writing: file(table) + ".part")
            open[table] = descriptor
        }
        try descriptor.write(bytes)
    }

    func finish(_ table: Int) throws(RelocationError) {
        guard let descriptor = open.removeValue(forKey: table) else { return }
        try descriptor.sync()
        try rename(file(table) + ".part", file(table))
    }

    func size(_ table: Int) -> Int {
        var status = stat()
        return stat(file(table), &status) == 0 ? Int(status.st_size) : 0
    }

    /// At most 1 MiB from an offset; empty at the end.
    func piece(of table: Int, from offset: Int) throws(RelocationError) -> [UInt8] {
        try Descriptor(reading: file(table)).read(1 << 20, at: offset)
    }
}

/// A file that is open.
private final class Descriptor {
    private let number: Int32
    private let path: String

    init(writing path: String) throws(RelocationError) {
        self.path = path
        number = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw Self.trouble(path) }
    }

    init(reading path: String) throws(RelocationError) {
        self.path = path
        number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { throw Self.trouble(path) }
    }

    deinit { close(number) }

    private static func trouble(_ path: String) -> RelocationError {
        let code = errno
        let why = String(cString: strerror(code))
        if code == ENOSPC || code == EDQUOT { return .full(host: "this machine", place: path, why: why) }
        return .unusable(what: path, found: why, expected: "a file that can be written and read")
    }

    func write(_ bytes: [UInt8]) throws(RelocationError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Foundation.write(number, $0.baseAddress! + done, bytes.count - done) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Self.trouble(path) }
            done += count
        }
    }

    func read(_ size: Int, at offset: Int) throws(RelocationError) -> [UInt8] {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            let got = pread(number, buffer.baseAddress, size, off_t(offset))
            failed = got < 0
            count = max(got, 0)
        }
        if failed { throw Self.trouble(path) }
        return bytes
    }

    func sync() throws(RelocationError) {
        guard fsync(number) == 0 else { throw Self.trouble(path) }
    }
}
