/// One order as the orders API of a shop tells it.
public struct EstateOrder: Sendable, Hashable, Codable {
    /// One line of an order.
    public struct Line: Sendable, Hashable, Codable {
        public var sku: String
        public var quantity: Int
        /// Of one piece, in cents.
        public var price: Int
    }

    /// Grows with each order of this shop; never used twice.
    public var rowid: Int64
    public var number: String
    /// The idempotency key of its payment.
    public var key: String
    /// The shopper's e-mail address.
    public var customer: String
    /// `EU`, `US` or `APAC`.
    public var region: String
    /// Cents.
    public var total: Int
    /// False while the checkout's later steps are missing, for ever when the shop died between them.
    public var placed: Bool
    /// Milliseconds since 1970.
    public var createdMs: Int64
    public var lines: [Line]

    enum CodingKeys: String, CodingKey {
        case rowid, number, key, customer, region, total, placed
        case createdMs = "created_ms"
        case lines
    }
}

/// One page of the orders API.
public struct EstateOrderPage: Sendable, Hashable, Codable {
    /// In the order of their rows.
    public var orders: [EstateOrder]
    /// Pass it as `after` for the next page; nil when this was the last one.
    public var next: Int64?

    enum CodingKeys: String, CodingKey {
        case orders, next
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(orders, forKey: .orders)
        // Written even when it is nil: readers see `null`, not a missing field.
        try fields.encode(next, forKey: .next)
    }
}

/// What a shop says about itself at `/api/health`.
public struct EstateShopHealth: Sendable, Hashable, Codable {
    /// `old` or `new`.
    public var side: String
    public var version: String
    /// `EstateDescription.digest(ofToken:)` of the token the shop was started with.
    public var tokenDigest: String
    /// Orders in its store, torn ones included.
    public var orders: Int

    enum CodingKeys: String, CodingKey {
        case side, version
        case tokenDigest = "token_digest"
        case orders
    }
}
