import GRDB

extension ShopStore {
    /// Puts pieces into a visitor's cart; one line holds at most 99.
    func addToCart(sid: String, sku: String, quantity: Int) async throws {
        try await pool.write { database in
            try database.cachedStatement(
                sql: """
                    INSERT INTO cart_lines VALUES (?, ?, ?)
                    ON CONFLICT (sid, sku) DO UPDATE SET quantity = min(99, quantity + excluded.quantity)
                    """
            ).execute(arguments: [sid, sku, quantity])
        }
    }

    /// A visitor's cart in the order of SKUs.
    func cart(sid: String) async throws -> [CartLine] {
        try await pool.read { database in try Self.cart(sid: sid, in: database) }
    }

    /// Empties a visitor's cart.
    func clearCart(sid: String) async throws {
        try await pool.write { database in
            try database.cachedStatement(sql: "DELETE FROM cart_lines WHERE sid = ?").execute(arguments: [sid])
        }
    }

    static func cart(sid: String, in database: Database) throws -> [CartLine] {
        let rows = try Row.fetchAll(
            try database.cachedStatement(sql: "SELECT sku, quantity FROM cart_lines WHERE sid = ?"),
            arguments: [sid])
        return rows.map { CartLine(sku: $0[0], quantity: $0[1]) }
    }
}
