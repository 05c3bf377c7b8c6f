import GRDB

/// What is on the shelves, and who reserved it. One file for both shops: it is the only allocator.
struct StockRoom: Sendable {
    enum Outcome: Sendable, Equatable {
        case reserved
        case gone
        case unknownArticle
    }

    private let pool: DatabasePool

    /// - Parameter plenty: pieces of each article when the file is new.
    init(file: String, plenty: Int = 1_000_000) throws(SampleEstateError) {
        pool = try SharedDatabase.open(
            file,
            schema: [
                """
                CREATE TABLE IF NOT EXISTS stock (
                    sku TEXT PRIMARY KEY, on_hand INTEGER NOT NULL CHECK (on_hand >= 0)) WITHOUT ROWID
                """,
                """
                CREATE TABLE IF NOT EXISTS reservations (
                    key TEXT PRIMARY KEY, sku TEXT NOT NULL, quantity INTEGER NOT NULL) WITHOUT ROWID
                """,
            ])
        do {
            try pool.write { database in
                for product in Catalogue.standard.products {
                    try database.execute(
                        sql: "INSERT OR IGNORE INTO stock VALUES (?, ?)", arguments: [product.sku, plenty])
                }
            }
        } catch {
            throw .fileUnusable(path: file, reason: "\(error)")
        }
    }

    /// Takes pieces off the shelf. The same key again changes nothing and gives the same answer.
    func reserve(key: String, sku: String, quantity: Int) async throws -> Outcome {
        try await pool.write { database in
            let claim = try database.cachedStatement(
                sql: "INSERT OR IGNORE INTO reservations VALUES (?, ?, ?)")
            try claim.execute(arguments: [key, sku, quantity])
            guard database.changesCount == 1 else { return .reserved }
            let take = try database.cachedStatement(
                sql: "UPDATE stock SET on_hand = on_hand - ? WHERE sku = ? AND on_hand >= ?")
            try take.execute(arguments: [quantity, sku, quantity])
            if database.changesCount == 1 { return .reserved }
            try database.execute(sql: "DELETE FROM reservations WHERE key = ?", arguments: [key])
            return Catalogue.standard.product(sku) == nil ? .unknownArticle : .gone
        }
    }

    /// Puts the pieces of a reservation back; an unknown key changes nothing.
    func release(key: String) async throws {
        try await pool.write { database in
            guard
                let row = try Row.fetchOne(
                    database, sql: "SELECT sku, quantity FROM reservations WHERE key = ?", arguments: [key])
            else { return }
            let sku: String = row["sku"]
            let quantity: Int = row["quantity"]
            try database.execute(
                sql: "UPDATE stock SET on_hand = on_hand + ? WHERE sku = ?", arguments: [quantity, sku])
            try database.execute(sql: "DELETE FROM reservations WHERE key = ?", arguments: [key])
        }
    }

    /// Pieces on hand by SKU.
    func onHand() async throws -> [String: Int] {
        try await pool.read { database in
            var levels: [String: Int] = [:]
            for row in try Row.fetchAll(database, sql: "SELECT sku, on_hand FROM stock") {
                levels[row["sku"]] = row["on_hand"]
            }
            return levels
        }
    }
}
