extension FileManifest {
    /// SHA-256 over all entries in the order of their paths: equal for equal folders.
    public func digest() async throws(RelocationError) -> String {
        var text: [UInt8] = []
        for (path, entry) in entries.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            switch entry.kind {
            case .file(let size, let digest): text += Array("f \(size) \(digest) ".utf8)
            case .folder: text += Array("d ".utf8)
            case .link(let target): text += Array("l ".utf8) + target + [0]
            case .other: text += Array("o ".utf8)
            }
            text += Array(String(entry.mode, radix: 8).utf8) + [32] + path + [0]
        }
        let reply = try await Host.local.run(["sha256sum"], input: .bytes(text)).succeeded()
        return String(reply.text.prefix(64))
    }
}

extension ManifestComparison: CustomStringConvertible {
    /// The figures, and the first few names.
    public var description: String {
        var parts: [String] = []
        func add(_ name: String, _ texts: [String]) {
            if texts.isEmpty { return }
            let more = texts.count > 5 ? " and \(texts.count - 5) more" : ""
            parts.append("\(texts.count) \(name): \(texts.prefix(5).joined(separator: ", "))\(more)")
        }
        add("missing", missing.map(FileManifest.shown))
        add("extra", extra.map(FileManifest.shown))
        add("different", different.map { "\(FileManifest.shown($0.path)) (\($0.what))" })
        return parts.isEmpty ? "\(equalFiles) files, \(equalBytes) bytes equal" : parts.joined(separator: "; ")
    }
}
