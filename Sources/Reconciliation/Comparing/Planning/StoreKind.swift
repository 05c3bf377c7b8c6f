/// What a plan must know of a store before it asks it anything.
public struct StoreKind: Sendable, Hashable {
    /// `mariadb`, `mysql`, `postgresql`, `sqlite`, `csv`, `json`: collations, NULLs' place in the order and types of
    /// one engine only mean the same within one engine.
    public var engine: String
    /// The digests that it computes where the rows lie, the cheapest first.
    public var digestKinds: [DigestKind]
    /// It can give rows in the order of an index, page by page; a file cannot.
    public var readsByIndex: Bool

    public init(engine: String, digestKinds: [DigestKind] = [], readsByIndex: Bool = true) {
        self.engine = engine
        self.digestKinds = digestKinds
        self.readsByIndex = readsByIndex
    }
}
