/// What the edge is to do with each unit: the run's wish, of which the edge's policy is the fulfilment.
public struct Exposure: Sendable, Hashable, Codable {
    /// Grows when several units change at once.
    public var generation: Int
    public var units: [String: UnitExposure]

    public init(generation: Int = 1, units: [String: UnitExposure] = [:]) {
        self.generation = generation
        self.units = units
    }
}

/// One unit's share of the traffic. Buckets are 0…10000.
public struct UnitExposure: Sendable, Hashable, Codable {
    /// Visitors with a bucket below are assigned to new.
    public var newBelow: Int
    /// Whether a visitor is pinned to the side where a cart or an order began.
    public var pins: Bool
    /// Pins of an earlier epoch are void.
    public var pinEpoch: Int
    /// Whether births go back to old when nobody renews the lease.
    public var leased: Bool
    /// Whether old may answer when new has no live server.
    public var fallback: Bool
    /// The decision that made it so; the edge writes it into every log line.
    public var decision: String

    public init(
        newBelow: Int = 0, pins: Bool = false, pinEpoch: Int = 1, leased: Bool = false, fallback: Bool = false,
        decision: String = "d0"
    ) {
        self.newBelow = newBelow
        self.pins = pins
        self.pinEpoch = pinEpoch
        self.leased = leased
        self.fallback = fallback
        self.decision = decision
    }
}
