/// The stores that tables are compared between, where a table names none of its own.
public struct StorePair: Sendable {
    public let old: StoreTerms?
    public let new: StoreTerms?
    public let position: Position
}

/// One store: a system of the plan, or an address.
public struct StoreTerms: Sendable {
    /// The system whose endpoint is the store's address.
    public let system: At<System.ID>?
    public let address: At<StoreAddress>?
    /// Where its password or token is kept.
    public let secret: At<SecretReference>?
    public let position: Position
}

/// How much a comparison may ask of the stores, and how it looks at rows that move. What is absent is chosen.
public struct ComparisonPace: Sendable {
    /// Rows read from each side, at most.
    public let rowsPerSecond: At<Int>?
    /// How far behind a replica may be before reading waits.
    public let maxLag: At<Duration>?
    /// How many statements a store may be working on before reading waits.
    public let maxRunning: At<Int>?
    /// How long a write takes to arrive on the other side.
    public let lag: At<Duration>?
    /// How often a row that differs is looked at before it counts.
    public let looks: At<Int>?
    public let position: Position
}

extension StorePair: PlanRecord {
    static let title = "pair of stores"

    static func read(_ fields: inout Fields) -> StorePair {
        StorePair(
            old: fields.record("old", StoreTerms.self, "The store of the old side."),
            new: fields.record("new", StoreTerms.self, "The store of the new side."),
            position: fields.position)
    }
}

extension StoreTerms: PlanRecord {
    static let title = "store"

    static func read(_ fields: inout Fields) -> StoreTerms {
        StoreTerms(
            system: fields.optional("system", .identifier(), "The system whose endpoint is its address; in a plan."),
            address: fields.optional("address", .storeAddress, "Where it is: mysql://shop@db.internal/shop."),
            secret: fields.optional("secret", .secret, "Where its password or token is kept."),
            position: fields.position)
    }
}

extension ComparisonPace: PlanRecord {
    static let title = "comparison pace"

    static func read(_ fields: inout Fields) -> ComparisonPace {
        ComparisonPace(
            rowsPerSecond: fields.optional(
                "rows_per_second", .integer(1...1_000_000_000), "Rows read from each side, at most."),
            maxLag: fields.optional("max_lag", .duration, "How far behind a replica may be before reading waits."),
            maxRunning: fields.optional(
                "max_running", .integer(1...100_000), "Statements at work in a store before reading waits."),
            lag: fields.optional("lag", .duration, "How long a write takes to arrive on the other side."),
            looks: fields.optional(
                "looks", .integer(1...20), "How often a row that differs is looked at before it counts."),
            position: fields.position)
    }
}
