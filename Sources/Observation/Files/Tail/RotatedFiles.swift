import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The files beside a log that once were it: `access.log.1`, `access.log-20261121`, `access-20261121.log`, and their
/// compressed forms.
package struct RotatedFiles {
    struct Sibling {
        let path: String
        let inode: UInt64
        let size: Int
        /// When it was last written, in ns since 1970.
        let written: Int
        let isCompressed: Bool
    }

    let all: [Sibling]

    /// Oldest first.
    init(of path: String) {
        let url = URL(filePath: path)
        let folder = url.deletingLastPathComponent().path(percentEncoded: false)
        let name = url.lastPathComponent
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        all = names.compactMap { Self.sibling($0, of: name, in: folder) }.sorted { $0.written < $1.written }
    }

    /// The status of the file a path leads to now.
    static func status(_ path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    static func written(_ status: stat) -> Int {
        #if canImport(Glibc)
            status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
        #else
            status.st_mtimespec.tv_sec * 1_000_000_000 + status.st_mtimespec.tv_nsec
        #endif
    }

    private static func sibling(_ found: String, of name: String, in folder: String) -> Sibling? {
        guard let isCompressed = form(found, of: name) else { return nil }
        let path = folder.hasSuffix("/") ? folder + found : folder + "/" + found
        guard let status = status(path) else { return nil }
        return Sibling(
            path: path, inode: UInt64(status.st_ino), size: Int(status.st_size), written: written(status),
            isCompressed: isCompressed)
    }

    /// Whether a name is that of a rotated file of `name`, and if so, whether of a compressed one.
    package static func form(_ found: String, of name: String) -> Bool? {
        var rest = found
        var isCompressed = false
        for ending in [".gz", ".xz", ".zst", ".bz2"] where rest.hasSuffix(ending) {
            rest.removeLast(ending.count)
            isCompressed = true
        }
        if rest.hasPrefix(name) { return isNumber(rest.dropFirst(name.count)) ? isCompressed : nil }
        guard let dot = name.lastIndex(of: "."), rest.hasPrefix(name[..<dot]), rest.hasSuffix(name[dot...]),
            rest.utf8.count > name.utf8.count
        else { return nil }
        let middle = rest.dropFirst(name[..<dot].count).dropLast(name[dot...].count)
        return isNumber(middle) ? isCompressed : nil
    }

    /// `.1`, `-20261121`, `.2026-11-21T10:00`.
    private static func isNumber(_ text: Substring) -> Bool {
        guard let first = text.first, ".-_".contains(first) else { return false }
        return text.contains(where: \.isNumber) && text.allSatisfy { $0.isNumber || ".-_:T".contains($0) }
    }
}
