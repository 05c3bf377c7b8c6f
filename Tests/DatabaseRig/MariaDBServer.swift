import Foundation

/// A MariaDB server of its own on loopback, with a binary log by row and GTIDs; killed when it is let go.
public final class MariaDBServer: Sendable {
    public let port: Int
    public let user = "rig"
    public let password = "rig-secret"
    private let home: ServerFolder
    private let settings: [String]
    /// The settings file that the server reads when it starts, if it was asked for; what it says is overruled by
    /// options.
    public let settingsPath: String

    /// - Parameters:
    ///   - serverID: unique among servers that replicate from each other.
    ///   - settings: more options of `mariadbd`.
    ///   - hasSettingsFile: it reads ``settingsPath``, empty at first.
    public init(serverID: Int = 1, settings: [String] = [], hasSettingsFile: Bool = false) async throws {
        home = try ServerFolder("mariadb")
        port = try freePort()
        let folder = home.folder.path
        settingsPath = "\(folder)/my.cnf"
        if hasSettingsFile { try Data().write(to: URL(filePath: settingsPath)) }
        self.settings =
            [
                "TMPDIR=\(folder)", "mariadbd", hasSettingsFile ? "--defaults-file=\(settingsPath)" : "--no-defaults",
                "--user=\(NSUserName())", "--datadir=\(folder)/data",
                "--socket=\(folder)/s", "--port=\(port)", "--bind-address=127.0.0.1", "--pid-file=\(folder)/pid",
                "--server-id=\(serverID)", "--log-bin=binlog", "--binlog-format=ROW", "--gtid-strict-mode=1",
                "--innodb-buffer-pool-size=256M", "--innodb-flush-log-at-trx-commit=2", "--skip-name-resolve",
                "--innodb-log-file-size=64M", "--sync-binlog=0", "--max-connections=200",
            ] + settings
        // A server that starts removes what looks like temporary tables, those of its neighbours in /tmp too.
        try home.run([
            "TMPDIR=\(folder)", "mariadb-install-db", "--no-defaults", "--user=\(NSUserName())",
            "--datadir=\(folder)/data",
            "--auth-root-authentication-method=normal", "--skip-test-db",
        ])
        try await start()
        try run(
            """
            SET SESSION sql_log_bin = 0;
            CREATE USER '\(user)'@'127.0.0.1' IDENTIFIED BY '\(password)';
            GRANT ALL ON *.* TO '\(user)'@'127.0.0.1' WITH GRANT OPTION;
            CREATE DATABASE shop CHARACTER SET utf8mb4;
            """)
    }

    /// Starts it, or starts it again after ``kill()``, and waits until it answers.
    public func start() async throws {
        try home.serve(settings)
        for _ in 0..<600 {
            if (try? run("SELECT 1")) != nil { return }
            guard home.isRunning else { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw RigTrouble("mariadbd did not start: \(home.written())")
    }

    /// Statements, by the engine's own client as root over its socket, in no database unless one is named.
    public func run(_ statements: String, in database: String? = nil) throws {
        try home.run(
            [
                "mariadb", "--no-defaults", "--default-character-set=utf8mb4", "--user=root",
                "--socket=\(home.folder.path)/s",
            ]
                + (database.map { [$0] } ?? []),
            input: statements)
    }

    /// Of its local socket.
    public var socket: String { "\(home.folder.path)/s" }
    public var address: String { "mysql://\(user)@127.0.0.1:\(port)/shop" }
    /// Of the server's process, to end or to stop it by.
    public var processID: Int32? { home.processID }

    /// Ends it at once, as a power cut would.
    public func kill() { home.killServer() }

    /// Makes this server a replica of `source` and takes over every change since the source was made.
    public func replicate(from source: MariaDBServer) throws {
        try run(
            """
            STOP SLAVE; RESET SLAVE ALL;
            SET GLOBAL gtid_slave_pos = '';
            CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=\(source.port), MASTER_USER='\(source.user)',
                MASTER_PASSWORD='\(source.password)', MASTER_USE_GTID=slave_pos, MASTER_CONNECT_RETRY=1;
            START SLAVE;
            """)
    }
}
