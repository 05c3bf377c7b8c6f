import Foundation

/// Money that a shopper promised: for one order, of one shop.
public struct Authorisation: Sendable, Hashable, Codable {
    public enum State: String, Sendable, Hashable, Codable {
        /// Promised, and no order has asked for it yet.
        case open
        /// An order has it.
        case captured
        /// Given back, because no order asked in time.
        case voided
    }

    public var id: String
    /// Host of the shop, for instance `eu.shop.test`.
    public var host: String
    /// The order's idempotency key.
    public var key: String
    /// Minor units.
    public var amount: Int
    public var currency: String
    /// Where notices go, as the shop gave it.
    public var notice: String
    public var state = State.open
    /// The order that captured it.
    public var order: Int?
    /// True once a notice was answered with 2xx.
    public var noticed = false
    /// Milliseconds since 1970.
    public var authorisedMs: Int64
    /// When its state changed last, in milliseconds since 1970.
    public var changedMs: Int64

    public init(
        id: String, host: String, key: String, amount: Int, currency: String, notice: String, authorisedMs: Int64
    ) {
        self.id = id
        self.host = host
        self.key = key
        self.amount = amount
        self.currency = currency
        self.notice = notice
        self.authorisedMs = authorisedMs
        changedMs = authorisedMs
    }
}

/// One page of authorisations, in the order in which they were made.
public struct AuthorisationPage: Sendable, Hashable, Codable {
    public var authorisations: [Authorisation]
    /// What to ask for as `after` next, or nil at the end.
    public var next: Int?
}
