/// How a table without a usable key is rewritten: value by value. Every row that holds an old value gets the new one, so
/// rows need no name. Each value costs a look at the whole table: for small tables.
public struct LiveValues: Sendable {
    public let table: LiveTable
    /// Columns of text, those of a key among them: rows are not named by it.
    public let columns: [String]
    private let treatments: [ColumnRule.Treatment?]
    private let map: RewriteMap

    /// nil if no column of the table is to be rewritten.
    public init?(_ table: LiveTable, map: RewriteMap, rules: [ColumnRule] = ColumnRule.wordPress) {
        let text = LiveColumns(table, rules).text
        guard !text.isEmpty else { return nil }
        self.table = table
        columns = text.map(\.name)
        treatments = text.map(\.treatment)
        self.map = map
    }

    /// Selects `columns` of the rows that may hold a source.
    public var candidates: LiveStatement {
        let filter = LiveColumns.filter(columns, map.probes)
        let list = columns.map(LiveColumns.quoted).joined(separator: ", ")
        return LiveStatement(
            text: "SELECT \(list) FROM \(LiveColumns.quoted(table.name))" + (filter.map { " WHERE \($0.text)" } ?? ""),
            values: filter?.values ?? [])
    }

    /// The statement that gives every row with this value in column number `column` the rewritten one; nil if nothing is
    /// to change.
    public func update(
        column: Int, value: [UInt8], with rewriter: inout Rewriter
    ) -> (statement: LiveStatement?, outcome: RewriteOutcome) {
        let outcome = rewriter.rewrite(value, treatment: treatments[column])
        guard let new = outcome.bytes else { return (nil, outcome) }
        let name = LiveColumns.quoted(columns[column])
        let sets = (["\(name) = ?"] + LiveColumns.stamps(table)).joined(separator: ", ")
        return (
            LiveStatement(
                text: "UPDATE \(LiveColumns.quoted(table.name)) SET \(sets) WHERE \(name) = BINARY ?",
                values: [new, value]), outcome
        )
    }
}
