/// An order as a shop's orders interface shows it.
public struct ShopOrder: Sendable, Hashable, Codable {
    public struct Line: Sendable, Hashable, Codable {
        public var sku: String
        public var quantity: Int
        /// Minor units for one piece.
        public var price: Int

        public init(sku: String, quantity: Int, price: Int) {
            self.sku = sku
            self.quantity = quantity
            self.price = price
        }
    }

    public var id: Int
    public var key: String
    public var customer: String
    /// `draft`, `pending` or `paid`.
    public var status: String
    /// The number of the invoice; only paid orders have one.
    public var number: String?
    public var authorisation: String?
    public var lines: [Line]
    /// Minor units.
    public var total: Int
    public var currency: String
    /// As the shop writes it, `2026-01-31T12:00:00Z`.
    public var created: String

    public init(
        id: Int, key: String, customer: String, status: String = "paid", number: String? = nil,
        authorisation: String?, lines: [Line], total: Int, currency: String = "EUR", created: String = ""
    ) {
        self.id = id
        self.key = key
        self.customer = customer
        self.status = status
        self.number = number
        self.authorisation = authorisation
        self.lines = lines
        self.total = total
        self.currency = currency
        self.created = created
    }

    /// True when a part of it is missing: no lines, or a total that is not the sum of its lines.
    public var isTorn: Bool {
        lines.isEmpty || total != lines.reduce(0) { $0 + $1.price * $1.quantity }
    }
}

/// One page of the orders interface.
struct ShopOrderPage: Codable {
    var orders: [ShopOrder]
    var next: Int?
}
