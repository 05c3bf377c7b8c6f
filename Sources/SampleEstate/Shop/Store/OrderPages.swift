import GRDB

extension ShopStore {
    /// Orders in the order of their rows, torn ones included.
    /// - Parameters:
    ///   - after: only rows above this one.
    ///   - limit: 1 ... 5,000.
    func page(after: Int64, limit: Int) async throws -> EstateOrderPage {
        let side = side
        return try await pool.read { database in
            let rows = try Row.fetchAll(
                try database.cachedStatement(
                    sql: """
                        SELECT id, key, customer, region, total, placed, created_ms
                        FROM orders WHERE id > ? ORDER BY id LIMIT ?
                        """),
                arguments: [after, limit])
            guard let first = rows.first, let last = rows.last else { return EstateOrderPage(orders: [], next: nil) }
            let from: Int64 = first[0]
            let to: Int64 = last[0]
            var lines: [Int64: [EstateOrder.Line]] = [:]
            let cursor = try Row.fetchCursor(
                try database.cachedStatement(
                    sql: "SELECT order_id, sku, quantity, price FROM order_lines WHERE order_id BETWEEN ? AND ?"),
                arguments: [from, to])
            while let row = try cursor.next() {
                let order: Int64 = row[0]
                lines[order, default: []].append(EstateOrder.Line(sku: row[1], quantity: row[2], price: row[3]))
            }
            let orders = rows.map { row in
                let id: Int64 = row[0]
                return EstateOrder(
                    rowid: id, number: side.orderNumber(row: id), key: row[1], customer: row[2], region: row[3],
                    total: row[4], placed: row[5], createdMs: row[6], lines: lines[id] ?? [])
            }
            return EstateOrderPage(orders: orders, next: rows.count == limit ? to : nil)
        }
    }

    /// How many orders there are, torn ones included.
    func orderCount() async throws -> Int {
        try await pool.read { database in try Int.fetchOne(database, sql: "SELECT count(*) FROM orders") ?? 0 }
    }
}
