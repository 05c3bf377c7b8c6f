import Databases
import Foundation

/// Candidates on disk, so that a million of them cost no memory: added at the end, read from the front.
struct CandidateSpool: ~Copyable {
    private let handle: FileHandle
    private let path: String
    private(set) var end: Int

    /// Goes on after the first `length` bytes; what was written beyond them is given up.
    init(_ file: URL, length: Int) throws(CouldNotCheck) {
        (path, end) = (file.path, length)
        handle = try FileHandle.open(file, keeping: length)
    }

    mutating func add(_ candidates: [Candidate]) throws(CouldNotCheck) {
        guard !candidates.isEmpty else { return }
        var bytes: [UInt8] = []
        for candidate in candidates { Self.append(candidate, to: &bytes) }
        do {
            try handle.seek(toOffset: UInt64(end))
            try handle.write(contentsOf: bytes)
            end += bytes.count
        } catch {
            throw .file(path, "\(error)")
        }
    }

    /// At most `count` candidates from `offset` on, and where the next begin.
    func read(_ count: Int, from offset: Int) throws(CouldNotCheck) -> (candidates: [Candidate], next: Int) {
        var (found, at): ([Candidate], Int) = ([], offset)
        do {
            while found.count < count, at < end {
                try handle.seek(toOffset: UInt64(at))
                let bytes = [UInt8](try handle.read(upToCount: min(1 << 20, end - at)) ?? Data())
                var used = 0
                while found.count < count, let (candidate, next) = Self.candidate(in: bytes, at: used) {
                    found.append(candidate)
                    used = next
                }
                guard used > 0 else { throw CouldNotCheck.file(path, "a candidate in it is torn") }
                at += used
            }
        } catch {
            throw (error as? CouldNotCheck) ?? .file(path, "\(error)")
        }
        return (found, at)
    }

    static func bytes(of candidate: Candidate) -> [UInt8] {
        var bytes: [UInt8] = []
        append(candidate, to: &bytes)
        return bytes
    }

    // A candidate: the length of what follows; what was seen; the canonical key; each side's key, or that it has none.
    private static func append(_ candidate: Candidate, to bytes: inout [UInt8]) {
        let start = bytes.count
        put(0, to: &bytes)
        bytes.append(UInt8(Candidate.Seen.allCases.firstIndex(of: candidate.seen) ?? 0))
        put(candidate.canonical, to: &bytes)
        for side in Side.allCases {
            guard let key = candidate.keys[side] else {
                put(absent, to: &bytes)
                continue
            }
            put(key.cells.count, to: &bytes)
            for cell in key.cells {
                if let cell { put(cell, to: &bytes) } else { put(absent, to: &bytes) }
            }
        }
        let length = UInt32(bytes.count - start - 4)
        withUnsafeBytes(of: length.littleEndian) { bytes.replaceSubrange(start..<start + 4, with: $0) }
    }

    static func candidate(in bytes: [UInt8], at start: Int) -> (Candidate, next: Int)? {
        var at = start
        guard let length = number(in: bytes, at: &at), at + length <= bytes.count else { return nil }
        let seen = Candidate.Seen.allCases[Int(bytes[at])]
        at += 1
        guard let canonical = cell(in: bytes, at: &at) else { return nil }
        var keys = Sides<RowKey?>(old: nil, new: nil)
        for side in Side.allCases {
            guard let count = number(in: bytes, at: &at), count != absent else { continue }
            keys[side] = RowKey((0..<count).map { _ in cell(in: bytes, at: &at) })
        }
        return (Candidate(canonical: canonical, keys: keys, seen: seen), at)
    }

    private static let absent = Int(UInt32.max)

    private static func put(_ number: Int, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: UInt32(number).littleEndian) { bytes.append(contentsOf: $0) }
    }

    private static func put(_ cell: [UInt8], to bytes: inout [UInt8]) {
        put(cell.count, to: &bytes)
        bytes.append(contentsOf: cell)
    }

    private static func number(in bytes: [UInt8], at place: inout Int) -> Int? {
        guard place + 4 <= bytes.count else { return nil }
        defer { place += 4 }
        return Int(bytes[place..<place + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
    }

    private static func cell(in bytes: [UInt8], at place: inout Int) -> [UInt8]? {
        guard let length = number(in: bytes, at: &place), length != absent else { return nil }
        defer { place += length }
        return Array(bytes[place..<place + length])
    }
}

extension FileHandle {
    /// Opens a file, made where it is not there and readable by its owner only, and cuts it to `length` bytes: what a
    /// killed program wrote beyond what it had accounted for is given up.
    static func open(_ file: URL, keeping length: Int) throws(CouldNotCheck) -> FileHandle {
        do {
            if !FileManager.default.fileExists(atPath: file.path) {
                guard
                    FileManager.default.createFile(
                        atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
                else { throw CouldNotCheck.file(file.path, "it cannot be made") }
            }
            let handle = try FileHandle(forUpdating: file)
            try handle.truncate(atOffset: UInt64(length))
            try handle.seekToEnd()
            return handle
        } catch {
            throw (error as? CouldNotCheck) ?? .file(file.path, "\(error)")
        }
    }
}
