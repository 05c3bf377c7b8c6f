public import Foundation

/// What "equal" means for one table: which rows and columns of the two sides belong together, and how values are
/// brought to one form before they are compared.
public struct TableMapping: Sendable, Hashable {
    /// How results name it: `orders`.
    public var name: String
    public var old: SideRows
    public var new: SideRows
    /// The columns that tell one row from another; empty is the primary key of the old side.
    public var key: [ColumnPair]
    /// The columns that are compared; empty is every column that both sides have under one name.
    public var columns: [ColumnPair]
    /// Columns of either side that are not compared, each with why.
    public var leftOut: [LeftOut]

    public init(
        name: String, old: SideRows, new: SideRows, key: [ColumnPair] = [], columns: [ColumnPair] = [],
        leftOut: [LeftOut] = []
    ) {
        self.name = name
        self.old = old
        self.new = new
        self.key = key
        self.columns = columns
        self.leftOut = leftOut
    }

    public struct SideRows: Sendable, Hashable {
        public var source: RowSource
        /// The rows that are compared; the others are counted and listed as left out.
        public var condition: String?
        /// A column that every writer sets when it changes a row.
        public var updated: String?

        public init(_ source: RowSource, condition: String? = nil, updated: String? = nil) {
            self.source = source
            self.condition = condition
            self.updated = updated
        }
    }

    public struct LeftOut: Sendable, Hashable, Codable {
        public var column: String
        public var why: String

        public init(column: String, why: String) {
            self.column = column
            self.why = why
        }
    }
}

/// A column of the old side and the one of the new that holds the same.
public struct ColumnPair: Sendable, Hashable {
    public var old: String
    public var new: String
    public var rule: ColumnRule

    public init(old: String, new: String, rule: ColumnRule = ColumnRule()) {
        self.old = old
        self.new = new
        self.rule = rule
    }

    public init(_ name: String, rule: ColumnRule = ColumnRule()) { self.init(old: name, new: name, rule: rule) }
}

/// How the values of a column are brought to one form. Nothing is done that is not asked for here.
public struct ColumnRule: Sendable, Hashable {
    /// What both sides mean by it, where their types do not say: UUIDs kept as text, flags kept as 0 and 1, JSON in text.
    public var kind: ValueFamily?
    /// The time zones in which sides without zones write their time stamps; UTC where nil.
    public var oldZone: TimeZone?
    public var newZone: TimeZone?
    /// White space at both ends does not count.
    public var trims: Bool
    /// Case does not count (by Unicode's simple folding of each code point).
    public var ignoresCase: Bool
    /// An empty text and NULL are the same.
    public var emptyIsNull: Bool
    /// The old side's number is the new one's times 10 to this power: 2 for cents against whole units.
    public var minorUnits: Int
    /// Labels of the old side and what the new one calls them.
    public var values: [String: String]
    /// Host names (with scheme where given) of the old side and what they were rewritten to.
    public var rewrites: [Rewrite]
    /// Numbers and time stamps (in seconds) may differ by so much.
    public var tolerance: Decimal

    public struct Rewrite: Sendable, Hashable, Codable {
        public var from: String
        public var to: String

        public init(from: String, to: String) {
            self.from = from
            self.to = to
        }
    }

    public init(
        kind: ValueFamily? = nil, oldZone: TimeZone? = nil, newZone: TimeZone? = nil, trims: Bool = false,
        ignoresCase: Bool = false, emptyIsNull: Bool = false, minorUnits: Int = 0, values: [String: String] = [:],
        rewrites: [Rewrite] = [], tolerance: Decimal = 0
    ) {
        self.kind = kind
        self.oldZone = oldZone
        self.newZone = newZone
        self.trims = trims
        self.ignoresCase = ignoresCase
        self.emptyIsNull = emptyIsNull
        self.minorUnits = minorUnits
        self.values = values
        self.rewrites = rewrites
        self.tolerance = tolerance
    }

    /// Nothing is asked for.
    public var isPlain: Bool { self == ColumnRule() || self == ColumnRule(kind: kind) }
}
