/// The faults that are switched on in a shop. All are optional; an empty set is a healthy shop.
public struct FaultSet: Sendable, Hashable, Codable {
    /// A payment method that refuses a share of good payments.
    public struct Payment: Sendable, Hashable, Codable {
        public var method: PaymentMethod
        /// 0 ... 1
        public var share: Double
        public init(method: PaymentMethod, share: Double) {
            self.method = method
            self.share = share
        }
    }

    /// A share of the pages that is delayed.
    public struct Slow: Sendable, Hashable, Codable {
        /// Milliseconds, 0 ... 60,000
        public var ms: Int
        /// 0 ... 1
        public var share: Double
        public init(ms: Int, share: Double) {
            self.ms = ms
            self.share = share
        }
    }

    /// A share alone.
    public struct Share: Sendable, Hashable, Codable {
        /// 0 ... 1
        public var share: Double
        public init(share: Double) {
            self.share = share
        }
    }

    /// Orders the shop writes by itself, not through the edge.
    public struct Unauthorised: Sendable, Hashable, Codable {
        public var region: Region
        /// Orders per second, above 0, at most 1,000
        public var perSecond: Double
        public init(region: Region, perSecond: Double) {
            self.region = region
            self.perSecond = perSecond
        }

        enum CodingKeys: String, CodingKey {
            case region
            case perSecond = "per_second"
        }
    }

    /// The method refuses payments.
    public var payment: Payment?
    /// Pages come late.
    public var slow: Slow?
    /// The promotion takes one per cent instead of ten.
    public var promotion: Bool?
    /// The shopper sees a confirmation, but the order is removed.
    public var lostOrder: Share?
    /// Search engines are told to stay away.
    public var noindex: Bool?
    /// Pages answer 500.
    public var error: Share?
    /// Orders without authority.
    public var unauthorised: Unauthorised?

    public init() {}

    /// The names by which faults are switched, as in JSON and on the command line.
    public static let names = ["payment", "slow", "promotion", "lost_order", "noindex", "error", "unauthorised"]

    enum CodingKeys: String, CodingKey, CaseIterable {
        case payment, slow, promotion
        case lostOrder = "lost_order"
        case noindex, error, unauthorised
    }

    private struct AnyKey: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Reads the JSON form; an unknown name or a number out of range is an error, never ignored.
    public init(from decoder: any Decoder) throws {
        for key in try decoder.container(keyedBy: AnyKey.self).allKeys where !Self.names.contains(key.stringValue) {
            throw SampleEstateError.unknownFault(name: key.stringValue, known: Self.names)
        }
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        payment = try fields.decodeIfPresent(Payment.self, forKey: .payment)
        slow = try fields.decodeIfPresent(Slow.self, forKey: .slow)
        promotion = try fields.decodeIfPresent(Bool.self, forKey: .promotion)
        lostOrder = try fields.decodeIfPresent(Share.self, forKey: .lostOrder)
        noindex = try fields.decodeIfPresent(Bool.self, forKey: .noindex)
        error = try fields.decodeIfPresent(Share.self, forKey: .error)
        unauthorised = try fields.decodeIfPresent(Unauthorised.self, forKey: .unauthorised)
        try check()
    }

    /// Refuses shares, delays and rates out of range.
    public func check() throws(SampleEstateError) {
        let shares = [
            ("payment", payment?.share), ("slow", slow?.share), ("lost_order", lostOrder?.share),
            ("error", error?.share),
        ]
        for (name, share) in shares {
            if let share, !(0...1).contains(share) {
                throw .badArgument(name: name, found: "\(share)", expected: "a share from 0 to 1")
            }
        }
        if let slow, !(0...60_000).contains(slow.ms) {
            throw .badArgument(name: "slow", found: "\(slow.ms)", expected: "0 to 60000 milliseconds")
        }
        if let rate = unauthorised?.perSecond, !(rate > 0 && rate <= 1_000) {
            throw .badArgument(name: "unauthorised", found: "\(rate)", expected: "more than 0, at most 1000 per second")
        }
    }
}

/// The two ways to pay.
public enum PaymentMethod: String, Sendable, Hashable, Codable, CaseIterable {
    case card, wallet
}
