public import Databases

/// A database server on which restored databases are compared: their names begin with `restored_`, and they go again.
public struct ProvingServer: Sendable {
    public let address: DatabaseAddress
    private let password: String
    /// Started for the proof and ended after it, so that anything may be created on it.
    let isOwn: Bool

    /// A server that others use too. Its accounts are left alone, and it must not run events.
    public init(_ address: DatabaseAddress, password: String) {
        self.init(address, password: password, isOwn: false)
    }

    init(_ address: DatabaseAddress, password: String, isOwn: Bool) {
        self.address = address
        self.password = password
        self.isOwn = isOwn
    }

    var secrets: [String: String] { ["MYSQL_PWD": password] }

    func address(of database: String) -> DatabaseAddress {
        var address = address
        address.database = database
        return address
    }

    /// The client's words. What is restored stays out of the binary log where the account may say so: it would reach
    /// the server's replicas.
    func client(on host: Host) async throws(RelocationError) -> [String] {
        let words =
            ["mariadb", "--no-defaults", "--batch", "--skip-column-names", "--default-character-set=utf8mb4"]
            + BackupPart.client(address)
        let unlogged = words + ["--init-command=SET SESSION sql_log_bin = 0"]
        let reply = try await host.run(unlogged, input: .text("SELECT 1"), secrets: secrets)
        return reply.status == 0 ? unlogged : words
    }

    /// Asks who defines the views, triggers, routines and events of a database.
    static func question(_ database: String) -> String {
        """
        SELECT definer FROM information_schema.views WHERE table_schema = '\(database)'
        UNION SELECT definer FROM information_schema.triggers WHERE trigger_schema = '\(database)'
        UNION SELECT definer FROM information_schema.routines WHERE routine_schema = '\(database)'
        UNION SELECT definer FROM information_schema.events WHERE event_schema = '\(database)';
        """
    }

    /// Statements that make the accounts of the answer.
    func definers(of database: String, as answer: String) -> String {
        answer.split(whereSeparator: \.isNewline).map { line in
            let account = DatabaseAccount(parsing: String(line)).sql
            return "CREATE USER IF NOT EXISTS \(account); GRANT ALL ON `\(database)`.* TO \(account);"
        }.joined(separator: "\n")
    }
}
