/// Something that lies whole in the repository.
public struct BackupRecord: Sendable, Hashable, Codable {
    /// Of the part that was backed up.
    public var part: String
    public var snapshot: String
    /// The file in the snapshot: an archive or a dump.
    public var file: String
    /// SHA-256 of that file, as it was streamed in.
    public var digest: String
    public var bytes: Int
    /// RFC 3339.
    public var at: String
    /// The run it was taken in.
    public var run: String
    /// When it was restored elsewhere and found equal, as RFC 3339; nil until then.
    public var proven: String?

    static let whole = "whole"

    /// A dump; an archive else.
    public var isDatabase: Bool { file.hasSuffix(".sql") }
}

/// As `restic snapshots --json` tells it.
struct ResticSnapshot: Decodable {
    var id: String
    var time: String
    var tags: [String]?
    var paths: [String]

    var record: BackupRecord? {
        let facts = Dictionary(
            (tags ?? []).compactMap { tag in
                tag.firstIndex(of: "=").map { at in (tag[..<at], tag[tag.index(after: at)...]) }
            },
            uniquingKeysWith: { first, _ in first })
        guard let part = facts["part"], let digest = facts["sha256"], let bytes = facts["bytes"].flatMap({ Int($0) }),
            let path = paths.first
        else { return nil }
        return BackupRecord(
            part: String(part), snapshot: id, file: String(path.drop { $0 == "/" }), digest: String(digest),
            bytes: bytes,
            at: time, run: facts["run"].map(String.init) ?? "", proven: facts["proven"].map(String.init))
    }
}
