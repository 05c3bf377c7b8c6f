import GRDB

/// One shop's own store: carts and orders.
struct ShopStore: Sendable {
    let pool: DatabasePool
    let side: ShopSide

    init(file: String, side: ShopSide) throws(SampleEstateError) {
        self.side = side
        pool = try SharedDatabase.open(
            file,
            schema: [
                """
                CREATE TABLE IF NOT EXISTS cart_lines (
                    sid TEXT NOT NULL, sku TEXT NOT NULL, quantity INTEGER NOT NULL,
                    PRIMARY KEY (sid, sku)) WITHOUT ROWID
                """,
                // AUTOINCREMENT: the number of a removed order must never come back for another one.
                """
                CREATE TABLE IF NOT EXISTS orders (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, sid TEXT NOT NULL,
                    customer TEXT NOT NULL, region TEXT NOT NULL, method TEXT NOT NULL, promotion TEXT NOT NULL,
                    total INTEGER NOT NULL, placed INTEGER NOT NULL DEFAULT 0, created_ms INTEGER NOT NULL)
                """,
                "CREATE INDEX IF NOT EXISTS orders_of_visitor ON orders (sid)",
                """
                CREATE TABLE IF NOT EXISTS order_lines (
                    order_id INTEGER NOT NULL, sku TEXT NOT NULL, quantity INTEGER NOT NULL, price INTEGER NOT NULL,
                    PRIMARY KEY (order_id, sku)) WITHOUT ROWID
                """,
            ])
    }
}

/// One line of a cart.
struct CartLine: Sendable, Hashable {
    var sku: String
    var quantity: Int

    /// The article; lines of unknown articles cannot be stored.
    var product: Product? { Catalogue.standard.product(sku) }
}
