public import Databases

/// Reads a MariaDB database; asks, and changes nothing.
public struct DatabaseReading: Sendable {
    private let connection: any DatabaseConnection
    private let prefix: String?

    /// - Parameter tablePrefix: of WordPress, as its configuration has it; nil where it is none.
    public init(connection: any DatabaseConnection, tablePrefix: String? = nil) {
        self.connection = connection
        prefix = tablePrefix
    }

    /// Counting rows and looking for zero dates reads whole tables: an hour of a quiet time for a large shop.
    public func read() async throws(DatabaseError) -> DatabaseInventory {
        var inventory = DatabaseInventory(place: connection.address.place)
        let facts = try await texts(
            "SELECT VERSION(), @@character_set_database, @@collation_database, @@GLOBAL.sql_mode")
        inventory.version = facts.first?[0] ?? ""
        inventory.charset = facts.first?[1] ?? ""
        inventory.collation = facts.first?[2] ?? ""
        inventory.sqlMode = facts.first?[3] ?? ""
        inventory.tables = try await tables()
        try await columns(&inventory)
        try await definitions(&inventory)
        if let prefix {
            do throws(DatabaseError) {
                inventory.network = try await NetworkReading(connection: connection, prefix: prefix).read()
            } catch .statement(_, let code, let why) {
                inventory.unseen.append(
                    HostInventory.Unseen(what: "the WordPress sites under the prefix \(prefix)", why: "\(code): \(why)")
                )
            }
        }
        return inventory
    }

    private func tables() async throws(DatabaseError) -> [DatabaseInventory.Table] {
        let rows = try await texts(
            """
            SELECT table_name, engine, row_format, table_collation, COALESCE(data_length + index_length, 0),
                auto_increment
            FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'
            ORDER BY table_name
            """)
        var tables: [DatabaseInventory.Table] = []
        for row in rows {
            let name = row[0] ?? ""
            let count = try await texts("SELECT COUNT(*) FROM \(Self.quoted(name))").first?[0]
            tables.append(
                DatabaseInventory.Table(
                    name: name, engine: row[1] ?? "", rowFormat: row[2] ?? "", collation: row[3] ?? "",
                    rows: count.flatMap { Int($0) } ?? 0, bytes: row[4].flatMap { Int($0) } ?? 0,
                    autoIncrement: row[5].flatMap { Int($0) }))
        }
        return tables
    }

    private func columns(_ inventory: inout DatabaseInventory) async throws(DatabaseError) {
        let rows = try await texts(
            """
            SELECT table_name, column_name, data_type, collation_name FROM information_schema.columns
            WHERE table_schema = DATABASE() AND (data_type IN ('date', 'datetime', 'timestamp') OR collation_name IS NOT NULL)
            ORDER BY table_name, ordinal_position
            """)
        for row in rows {
            guard let table = row[0], let column = row[1],
                let at = inventory.tables.firstIndex(where: { $0.name == table })
            else { continue }
            if let collation = row[3] {
                let isOther = collation != inventory.tables[at].collation
                if isOther, !inventory.tables[at].otherCollations.contains(collation) {
                    inventory.tables[at].otherCollations.append(collation)
                }
                continue
            }
            let zero = row[2] == "date" ? "0000-00-00" : "0000-00-00 00:00:00"
            // As a number, as a strict mode refuses the text.
            let sql =
                "SELECT COUNT(*) FROM \(Self.quoted(table)) WHERE \(Self.quoted(column)) = 0 "
                + "OR CAST(\(Self.quoted(column)) AS CHAR) = '\(zero)'"
            let count = try await texts(sql).first?[0].flatMap { Int($0) } ?? 0
            if count > 0 { inventory.tables[at].zeroDates[column] = count }
        }
    }

    private func definitions(_ inventory: inout DatabaseInventory) async throws(DatabaseError) {
        let rows = try await texts(
            """
            SELECT 'trigger', trigger_name, definer, '' FROM information_schema.triggers
                WHERE trigger_schema = DATABASE()
            UNION ALL SELECT 'view', table_name, definer, '' FROM information_schema.views
                WHERE table_schema = DATABASE()
            UNION ALL SELECT 'routine', routine_name, definer, '' FROM information_schema.routines
                WHERE routine_schema = DATABASE()
            UNION ALL SELECT 'event', event_name, definer, status FROM information_schema.events
                WHERE event_schema = DATABASE()
            ORDER BY 1, 2
            """)
        var accounts: Set<String>?
        do throws(DatabaseError) {
            accounts = Set(try await texts("SELECT CONCAT(user, '@', host) FROM mysql.user").compactMap { $0[0] })
        } catch .statement(_, let code, let why) {
            inventory.unseen.append(
                HostInventory.Unseen(what: "whether the definers' accounts exist", why: "\(code): \(why)"))
        }
        inventory.definitions = rows.map { row in
            DatabaseInventory.Definition(
                kind: row[0] ?? "", name: row[1] ?? "", definer: row[2] ?? "",
                hasDefiner: accounts.map { $0.contains(row[2] ?? "") }, status: row[3] ?? "")
        }
    }

    private func texts(_ sql: String) async throws(DatabaseError) -> [[String?]] {
        let batch = try await connection.rows(sql)
        return batch.indices.map { batch.texts(of: $0) }
    }

    static func quoted(_ name: String) -> String {
        "`" + name.split(separator: "`", omittingEmptySubsequences: false).joined(separator: "``") + "`"
    }
}
