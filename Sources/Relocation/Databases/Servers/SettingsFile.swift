/// A file of settings that a database server reads when it starts. MariaDB forgets what was set at run time, so what
/// must hold after a crash (read only, replication filters, the GTID domain) is written here before it is set.
public struct SettingsFile: Sendable {
    /// As errors name it.
    public let place: String
    private let reading: @Sendable () async throws(RelocationError) -> String?
    private let writing: @Sendable (String) async throws(RelocationError) -> Void

    /// - Parameters:
    ///   - read: the file's text; nil where there is no file.
    ///   - write: replaces it as a whole, so that a crash leaves the old or the new text.
    public init(
        place: String, read: @escaping @Sendable () async throws(RelocationError) -> String?,
        write: @escaping @Sendable (String) async throws(RelocationError) -> Void
    ) {
        self.place = place
        reading = read
        writing = write
    }

    /// A file of its own in a folder that the server's configuration includes, such as
    /// `/etc/mysql/mariadb.conf.d/99-sluice.cnf`.
    public static func on(_ host: Host, path: String) -> SettingsFile {
        SettingsFile(place: "\(path) on \(host)") { () async throws(RelocationError) in
            let reply = try await host.run(
                ["sh", "-c", "if [ -e \"$1\" ]; then echo there; cat -- \"$1\"; fi", "sh", path])
                .succeeded(mend: "let the account read \(path)")
            guard reply.text.hasPrefix("there\n") else { return nil }
            return String(reply.text.dropFirst(6))
        } write: { text async throws(RelocationError) in
            // Named so that the server, which reads *.cnf, never reads a half-written one.
            let script = """
                umask 022; cat > "$1.part" && sync "$1.part" && mv -f -- "$1.part" "$1" && sync "$(dirname -- "$1")"
                """
            try await host.run(["sh", "-c", script, "sh", path], input: .text(text))
                .succeeded(mend: "let the account write \(path)")
        }
    }

    public func read() async throws(RelocationError) -> String? { try await reading() }

    /// Writes it unless it holds just that; then reads it back.
    public func write(_ text: String) async throws(RelocationError) {
        if try await reading() == text { return }
        try await writing(text)
        let found = try await reading()
        guard found == text else {
            throw .unreadable(
                what: "the settings just written", place: place,
                why: found == nil ? "there is no such file" : "something else stands there")
        }
    }
}
