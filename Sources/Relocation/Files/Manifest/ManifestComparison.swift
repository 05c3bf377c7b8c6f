/// What differs between the folder that was copied and its copy.
public struct ManifestComparison: Sendable, Hashable {
    public struct Difference: Sendable, Hashable {
        public var path: FileManifest.Path
        /// Such as `size 10, not 12`.
        public var what: String
    }

    public var missing: [FileManifest.Path] = []
    public var extra: [FileManifest.Path] = []
    public var different: [Difference] = []
    /// Links whose target differs as the path map says.
    public var rewrittenLinks: [FileManifest.Path] = []
    /// What the patterns leave out, on either side.
    public var leftOut = 0
    /// Files whose size and digest are equal on both sides.
    public var equalFiles = 0
    public var equalBytes = 0

    /// Nothing is missing, extra or different.
    public var isEqual: Bool { missing.isEmpty && extra.isEmpty && different.isEmpty }

    /// Compares two manifests, path by path in the order of their bytes.
    ///
    /// - Parameters:
    ///   - leftOut: what need not be there, and may differ.
    ///   - paths: how absolute targets of links are rewritten.
    public init(
        from: FileManifest, to: FileManifest, leavingOut patterns: LeaveOut = LeaveOut([]),
        paths: PathMap = PathMap([])
    ) {
        let all = Set(from.entries.keys).union(to.entries.keys).sorted { $0.lexicographicallyPrecedes($1) }
        for path in all {
            let before = from.entries[path]
            let after = to.entries[path]
            if patterns.matches(path, isFolder: (before ?? after)?.kind == .folder) {
                leftOut += 1
                continue
            }
            switch (before, after) {
            case (let before?, let after?):
                let isUnread = from.unread.contains(path) || to.unread.contains(path)
                if isUnread {
                    different.append(Difference(path: path, what: "it could not be read on both sides"))
                } else if let what = Self.difference(before, after, paths) {
                    different.append(Difference(path: path, what: what))
                } else if case .file(let size, _) = before.kind {
                    equalFiles += 1
                    equalBytes += size
                } else if before.kind != after.kind {
                    rewrittenLinks.append(path)
                }
            case (_?, nil): missing.append(path)
            case (nil, _): extra.append(path)
            }
        }
    }

    private static func difference(
        _ before: FileManifest.Entry, _ after: FileManifest.Entry, _ paths: PathMap
    ) -> String? {
        switch (before.kind, after.kind) {
        case (.file(let size, let digest), .file(let otherSize, let otherDigest)):
            if size != otherSize { return "size \(otherSize), not \(size)" }
            if digest != otherDigest { return "SHA-256 \(otherDigest.prefix(12))…, not \(digest.prefix(12))…" }
        case (.link(let target), .link(let other)):
            if paths.rewritten(target) != other {
                return "a link to \(FileManifest.shown(other)), not \(FileManifest.shown(paths.rewritten(target)))"
            }
            return nil
        case (.folder, .folder), (.other, .other): break
        default: return "\(name(after.kind)), not \(name(before.kind))"
        }
        if before.mode != after.mode {
            return "mode \(String(after.mode, radix: 8)), not \(String(before.mode, radix: 8))"
        }
        return nil
    }

    private static func name(_ kind: FileManifest.Kind) -> String {
        switch kind {
        case .file: "a file"
        case .folder: "a folder"
        case .link: "a link"
        case .other: "a pipe, socket or device"
        }
    }
}
