/// Copies a folder from a host to another, or within one, with `rsync` on both.
///
/// Hard links, links, dotfiles, modes and times are kept; names may be any bytes. A file that is cut short lies in a
/// folder `.sluice-partial` until the next run takes it from there, never half under its own name. A second run copies only
/// what changed. The bytes go through this machine, so the hosts need not reach each other.
public struct FileTransfer: Sendable {
    public var from: Host
    /// Absolute.
    public var folder: String
    public var to: Host
    /// Absolute, at least two folders deep; made if it is not there. Nothing outside it is ever touched.
    public var target: String
    public var leaveOut: LeaveOut
    /// Where absolute targets of links lead on the new side.
    public var paths: PathMap
    /// Whether what is only in the target is taken away. What is left out stays.
    public var deletes: Bool
    public var within: Duration

    public init(
        from: Host, folder: String, to: Host, target: String, leaveOut: LeaveOut = LeaveOut([]),
        paths: PathMap = PathMap([]), deletes: Bool = false, within: Duration = .seconds(24 * 3600)
    ) {
        self.from = from
        self.folder = folder
        self.to = to
        self.target = target
        self.leaveOut = leaveOut
        self.paths = paths
        self.deletes = deletes
        self.within = within
    }

    private static let temporary = ".sluice-temporary"

    /// What a run does, or has done.
    public struct Outcome: Sendable, Hashable, Codable {
        /// Regular files whose content went over, and their sizes together.
        public var files: Int
        public var bytes: Int
        /// All things in the folder, without what is left out.
        public var total: Int
        public var deleted: Int
        /// Links whose absolute target is another on the new side, as `path: old → new`.
        public var rewrittenLinks: [String]
        /// Files of the old side that went away while they were copied: run it again.
        public var sawVanishing: Bool
    }

    /// What a run would do; writes nothing.
    public func rehearse() async throws(RelocationError) -> Outcome {
        try check()
        return try await copy(links: try await rewrittenLinks(), isRehearsal: true) { _ in }
    }

    /// Safe to end anywhere and to run again.
    public func run(
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws(RelocationError) -> Outcome {
        try check()
        let links = try await rewrittenLinks()
        // A host that loses power leaves files half written: here they are known, and taken away.
        let half = "\(target)/\(Self.temporary)"
        try await to.run(["sh", "-c", #"rm -rf -- "$1" && mkdir -p -- "$1""#, "sh", half]).succeeded()
        let total = try await copy(links: links, isRehearsal: true) { _ in }.bytes
        let began = ContinuousClock.now
        var outcome = try await copy(links: links, isRehearsal: false) { sent in
            progress(
                Progress(phase: "copying \(folder)", done: min(sent, total), total: total, began: began))
        }
        try await to.run(["rm", "-rf", "--", half]).succeeded()
        try await write(links)
        progress(Progress(phase: "copying \(folder)", done: total, total: total, began: began))
        outcome.bytes = min(outcome.bytes, total)
        return outcome
    }

    /// Reads both sides and compares them; both ought to stand still.
    public func verify() async throws(RelocationError) -> ManifestComparison {
        async let before = Self.manifest(folder, from)
        async let after = Self.manifest(target, to)
        let results = await (before, after)
        return ManifestComparison(
            from: try results.0.get(), to: try results.1.get(), leavingOut: leaveOut, paths: paths)
    }

    private static func manifest(_ folder: String, _ host: Host) async -> Result<FileManifest, RelocationError> {
        do throws(RelocationError) { return .success(try await FileManifest.read(folder, on: host)) } catch {
            return .failure(error)
        }
    }

    private func copy(
        links: [RewrittenLink], isRehearsal: Bool, sent: @escaping @Sendable (Int) -> Void
    ) async throws(RelocationError) -> Outcome {
        let count = ByteCount()
        var words = [
            "--archive", "--hard-links", "--numeric-ids", "--secluded-args", "--partial-dir=.sluice-partial",
            "--timeout=60", "--stats", "--no-human-readable", "--force",
        ]
        if deletes { words += ["--delete-delay"] }
        words += isRehearsal ? ["--dry-run"] : ["--temp-dir=\(Self.temporary)"]
        words.append("--exclude=/\(Self.temporary)")
        words += links.compactMap(\.pattern).map { "--exclude=\($0)" } + leaveOut.patterns.map { "--exclude=\($0)" }
        words += ["--", folder.hasSuffix("/") ? folder : folder + "/", "peer:\(target)/"]
        let link = RsyncLink(from: from, to: to, words: words, within: within) { sent(count.add($0)) }
        let replies = try await link.run()
        try explain(replies.from, replies.to)
        let stats = RsyncStats(replies.from.errors)
        return Outcome(
            files: stats.transferred, bytes: stats.transferredBytes, total: stats.total, deleted: stats.deleted,
            rewrittenLinks: links.map(\.description), sawVanishing: replies.from.status == 24)
    }

    private func explain(_ source: HostReply, _ target: HostReply) throws(RelocationError) {
        for reply in [target, source] where reply.isToolMissing {
            throw .toolMissing(host: reply.host, tool: "rsync", mend: "install rsync there")
        }
        if source.errors.contains("rsync: not found") {
            throw .toolMissing(host: source.host, tool: "rsync", mend: "install rsync there")
        }
        let words = source.lastWords + (target.errors.isEmpty ? "" : " / " + target.lastWords)
        if source.status != 0, words.contains("No space left on device") || words.contains("quota exceeded") {
            throw .full(host: "\(to)", place: self.target, why: words)
        }
        // 10 to 12, 30 and 35: sockets, streams and time; the way failed, not what was asked.
        if [10, 12, 30, 35].contains(source.status) {
            throw .lost(host: "\(from) or \(to)", command: "rsync", why: words)
        }
        try source.succeeded(
            also: [24], mend: "see that the account may read and write what it names, then run it again")
    }

    private func check() throws(RelocationError) {
        for (what, path) in [("the folder to copy", folder), ("the target", target)] {
            let parts = path.split(separator: "/")
            guard path.hasPrefix("/"), !parts.contains(".."), parts.count >= (path == target ? 2 : 1) else {
                throw .unusable(
                    what: what, found: "'\(path)'",
                    expected: "an absolute path without '..'\(path == target ? ", at least two folders deep" : "")")
            }
        }
    }
}
