/// A link that leads elsewhere on the new side.
struct RewrittenLink: Sendable, CustomStringConvertible {
    let path: [UInt8]
    let old: [UInt8]
    let new: [UInt8]

    var description: String {
        "\(FileManifest.shown(path)): \(FileManifest.shown(old)) → \(FileManifest.shown(new))"
    }

    /// Keeps `rsync` off the link; nil where the name is no text, and the link is copied and then written again.
    var pattern: String? {
        let text = String(decoding: path, as: UTF8.self)
        guard Array(text.utf8) == path else { return nil }
        // A backslash is one of its own only beside a wildcard.
        guard text.contains(where: { "*?[".contains($0) }) else { return "/" + text }
        return "/" + text.map { "*?[\\".contains($0) ? "\\\($0)" : "\($0)" }.joined()
    }
}

extension FileTransfer {
    /// The links of the old side that the path map changes, without those that are left out.
    func rewrittenLinks() async throws(RelocationError) -> [RewrittenLink] {
        try await Self.links(folder, on: from).compactMap { link in
            let new = paths.rewritten(link.target)
            guard new != link.target, !leaveOut.matches(link.path, isFolder: false) else { return nil }
            return RewrittenLink(path: link.path, old: link.target, new: new)
        }
    }

    /// Writes the links on the new side that do not stand there yet.
    func write(_ links: [RewrittenLink]) async throws(RelocationError) {
        if links.isEmpty { return }
        let there = Dictionary(
            try await Self.links(target, on: to).map { ($0.path, $0.target) }, uniquingKeysWith: { first, _ in first })
        let todo = links.filter { there[$0.path] != $0.new }
        if todo.isEmpty { return }
        var input: [UInt8] = []
        for link in todo { input += Array("./".utf8) + link.path + [0] + link.new + [0] }
        try await to.run(
            [
                "sh", "-c", #"cd -- "$1" && exec xargs -0 -n 2 sh -c 'ln -sfn -- "$2" "$1"' sh"#, "sh", target,
            ], input: .bytes(input), within: .seconds(600)
        ).succeeded()
    }

    private static func links(
        _ folder: String, on host: Host
    ) async throws(RelocationError) -> [(path: [UInt8], target: [UInt8])] {
        let reply = try await host.run(
            ["sh", "-c", #"cd -- "$1" && exec find . -type l -printf '%P\0%l\0'"#, "sh", folder], limit: 1 << 28,
            within: .seconds(3600)
        ).succeeded(mend: "see that the folder is there and may be read by the account, then run it again")
        let fields = reply.output.split(separator: 0, omittingEmptySubsequences: false)
        return stride(from: 0, to: fields.count - 1, by: 2).map { (Array(fields[$0]), Array(fields[$0 + 1])) }
    }
}
