#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A hash of a file's first bytes: what tells it from another file, whatever both are called and whatever their inodes.
struct Fingerprint: Sendable, Hashable, Codable {
    static let none = Fingerprint(count: 0, hash: 0)
    /// Some lines' worth: first lines may be alike in all files of a log.
    static let longest = 1_024

    let count: Int
    let hash: UInt64

    /// The fingerprint of an open file whose first `upTo` bytes are known to be there; nil where it does not begin as
    /// this one says.
    func grown(of descriptor: Int32, upTo: Int) -> Fingerprint? {
        let wanted = max(count, min(upTo, Self.longest))
        return withUnsafeTemporaryAllocation(byteCount: Self.longest, alignment: 8) { bytes -> Fingerprint? in
            let found = pread(descriptor, bytes.baseAddress, wanted, 0)
            guard found >= count, Self.hash(UnsafeRawBufferPointer(bytes), count) == hash || count == 0 else {
                return nil
            }
            return Fingerprint(count: found, hash: Self.hash(UnsafeRawBufferPointer(bytes), found))
        }
    }

    /// Of a file's first bytes, at most `upTo`; nil where there is no such file.
    static func of(_ path: String, upTo: Int = longest) -> Fingerprint? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return Fingerprint.none.grown(of: descriptor, upTo: upTo)
    }

    /// Whether the file at a path begins as this one says.
    func matches(_ path: String) -> Bool { count > 0 && Self.of(path, upTo: count) == self }

    /// FNV-1a, the same in every process: it is kept on disk.
    private static func hash(_ bytes: UnsafeRawBufferPointer, _ count: Int) -> UInt64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for i in 0..<count { value = (value ^ UInt64(bytes[i])) &* 0x100_0000_01B3 }
        return value
    }
}
