/// Where rows come from.
public enum RowSource: Sendable, Hashable, Codable, CustomStringConvertible {
    /// A table, `shop.orders` or `orders`; a file's name or an address for stores that have no tables.
    case table(String)
    /// A query, which becomes a derived table.
    case query(String)

    public var description: String {
        switch self {
        case .table(let name): name
        case .query(let text): "(\(text))"
        }
    }
}

/// What is read of one side: the key's columns first, then the others.
public struct TableReading: Sendable, Hashable {
    public var source: RowSource
    /// The columns of the key and then those that are compared, each once.
    public var columns: [ReadColumn]
    /// How many of `columns` are the key.
    public var keyCount: Int
    /// The rows that are compared, as a condition in the store's own language.
    public var condition: String?
    public var order: KeyOrder
    /// No two rows have the same key.
    public var isUnique: Bool

    public init(
        source: RowSource, columns: [ReadColumn], keyCount: Int, condition: String? = nil, order: KeyOrder,
        isUnique: Bool
    ) {
        self.source = source
        self.columns = columns
        self.keyCount = keyCount
        self.condition = condition
        self.order = order
        self.isUnique = isUnique
    }

    public var key: ArraySlice<ReadColumn> { columns[..<keyCount] }
    /// Pages can be read one after the other: the order is the index's own, and no row shares a key with another.
    public var isPageable: Bool { order == .index && isUnique }
}

/// One column that is read.
public struct ReadColumn: Sendable, Hashable {
    public var name: String
    public var family: ValueFamily
    /// What the two sides agreed to put into a digest for it; nil where the column cannot be digested alike.
    public var digest: DigestForm?

    public init(name: String, family: ValueFamily, digest: DigestForm? = nil) {
        self.name = name
        self.family = family
        self.digest = digest
    }
}

/// The order in which a side gives its rows.
public enum KeyOrder: String, Sendable, Hashable, Codable {
    /// The order of the key's own index.
    case index
    /// The order of the key's bytes (text as UTF-8), sorted by the store where its index has another.
    case bytes
}

/// How a value enters a digest, such that equal values give equal digests on both engines.
public enum DigestForm: Sendable, Hashable, Codable {
    /// The value's own text: integers, text, dates, booleans as 0 and 1.
    case text
    /// A decimal with so many digits after the point.
    case decimal(scale: Int)
    /// A time stamp with so many digits of a second, 0...6.
    case timestamp(digits: Int)
    /// Bytes, as lower-case hexadecimal text.
    case bytes
    /// A UUID as 32 lower-case hexadecimal digits.
    case uuid
}

/// A digest that engines can compute.
public enum DigestKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// The sum and the exclusive-or of products of two CRCs of each row: cheap, not the same on all engines.
    case crc
    /// The exclusive-or of both halves of each row's MD5: the same on all engines.
    case md5
}

/// The digest of a range of rows. Two ranges are taken for equal when both parts are.
public struct RangeDigest: Sendable, Hashable, Codable {
    public var rows: Int
    /// Empty for no rows, else as the kind gives it: equal bytes for equal sets of rows.
    public var digest: [UInt8]

    public init(rows: Int, digest: [UInt8]) {
        self.rows = rows
        self.digest = digest
    }
}
