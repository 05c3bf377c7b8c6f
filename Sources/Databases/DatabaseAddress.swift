import Foundation

/// Where a database is: `mysql://user@host:port/database?tls=required` or `postgresql://user@host/database`.
///
/// A password is never part of it: an address is written into plans, results and errors.
public struct DatabaseAddress: Sendable, Hashable, CustomStringConvertible {
    public enum Engine: String, Sendable, Hashable {
        case mariadb
        case postgresql
    }

    /// How the way to the server is kept secret.
    public enum Secrecy: String, Sendable, Hashable, CaseIterable {
        case off
        /// Encrypted where the server can, plain otherwise.
        case preferred
        /// Encrypted, or no connection.
        case required
        /// Encrypted, and the server's certificate is for this host and from a known authority.
        case verified
    }

    public var engine: Engine
    public var user: String
    public var host: String
    /// 1...65535.
    public var port: Int
    public var database: String
    public var tls: Secrecy
    /// A file with the certificates of the authorities that are trusted; nil is the system's.
    public var authority: String?
    /// The path of a local socket (for PostgreSQL the folder it lies in), used instead of host and port.
    public var socket: String?

    public init(
        engine: Engine, user: String, host: String = "localhost", port: Int? = nil, database: String,
        tls: Secrecy? = nil, authority: String? = nil, socket: String? = nil
    ) {
        self.engine = engine
        self.user = user
        self.host = host
        self.port = port ?? (engine == .mariadb ? 3306 : 5432)
        self.database = database
        let isNear = socket != nil || ["localhost", "127.0.0.1", "::1"].contains(host)
        self.tls = tls ?? (isNear ? .off : .preferred)
        self.authority = authority
        self.socket = socket
    }

    /// Reads an address. Parameters: `tls` (off, preferred, required, verified), `ca` (a file), `socket` (a path), and
    /// the engines' own names for them (`ssl-mode`, `ssl-ca`, `sslmode`, `sslrootcert`). Without `tls` the way is
    /// preferred to be encrypted, and plain to the same machine.
    public init(parsing text: String) throws(DatabaseError) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased() else {
            throw .address("the text", why: "it does not read as mysql://user@host:port/database")
        }
        func wrong(_ why: String) -> DatabaseError {
            .address("\(scheme)://\(parts.host ?? "")\(parts.port.map { ":\($0)" } ?? "")\(parts.path)", why: why)
        }
        let engine: Engine
        switch scheme {
        case "mysql", "mariadb": engine = .mariadb
        case "postgresql", "postgres": engine = .postgresql
        default: throw wrong("the scheme is neither mysql nor postgresql")
        }
        guard parts.password == nil else {
            throw wrong("it holds a password; give the password apart, by the setting that names its file or variable")
        }
        guard let user = parts.user, !user.isEmpty else { throw wrong("it names no user; write user@ before the host") }
        let database = String(parts.path.drop { $0 == "/" })
        guard !database.isEmpty, !database.contains("/") else {
            throw wrong("it names no database; write /database after the host")
        }
        var tls: Secrecy?
        var authority: String?
        var socket: String?
        for item in parts.queryItems ?? [] {
            let value = item.value ?? ""
            switch item.name {
            case "tls", "sslmode", "ssl-mode":
                guard let meant = Self.secrecy(value) else {
                    throw wrong("\(item.name)=\(value) is none of off, preferred, required, verified")
                }
                tls = meant
            case "ca", "sslrootcert", "ssl-ca": authority = value
            case "socket": socket = value
            default: throw wrong("the parameter \(item.name) is not known; known are tls, ca and socket")
            }
        }
        let host = (parts.host ?? "").trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        guard parts.port.map({ (1...65535).contains($0) }) ?? true else { throw wrong("the port is not 1 to 65535") }
        self.init(
            engine: engine, user: user, host: host.isEmpty ? "localhost" : host, port: parts.port, database: database,
            tls: tls, authority: authority, socket: socket)
    }

    private static func secrecy(_ value: String) -> Secrecy? {
        switch value.lowercased() {
        case "off", "disable", "disabled": .off
        case "preferred", "prefer", "allow": .preferred
        case "required", "require": .required
        case "verified", "verify-ca", "verify_ca", "verify-full", "verify_identity": .verified
        default: nil
        }
    }

    /// `host:port/database`: what errors and results show.
    public var place: String { "\(socket ?? "\(host.contains(":") ? "[\(host)]" : host):\(port)")/\(database)" }

    /// `MariaDB at host:port/database`.
    var server: String { "\(engine == .mariadb ? "MariaDB" : "PostgreSQL") at \(place)" }

    public var description: String {
        "\(engine == .mariadb ? "mysql" : "postgresql")://\(user)@\(place)\(tls == .off ? "" : "?tls=\(tls.rawValue)")"
    }
}
