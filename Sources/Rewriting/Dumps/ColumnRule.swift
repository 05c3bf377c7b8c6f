/// Columns that are not treated as text.
public struct ColumnRule: Sendable, Hashable {
    public enum Treatment: Sendable, Hashable {
        /// Left as it is, whatever it holds.
        case skip
        /// The whole value is a bare host name: maps count whatever scheme they name.
        case host
    }

    /// A table's name, or `*` and how it ends.
    public var table: String
    public var column: String
    public var treatment: Treatment

    public init(table: String, column: String, treatment: Treatment) {
        self.table = table
        self.column = column
        self.treatment = treatment
    }

    /// WordPress: a post's GUID names it for ever; a network's sites and the network itself are bare host names.
    public static let wordPress = [
        ColumnRule(table: "*posts", column: "guid", treatment: .skip),
        ColumnRule(table: "*blogs", column: "domain", treatment: .host),
        ColumnRule(table: "*site", column: "domain", treatment: .host),
        ColumnRule(table: "*signups", column: "domain", treatment: .host),
    ]

    func concerns(_ name: String) -> Bool {
        table.hasPrefix("*") ? name.hasSuffix(table.dropFirst()) : table == name
    }
}
