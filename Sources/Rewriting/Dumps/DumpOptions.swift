/// How a dump is rewritten.
public struct DumpOptions: Sendable {
    public var columns: [ColumnRule]
    /// Columns of tables whose `CREATE TABLE` does not stand in the dump.
    public var tables: TableColumns
    /// The longest literal, in bytes as it stands in the dump, that is looked into. Longer ones are copied and noted.
    /// Memory is at most about three times as much.
    public var longestLiteral: Int
    /// How many findings are kept; all are counted.
    public var findingsKept: Int

    public init(
        columns: [ColumnRule] = ColumnRule.wordPress, tables: TableColumns = TableColumns(),
        longestLiteral: Int = 256 << 20, findingsKept: Int = 1_000
    ) {
        self.columns = columns
        self.tables = tables
        self.longestLiteral = longestLiteral
        self.findingsKept = findingsKept
    }
}
