import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How far a log was read: kept on disk, so that who comes next goes on there.
struct SavedPlace: Sendable, Hashable, Codable {
    struct Open: Sendable, Hashable, Codable {
        var inode: UInt64
        var offset: Int
        var fingerprint: Fingerprint
        /// Whether the line at the offset is left out, being the rest of one.
        var isSkipping: Bool
    }

    struct Finished: Sendable, Hashable, Codable {
        var inode: UInt64
        var fingerprint: Fingerprint
    }

    /// What the reading was for; a place saved for something else is not gone on from.
    var mark: Int
    /// Files still read, oldest first.
    var open: [Open]
    /// Rotated files that are dealt with.
    var finished: [Finished]
    /// When the newest of all these was last written, in ns since 1970.
    var newest: Int

    /// - Returns: nil where there is none.
    /// - Throws: where there is one that says nothing.
    static func read(_ path: String) throws(FileTrouble) -> SavedPlace? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            return try JSONDecoder().decode(SavedPlace.self, from: Data(contentsOf: URL(filePath: path)))
        } catch {
            throw .offsetsUnreadable(path, "\(error)")
        }
    }

    /// Whole or not at all, whenever the machine stops.
    func write(_ path: String) throws(FileTrouble) {
        guard let bytes = try? JSONEncoder().encode(self) else { return }
        let temporary = path + ".new"
        let descriptor = Self.create(temporary)
        guard descriptor >= 0 else { throw .offsetsUnwritable(path, String(cString: strerror(errno))) }
        let isDurable = Self.put(bytes, descriptor) && fsync(descriptor) == 0
        let code = errno
        close(descriptor)
        guard isDurable, rename(temporary, path) == 0 else {
            throw .offsetsUnwritable(path, String(cString: strerror(isDurable ? errno : code)))
        }
    }

    private static func create(_ path: String) -> Int32 {
        #if canImport(Glibc)
            Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        #else
            Darwin.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        #endif
    }

    private static func put(_ bytes: Data, _ descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { bytes in
            #if canImport(Glibc)
                Glibc.write(descriptor, bytes.baseAddress, bytes.count) == bytes.count
            #else
                Darwin.write(descriptor, bytes.baseAddress, bytes.count) == bytes.count
            #endif
        }
    }
}
