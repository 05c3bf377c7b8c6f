/// One article of the catalogue.
public struct Product: Sendable, Hashable {
    /// The stock-keeping unit, for instance `KIT-003`.
    public let sku: String
    public let name: String
    /// The slug of its category.
    public let category: String
    /// Price of one piece in cents.
    public let price: Int
    public let summary: String
}

/// One shelf of the catalogue.
public struct Category: Sendable, Hashable {
    /// The last part of its path, for instance `kitchen`.
    public let slug: String
    public let name: String
    public let products: [Product]
}
