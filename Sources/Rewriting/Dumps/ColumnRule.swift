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

/// The columns of tables, in order. Read from a dump's own `CREATE TABLE`, or, where the schema stands in other files,
/// from those first.
public struct TableColumns: Sendable, Hashable {
    public var names: [String: [String]]

    public init(_ names: [String: [String]] = [:]) { self.names = names }

    /// How each column of a table is to be treated; nil where one has its own rule and the columns are not known.
    func treatments(_ table: String, _ listed: [String]?, _ rules: [ColumnRule]) -> [ColumnRule.Treatment?]? {
        let own = rules.filter { $0.concerns(table) }
        guard !own.isEmpty else { return [] }
        guard let columns = listed ?? names[table] else { return nil }
        return columns.map { column in own.first { $0.column == column }?.treatment }
    }
}
