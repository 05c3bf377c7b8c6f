public import Databases

/// Where the programs `mariadb-dump` and `mariadb` run for one side, and how they reach its server from there.
///
/// The password reaches them in an option file that is no file: a descriptor that the shell fills and that the program
/// reads once. It is in no argument, no environment of the program, and on no disk.
public struct DatabaseTools: Sendable {
    public var host: Host
    /// As the server is reached from `host`.
    public var address: DatabaseAddress
    let password: String

    public init(host: Host = .local, address: DatabaseAddress, password: String) {
        self.host = host
        self.address = address
        self.password = password
    }

    private static let script = """
        tool=$1; shift
        exec env -u SLUICE_DATABASE_PASSWORD "$tool" --defaults-extra-file=/dev/fd/3 "$@" 3<<END
        [client]
        password="$SLUICE_DATABASE_PASSWORD"
        END
        """

    /// The words for ``Host/run(_:input:secrets:limit:within:)``.
    func words(_ tool: String, _ arguments: [String]) -> [String] {
        ["sh", "-c", Self.script, "sh", tool] + way + arguments
    }

    var secrets: [String: String] {
        // As an option file reads a quoted value.
        let escaped = password.reduce(into: "") { text, character in
            if character == "\\" || character == "\"" { text.append("\\") }
            text.append(character)
        }
        return ["SLUICE_DATABASE_PASSWORD": escaped]
    }

    private var way: [String] {
        var words = ["--user=\(address.user)"]
        if let socket = address.socket {
            words.append("--socket=\(socket)")
        } else {
            words += ["--protocol=tcp", "--host=\(address.host)", "--port=\(address.port)"]
        }
        switch address.tls {
        case .off: words.append("--skip-ssl")
        case .preferred: break
        case .required: words.append("--ssl")
        case .verified: words += ["--ssl", "--ssl-verify-server-cert"]
        }
        if let authority = address.authority { words.append("--ssl-ca=\(authority)") }
        return words
    }

    /// What each loading session begins with; the old values are those that the end of a whole dump goes back to, of
    /// which each table's part has the beginning or the end. `NAMES binary` hands every byte over as it is, whatever
    /// the columns' character sets say of it; the mode lets dates of zeros and zeros in numbered columns pass.
    static func loading(logged: Bool) -> String {
        """
        SET NAMES binary;
        SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO', time_zone = '+00:00', foreign_key_checks = 0, \
        unique_checks = 0, max_statement_time = 0\(logged ? "" : ", sql_log_bin = 0");
        SET @OLD_TIME_ZONE = '+00:00', @OLD_SQL_MODE = 'NO_AUTO_VALUE_ON_ZERO', @OLD_FOREIGN_KEY_CHECKS = 0, \
        @OLD_UNIQUE_CHECKS = 0, @OLD_CHARACTER_SET_CLIENT = 'binary', @OLD_CHARACTER_SET_RESULTS = 'binary', \
        @OLD_COLLATION_CONNECTION = 'binary', @OLD_SQL_NOTES = 0;

        """
    }

    /// Feeds statements to the `mariadb` client, which stops at the first that is refused.
    func load(
        _ what: String, into schema: String, logged: Bool,
        _ source: @escaping @Sendable (HostWriter) async throws(RelocationError) -> Void
    ) async throws(RelocationError) {
        let reply = try await host.stream(
            words(
                "mariadb",
                [
                    "--batch", "--binary-mode", "--default-character-set=binary", "--max-allowed-packet=1073741824",
                    "--database=\(schema)",
                ]),
            input: .writing { writer async throws(RelocationError) in
                try await writer.write(Array(Self.loading(logged: logged).utf8))
                try await source(writer)
            }, secrets: secrets
        ) { _ async throws(RelocationError) in }
        guard reply.status != 0 else { return }
        if let code = DatabaseTrouble.code(in: reply.errors) {
            // Only that line: the client also writes the statement, with the rows in it.
            let lines = reply.errors.split(separator: "\n").filter { $0.hasPrefix("ERROR ") }
            let why = "\(what): \(lines.last ?? "")"
            if ["2002", "2003", "2006", "2013", "1053"].contains(code) {
                throw .noDatabase(server: address.serverName, why: why)
            }
            throw .statement(
                server: address.serverName, code: code, why: why,
                mend: DatabaseTrouble.mend(code))
        }
        try reply.succeeded()
    }
}
