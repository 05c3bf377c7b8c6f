import Foundation

/// A PostgreSQL server of its own on loopback; killed when it is let go.
///
/// PostgreSQL refuses to run as root: there the server runs as the account `postgres`.
public final class PostgreSQLServer: Sendable {
    public let port: Int
    public let user = "rig"
    public let password = "rig-secret"
    private let home: ServerFolder
    private let tools: String
    private let asOther: [String]

    public init() async throws {
        home = try ServerFolder("postgresql")
        port = try freePort()
        guard let version = try FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql").max() else {
            throw RigTrouble("PostgreSQL is missing: apt-get install postgresql")
        }
        tools = "/usr/lib/postgresql/\(version)/bin"
        asOther =
            getuid() == 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] : []
        let folder = home.folder.path
        if !asOther.isEmpty { try home.run(["chown", "postgres", folder]) }
        let secret = "\(folder)/first-password"
        try Data("\(password)\n".utf8).write(to: URL(filePath: secret))
        try home.run(
            asOther + [
                "\(tools)/initdb", "-D", "\(folder)/data", "-U", user, "--auth=scram-sha-256", "--encoding=UTF8",
                "--locale=C.UTF-8", "--pwfile=\(secret)",
            ])
        try await start()
        try run("CREATE DATABASE shop", in: "postgres")
    }

    public func start() async throws {
        let folder = home.folder.path
        try home.serve(
            asOther + [
                "\(tools)/postgres", "-D", "\(folder)/data", "-p", "\(port)", "-h", "127.0.0.1", "-k", folder,
                "-c", "fsync=off", "-c", "shared_buffers=256MB", "-c", "wal_level=logical",
            ])
        for _ in 0..<600 {
            if (try? run("SELECT 1", in: "postgres")) != nil { return }
            guard home.isRunning else { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw RigTrouble("postgres did not start: \(home.written())")
    }

    /// Statements, by the engine's own client.
    public func run(_ statements: String, in database: String = "shop") throws {
        try home.run(
            [
                "PGPASSWORD=\(password)", "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p",
                "\(port)", "-U", user, "-d", database,
            ], input: statements)
    }

    public var address: String { "postgresql://\(user)@127.0.0.1:\(port)/shop" }
    public var processID: Int32? { home.processID }

    /// Ends it at once, as a power cut would.
    public func kill() { home.killServer() }
}
