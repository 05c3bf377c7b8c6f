/// An order that a shopper was told is placed.
public struct AcknowledgedOrder: Sendable, Hashable, Codable {
    public var number: String
    /// The idempotency key the shopper's browser sent.
    public var key: String
    public var customer: String
    public var region: String
    /// In cents.
    public var total: Int
    public var lines: [Line]
    /// When the confirmation was shown, ms since 1970.
    public var ms: Int

    public struct Line: Sendable, Hashable, Codable {
        public var sku: String
        public var quantity: Int

        public init(sku: String, quantity: Int) {
            self.sku = sku
            self.quantity = quantity
        }
    }

    public init(
        number: String, key: String, customer: String, region: String, total: Int, lines: [Line], ms: Int
    ) {
        self.number = number
        self.key = key
        self.customer = customer
        self.region = region
        self.total = total
        self.lines = lines
        self.ms = ms
    }
}

/// An order as one shop's store holds it.
public struct FoundOrder: Sendable, Hashable, Codable {
    public var rowid: Int
    public var number: String
    public var key: String
    public var customer: String
    public var region: String
    public var total: Int
    /// False while the checkout has not finished all of its statements.
    public var placed: Bool
    public var created_ms: Int
    public var lines: [AcknowledgedOrder.Line]

    /// Made by a probe, which writes to both sides at once and tells no shopper.
    public var isProbe: Bool { customer.hasPrefix("probe-") && customer.hasSuffix("@sluice.test") }

    public init(
        rowid: Int, number: String, key: String, customer: String, region: String, total: Int, placed: Bool,
        created_ms: Int, lines: [AcknowledgedOrder.Line]
    ) {
        self.rowid = rowid
        self.number = number
        self.key = key
        self.customer = customer
        self.region = region
        self.total = total
        self.placed = placed
        self.created_ms = created_ms
        self.lines = lines
    }
}
