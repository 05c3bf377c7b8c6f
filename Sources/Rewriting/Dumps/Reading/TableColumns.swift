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
