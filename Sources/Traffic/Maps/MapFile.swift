import Glibc

/// Files that are whole or absent, never half: written beside, synced, renamed, and the folder synced.
package enum MapFile {
    /// - Throws: ``TrafficError/fileFailed(path:operation:reason:)``; the file then holds what it held before.
    package static func write(_ text: String, to path: String) throws(TrafficError) {
        let temporary = path + ".next"
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure("opening", temporary) }
        do throws(TrafficError) {
            defer { close(file) }
            try writeAll(text, to: file, path: temporary)
            guard fdatasync(file) == 0 else { throw failure("syncing", temporary) }
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else { throw failure("renaming to", path) }
        try syncFolder(of: path)
    }

    private static func writeAll(_ text: String, to file: Int32, path: String) throws(TrafficError) {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("writing", path)
            }
            sent += count
        }
    }

    /// A rename is only as durable as the folder that holds it.
    private static func syncFolder(of path: String) throws(TrafficError) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw failure("opening", folder) }
        defer { close(handle) }
        guard fsync(handle) == 0 else { throw failure("syncing", folder) }
    }

    /// The whole file.
    static func read(_ path: String) throws(TrafficError) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure("opening", path) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("reading", path)
            }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Makes the folder and those above it.
    static func makeFolder(_ path: String) throws(TrafficError) {
        if exists(path) { return }
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex { try makeFolder(String(path[..<slash])) }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure("making", path) }
    }

    private static func failure(_ operation: String, _ path: String) -> TrafficError {
        .fileFailed(path: path, operation: operation, reason: String(cString: strerror(errno)))
    }
}
