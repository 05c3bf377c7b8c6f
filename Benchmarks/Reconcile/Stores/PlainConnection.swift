import CMariaDB

/// A connection that blocks its thread and gives text: enough for counters and for shoppers.
final class PlainConnection {
    private let handle: UnsafeMutablePointer<MYSQL>

    init(port: Int, user: String, password: String) throws {
        guard let handle = mysql_init(nil),
            mysql_real_connect(handle, "127.0.0.1", user, password, "shop", UInt32(port), nil, 0) != nil
        else { throw BenchTrouble("no connection to MariaDB on port \(port)") }
        self.handle = handle
    }

    /// The cells of the first row; empty where there is none.
    @discardableResult
    func ask(_ statement: String) throws -> [String] {
        guard mysql_real_query(handle, statement, UInt(statement.utf8.count)) == 0 else {
            throw BenchTrouble("MariaDB refused `\(statement.prefix(80))`: \(String(cString: mysql_error(handle)))")
        }
        guard let result = mysql_store_result(handle) else { return [] }
        defer { mysql_free_result(result) }
        guard let row = mysql_fetch_row(result) else { return [] }
        return (0..<Int(mysql_num_fields(result))).map { row[$0].map { String(cString: $0) } ?? "" }
    }

    /// A counter of the whole server.
    func counter(_ name: String) throws -> Int {
        try ask("SHOW GLOBAL STATUS LIKE '\(name)'").last.flatMap { Int($0) } ?? 0
    }

    deinit { mysql_close(handle) }
}

/// What of the benchmark's own surroundings did not work.
struct BenchTrouble: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
