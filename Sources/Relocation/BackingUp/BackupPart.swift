public import Databases

/// Something to be backed up: a folder of a host, or a database.
public struct BackupPart: Sendable {
    public enum Content: Sendable {
        /// All that lies in the folder, as an archive of `tar`.
        case folder(String, on: Host, leavingOut: LeaveOut)
        /// A dump of one moment, made by `mariadb-dump` on a host that reaches the server.
        case database(DatabaseAddress, password: String, on: Host)
    }

    /// Unique in a run: letters, digits, `-`, `_` and `.`.
    public let name: String
    public let content: Content

    public init(name: String, _ content: Content) throws(RelocationError) {
        let isPlain =
            !name.isEmpty
            && name.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII
                    && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                        || "-_.".unicodeScalars.contains(scalar))
            }
        guard isPlain, name != ".", name != ".." else {
            throw .unusable(
                what: "the name of a backup part", found: "'\(name)'", expected: "letters, digits, -, _ and .")
        }
        self.name = name
        self.content = content
    }

    public var isDatabase: Bool { if case .database = content { true } else { false } }

    var file: String {
        switch content {
        case .folder: "\(name).tar"
        case .database: "\(name).sql"
        }
    }

    /// Streams the part as one file.
    func read(output: @escaping @Sendable ([UInt8]) async throws(RelocationError) -> Void) async throws(RelocationError)
    {
        switch content {
        case .folder(let folder, let host, let leaveOut):
            // The same order each time, so that the repository finds again what it holds already.
            let patterns = leaveOut.patterns.flatMap { pattern in
                [
                    pattern.hasPrefix("/") ? "--anchored" : "--no-anchored",
                    // As with rsync, only ** goes across folders.
                    pattern.contains("**") ? "--wildcards-match-slash" : "--no-wildcards-match-slash",
                    "--exclude=\(pattern.hasPrefix("/") ? "." : "")\(pattern.trimmingSlash)",
                ]
            }
            let words = ["tar", "--create", "--file=-", "--sort=name", "--numeric-owner", "--format=posix"]
            // 1: a file changed while it was read, as files of a live store do.
            try await host.stream(words + patterns + ["--directory=\(folder)", "."], output: output)
                .succeeded(also: [1], mend: "see that the folder is there and may be read by the account")
        case .database(let address, let password, let host):
            try await host.stream(
                Self.dump(address), secrets: ["MYSQL_PWD": password], output: output
            ).succeeded(mend: "see that the account may read all tables, views, triggers and events of the database")
        }
    }

    /// Without what changes from run to run, so that equal content gives equal bytes.
    static func dump(_ address: DatabaseAddress) -> [String] {
        [
            "mariadb-dump", "--no-defaults", "--single-transaction", "--quick", "--routines", "--events", "--triggers",
            "--hex-blob", "--order-by-primary", "--skip-comments", "--skip-dump-date", "--skip-lock-tables",
            "--default-character-set=utf8mb4", "--max-allowed-packet=1G",
        ] + client(address) + [address.database]
    }

    static func client(_ address: DatabaseAddress) -> [String] {
        var words = ["--user=\(address.user)"]
        if let socket = address.socket {
            words += ["--socket=\(socket)"]
        } else {
            words += ["--protocol=tcp", "--host=\(address.host)", "--port=\(address.port)"]
        }
        switch address.tls {
        case .off: words += ["--skip-ssl"]
        case .preferred, .required: words += ["--ssl"]
        case .verified: words += ["--ssl", "--ssl-verify-server-cert"]
        }
        if let authority = address.authority { words += ["--ssl-ca=\(authority)"] }
        return words
    }
}

extension String {
    fileprivate var trimmingSlash: String { hasSuffix("/") ? String(dropLast()) : self }
}
