import GRDB

/// An order as the shop itself sees it.
struct StoredOrder: Sendable {
    var id: Int64
    var sid: String
    var customer: String
    var total: Int
    var placed: Bool
    var lines: [EstateOrder.Line]
}

/// What is written when an order is born.
struct NewOrder: Sendable {
    var key: String
    var sid: String
    var customer: String
    var region: Region
    var method: PaymentMethod
    var promotion: String
    var total: Int
    var placed: Bool
}

extension ShopStore {
    /// What stands at the beginning of a payment: the order of an earlier try with this key, and the cart.
    func situation(key: String, sid: String) async throws -> (earlier: StoredOrder?, cart: [CartLine]) {
        try await pool.read { database in
            let row = try Row.fetchOne(
                try database.cachedStatement(
                    sql: "SELECT id, sid, customer, total, placed FROM orders WHERE key = ?"),
                arguments: [key])
            return (try row.map { try Self.stored($0, in: database) }, try Self.cart(sid: sid, in: database))
        }
    }

    /// Writes the order's row alone; an order with this key that is there already stays as it is.
    /// - Returns: its row.
    func insert(_ order: NewOrder) async throws -> Int64 {
        let now = WallClock.milliseconds
        return try await pool.write { database in try Self.insert(order, at: now, in: database) }
    }

    /// Writes the lines of an order; lines that are there already stay.
    func insertLines(_ lines: [EstateOrder.Line], order: Int64) async throws {
        try await pool.write { database in try Self.insertLines(lines, order: order, in: database) }
    }

    /// Says that every step of this order's checkout is done.
    func markPlaced(order: Int64) async throws {
        try await pool.write { database in
            try database.cachedStatement(sql: "UPDATE orders SET placed = 1 WHERE id = ?").execute(arguments: [order])
        }
    }

    /// Removes an order and its lines.
    func remove(order: Int64) async throws {
        try await pool.write { database in
            try database.execute(sql: "DELETE FROM order_lines WHERE order_id = ?", arguments: [order])
            try database.execute(sql: "DELETE FROM orders WHERE id = ?", arguments: [order])
        }
    }

    /// Writes a finished order at once, past the checkout.
    func insertFinished(_ order: NewOrder, lines: [EstateOrder.Line]) async throws {
        let now = WallClock.milliseconds
        try await pool.write { database in
            let id = try Self.insert(order, at: now, in: database)
            try Self.insertLines(lines, order: id, in: database)
        }
    }

    /// A placed order of this visitor, or nil.
    func placedOrder(id: Int64, sid: String) async throws -> StoredOrder? {
        try await pool.read { database in
            let row = try Row.fetchOne(
                try database.cachedStatement(
                    sql: """
                        SELECT id, sid, customer, total, placed FROM orders WHERE id = ? AND sid = ? AND placed = 1
                        """),
                arguments: [id, sid])
            return try row.map { try Self.stored($0, in: database) }
        }
    }

    /// The visitor's latest placed orders, newest first, at most 20: number's row and total in cents.
    func history(sid: String) async throws -> [(id: Int64, total: Int)] {
        try await pool.read { database in
            let rows = try Row.fetchAll(
                try database.cachedStatement(
                    sql: "SELECT id, total FROM orders WHERE sid = ? AND placed = 1 ORDER BY id DESC LIMIT 20"),
                arguments: [sid])
            return rows.map { ($0[0], $0[1]) }
        }
    }

    private static func insert(_ order: NewOrder, at now: Int64, in database: Database) throws -> Int64 {
        try database.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO orders
                    (key, sid, customer, region, method, promotion, total, placed, created_ms)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            order.key, order.sid, order.customer, order.region.rawValue, order.method.rawValue, order.promotion,
            order.total, order.placed, now,
        ])
        if database.changesCount == 1 { return database.lastInsertedRowID }
        return try Int64.fetchOne(database, sql: "SELECT id FROM orders WHERE key = ?", arguments: [order.key]) ?? 0
    }

    private static func insertLines(_ lines: [EstateOrder.Line], order: Int64, in database: Database) throws {
        let statement = try database.cachedStatement(sql: "INSERT OR IGNORE INTO order_lines VALUES (?, ?, ?, ?)")
        for line in lines {
            try statement.execute(arguments: [order, line.sku, line.quantity, line.price])
        }
    }

    private static func stored(_ row: Row, in database: Database) throws -> StoredOrder {
        let id: Int64 = row[0]
        let lines = try Row.fetchAll(
            try database.cachedStatement(sql: "SELECT sku, quantity, price FROM order_lines WHERE order_id = ?"),
            arguments: [id])
        return StoredOrder(
            id: id, sid: row[1], customer: row[2], total: row[3], placed: row[4],
            lines: lines.map { EstateOrder.Line(sku: $0[0], quantity: $0[1], price: $0[2]) })
    }
}
