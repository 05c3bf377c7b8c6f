/// What a store says of a table.
public struct TableShape: Sendable, Hashable, Codable {
    public var columns: [ColumnShape]
    /// The columns of the primary key, or of a unique key without NULLs; empty where there is none.
    public var key: [String]
    /// About how many rows; nil where the store does not know without counting.
    public var rows: Int?

    public init(columns: [ColumnShape], key: [String], rows: Int?) {
        self.columns = columns
        self.key = key
        self.rows = rows
    }

    public func column(_ name: String) -> ColumnShape? { columns.first { $0.name == name } }
}

public struct ColumnShape: Sendable, Hashable, Codable {
    public var name: String
    /// As the store writes it: `decimal(10,2)`.
    public var type: String
    public var family: ValueFamily
    public var isNullable: Bool
    /// For text: the name of its order, `utf8mb4_unicode_ci`; nil for others.
    public var collation: String?
    /// The store sorts it by value as everybody would (numbers, dates) or by its bytes.
    public var sortsByValue: Bool

    public init(
        name: String, type: String, family: ValueFamily, isNullable: Bool = true, collation: String? = nil,
        sortsByValue: Bool = true
    ) {
        self.name = name
        self.type = type
        self.family = family
        self.isNullable = isNullable
        self.collation = collation
        self.sortsByValue = sortsByValue
    }
}

/// What kind of value a column holds, and in which form a store gives it. Every store gives the same form, whatever its
/// own is:
public enum ValueFamily: Sendable, Hashable, Codable {
    /// Decimal digits, a minus sign before: `-12`. Also years and bit fields.
    case integer
    /// A plain decimal, trailing zeros allowed: `12.50`.
    case decimal(scale: Int)
    /// Digits that round to the stored number, in any notation: `1e-7`, `NaN`, `Infinity`, `-Infinity`.
    case double
    /// Digits that round to the stored number of single precision.
    case single
    /// `0` or `1`.
    case boolean
    /// UTF-8. Labels of enumerations too.
    case text
    /// The bytes themselves.
    case binary
    /// 32 hexadecimal digits, with or without hyphens, in either case.
    case uuid
    /// `2026-11-21`; `0000-00-00` where the store allows it.
    case date
    /// `-838:59:59.123456`.
    case time
    /// `2026-11-21 10:00:00.123456` in UTC where `zoned`, as it was written otherwise.
    case timestamp(digits: Int, zoned: Bool)
    case json
    /// Known to one engine only; compared as text with the same type of the same engine.
    case other(String)
}

/// Where a store's log of changes stands.
public struct StorePosition: Sendable, Hashable, Codable {
    /// `gtid`, `lsn`, `data-version`, `file`: positions of different kinds are strangers.
    public var kind: String
    /// As the store writes it.
    public var at: String
    /// When it was read, ms since 1970.
    public var ms: Int

    public init(kind: String, at: String, ms: Int) {
        self.kind = kind
        self.at = at
        self.ms = ms
    }
}

/// How hard a store works, from its own signals; nil where it does not tell.
public struct StoreLoad: Sendable, Hashable, Codable {
    /// Statements being worked on, without this comparison's own.
    public var running: Int?
    /// How far a replica is behind, in seconds.
    public var lag: Double?
    /// How long the store took to answer this question, in seconds.
    public var answer: Double

    public init(running: Int?, lag: Double?, answer: Double) {
        self.running = running
        self.lag = lag
        self.answer = answer
    }
}
