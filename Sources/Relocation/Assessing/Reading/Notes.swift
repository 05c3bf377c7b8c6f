/// Asks a host, and keeps what it could not see.
actor Notes {
    private let host: Host
    private(set) var unseen: [HostInventory.Unseen] = []

    init(host: Host) { self.host = host }

    func missed(_ what: String, _ why: String) {
        unseen.append(HostInventory.Unseen(what: what, why: why.isEmpty ? "no answer" : why))
    }

    /// What a command prints; empty, and noted, where it fails. A connection that breaks is thrown.
    func text(_ what: String, _ words: [String], also: Set<Int32> = []) async throws(RelocationError) -> String {
        do throws(RelocationError) {
            let reply = try await host.run(words, limit: 32 << 20, within: .seconds(300))
            if reply.isToolMissing {
                missed(what, "`\(words[0])` is not on the host, or may not be run")
            } else if reply.status != 0 {
                missed(what, reply.lastWords)
                if !also.contains(reply.status) { return "" }
            }
            return reply.text
        } catch .tooMuch(_, _, let limit) {
            missed(what, "more than \(limit) bytes")
            return ""
        } catch .tooSlow(_, _, let limit) {
            missed(what, "no end within \(limit)")
            return ""
        }
    }

    func has(_ tool: String) async throws(RelocationError) -> Bool {
        try await host.run(["sh", "-c", "command -v \"$1\" >/dev/null", "sh", tool]).status == 0
    }

    /// Paths below folders by a condition of `find` that prints them with NULs. Folders that may not be read are noted.
    func found(_ folders: [String], _ condition: String) async throws(RelocationError) -> [String] {
        let script = "for folder in \"$@\"; do [ -d \"$folder\" ] && find -L \"$folder\" \(condition); done; true"
        let reply = try await host.run(
            ["sh", "-c", script, "sh"] + folders, limit: 32 << 20, within: .seconds(600))
        for line in reply.errors.split(whereSeparator: \.isNewline).prefix(20) { missed("a folder", String(line)) }
        return reply.text.split(separator: "\0").map(String.init)
    }
}
