/// What a session of the comparison begins with.
enum MariaDBSession {
    /// - Parameter statementLimit: seconds that a statement may run; 0 is any time, for streams whose reader sets the pace.
    static func statements(statementLimit: Int) -> [String] {
        [
            // Nothing of the server's own settings may change how values are written.
            "SET NAMES utf8mb4",
            "SET SESSION sql_mode = '', time_zone = '+00:00', autocommit = 1, lock_wait_timeout = 10, "
                + "innodb_lock_wait_timeout = 5, net_write_timeout = 600",
            "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
            // MariaDB only. Long lists of keys are to stay ranges of the index and not become a table to join.
            "/*M! SET SESSION in_predicate_conversion_threshold = 0, max_statement_time = \(statementLimit) */",
        ]
    }
}

/// What kind of server it is.
struct MariaDBVersion {
    var isMariaDB: Bool
    /// `10.11.6`.
    var number: String

    init(_ text: String) {
        isMariaDB = text.contains("MariaDB")
        number = String(text.prefix { $0 != "-" })
    }

    /// Since MariaDB 10.8; MySQL has none.
    var hasCRC32C: Bool {
        let parts = number.split(separator: ".").compactMap { Int($0) }
        guard isMariaDB, parts.count >= 2 else { return false }
        return (parts[0], parts[1]) >= (10, 8)
    }
}
