/// Reads what the listing of a folder and the digests of its files say.
///
/// The listing has a record for each thing: type, mode in octal, size, path and link target, each ended by a NUL. The
/// digests are lines of `sha256sum --zero`: the digest, two characters, the path, a NUL.
enum ManifestText {
    static func manifest(listing: [UInt8], digests: [UInt8]) throws(ManifestTrouble) -> FileManifest {
        var known: [FileManifest.Path: String] = [:]
        for line in digests.split(separator: 0) {
            guard line.count > 66 else { throw ManifestTrouble(why: "a digest without a path") }
            let digest = String(decoding: line.prefix(64), as: UTF8.self)
            guard digest.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
                throw ManifestTrouble(why: "'\(digest)' is no SHA-256")
            }
            known[path(line.dropFirst(66))] = digest
        }
        let fields = listing.split(separator: 0, omittingEmptySubsequences: false)
        guard fields.count % 5 == 1 else { throw ManifestTrouble(why: "the listing ends within a record") }
        var manifest = FileManifest()
        for record in stride(from: 0, to: fields.count - 1, by: 5) {
            let path = path(fields[record + 3])
            guard let type = fields[record].first,
                let mode = UInt16(String(decoding: fields[record + 1], as: UTF8.self), radix: 8),
                let size = Int(String(decoding: fields[record + 2], as: UTF8.self))
            else { throw ManifestTrouble(why: "the record of \(FileManifest.shown(path)) does not read") }
            if path.isEmpty { continue }
            let kind: FileManifest.Kind
            switch type {
            case UInt8(ascii: "f"):
                if known[path] == nil { manifest.unread.insert(path) }
                kind = .file(size: size, digest: known[path] ?? "")
            case UInt8(ascii: "d"): kind = .folder
            case UInt8(ascii: "l"): kind = .link(target: Array(fields[record + 4]))
            default: kind = .other
            }
            manifest.entries[path] = FileManifest.Entry(kind: kind, mode: mode)
        }
        return manifest
    }

    /// Without the leading `./`.
    private static func path(_ bytes: ArraySlice<UInt8>) -> FileManifest.Path {
        let rest = bytes.starts(with: [UInt8(ascii: "."), UInt8(ascii: "/")]) ? bytes.dropFirst(2) : bytes
        return rest.elementsEqual([UInt8(ascii: ".")]) ? [] : Array(rest)
    }
}

struct ManifestTrouble: Error {
    let why: String
}
