/// How one live table is rewritten: which columns, how its rows are paged, and how a row is changed without treading on
/// anybody's toes. Values only: the statements are carried out elsewhere.
///
/// Go from `bound` to `bound`, so that no statement looks at more rows than one should; between two of them page through
/// `page(after:through:rows:)`; give each row's cells to `update`; carry out what it returns. An update that changes no
/// row was overtaken by another writer: read the row again with `row(key:)`. The connection must be one of
/// `character_set_results = NULL`, so that cells come as the bytes that are stored, whatever the column's character set.
public struct LivePlan: Sendable {
    public let table: LiveTable
    /// The columns to be rewritten, in the table's order. Key columns are not among them: a key that changes under a
    /// reader makes pages miss rows, and what refers to it is not known.
    public let columns: [String]
    public let treatments: [ColumnRule.Treatment?]
    /// Columns of the key that hold text and are left.
    public let leftInKey: [String]
    private let map: RewriteMap

    /// nil if no column of the table holds text that is to be rewritten.
    /// - Throws: `RewritingError.noKey`; ``LiveValues`` may still do it.
    public init?(_ table: LiveTable, map: RewriteMap, rules: [ColumnRule] = ColumnRule.wordPress) throws(RewritingError)
    {
        let text = LiveColumns(table, rules).text
        let wanted = text.filter { !table.key.contains($0.name) }
        guard !text.isEmpty else { return nil }
        guard !table.key.isEmpty else { throw .noKey(table: table.name) }
        self.table = table
        columns = wanted.map(\.name)
        treatments = wanted.map(\.treatment)
        leftInKey = text.map(\.name).filter(table.key.contains)
        self.map = map
    }

    private var key: [String] { table.key.map(LiveColumns.quoted) }
    private var name: String { LiveColumns.quoted(table.name) }

    /// Selects the key of the row that is `rows` rows further on; no row where there are not so many.
    /// - Parameter after: The key of a row; nil for the beginning.
    public func bound(after: [[UInt8]]?, rows: Int) -> LiveStatement {
        var range = Conditions()
        if let after { range.begin(after: after, key) }
        let text =
            "SELECT \(key.joined(separator: ", ")) FROM \(name)\(range.text) ORDER BY "
            + "\(key.joined(separator: ", ")) LIMIT 1 OFFSET \(max(rows, 1) - 1)"
        return LiveStatement(text: text, values: range.values)
    }

    /// Counts the rows after a key.
    public func rest(after: [[UInt8]]?) -> LiveStatement {
        var range = Conditions()
        if let after { range.begin(after: after, key) }
        return LiveStatement(text: "SELECT COUNT(*) FROM \(name)\(range.text)", values: range.values)
    }

    /// Selects rows by key: first the key's columns, then `columns`. Where there are not too many maps, only rows come
    /// that hold a probe in one of them, or in their key.
    /// - Parameters:
    ///   - after: The key of the last row of the page before; nil for the first page.
    ///   - through: The last key; nil for all.
    ///   - rows: How many rows at most.
    public func page(after: [[UInt8]]?, through: [[UInt8]]?, rows: Int) -> LiveStatement {
        var range = Conditions()
        if let after { range.begin(after: after, key) }
        if let through { range.end(through: through, key) }
        range.hold(columns + leftInKey, map.probes)
        let text =
            "SELECT \((key + columns.map(LiveColumns.quoted)).joined(separator: ", ")) FROM \(name)\(range.text) "
            + "ORDER BY \(key.joined(separator: ", ")) LIMIT \(rows)"
        return LiveStatement(text: text, values: range.values)
    }

    /// Selects one row, in the form of a page.
    public func row(key values: [[UInt8]]) -> LiveStatement {
        LiveStatement(
            text: "SELECT \((key + columns.map(LiveColumns.quoted)).joined(separator: ", ")) FROM \(name) WHERE "
                + key.map { "\($0) = ?" }.joined(separator: " AND "), values: values)
    }

    /// The statement that rewrites one row, guarded by the old values of what it changes; nil if nothing is to change.
    /// What the server would set to now by itself keeps its value.
    /// - Parameters:
    ///   - key: The row's key.
    ///   - cells: Its `columns`, nil for NULL.
    public func update(
        key: [[UInt8]], cells: [[UInt8]?], with rewriter: inout Rewriter
    ) -> (statement: LiveStatement?, outcomes: [String: RewriteOutcome]) {
        var changed: [(column: String, old: [UInt8], new: [UInt8])] = []
        var outcomes: [String: RewriteOutcome] = [:]
        for (index, column) in columns.enumerated() {
            guard let old = cells[index] else { continue }
            let outcome = rewriter.rewrite(old, treatment: treatments[index])
            if outcome.bytes != nil || !outcome.findings.isEmpty || outcome.mailLeft > 0 { outcomes[column] = outcome }
            if let new = outcome.bytes { changed.append((LiveColumns.quoted(column), old, new)) }
        }
        guard !changed.isEmpty else { return (nil, outcomes) }
        let sets = (changed.map { "\($0.column) = ?" } + LiveColumns.stamps(table)).joined(separator: ", ")
        let guards = self.key.map { "\($0) = ?" } + changed.map { "\($0.column) = BINARY ?" }
        let text = "UPDATE \(name) SET \(sets) WHERE \(guards.joined(separator: " AND ")) LIMIT 1"
        return (LiveStatement(text: text, values: changed.map(\.new) + key + changed.map(\.old)), outcomes)
    }

    /// Conditions of a question, with their values.
    private struct Conditions {
        private var conditions: [String] = []
        private(set) var values: [[UInt8]] = []

        var text: String { conditions.isEmpty ? "" : " WHERE \(conditions.joined(separator: " AND "))" }

        mutating func begin(after: [[UInt8]], _ key: [String]) { add(after, key, ">", last: ">") }
        mutating func end(through: [[UInt8]], _ key: [String]) { add(through, key, "<", last: "<=") }

        /// Spelt out, because MariaDB does not use an index for a comparison of rows.
        private mutating func add(_ row: [[UInt8]], _ key: [String], _ sign: String, last: String) {
            let parts = key.indices.map { place in
                let equal = key[..<place].map { "\($0) = ?" }
                values += row[...place]
                return "("
                    + (equal + ["\(key[place]) \(place == key.count - 1 ? last : sign) ?"]).joined(separator: " AND ")
                    + ")"
            }
            conditions.append("(" + parts.joined(separator: " OR ") + ")")
        }

        mutating func hold(_ columns: [String], _ probes: [(bytes: [UInt8], anyCase: Bool)]) {
            guard let filter = LiveColumns.filter(columns, probes) else { return }
            conditions.append(filter.text)
            values += filter.values
        }
    }
}
