/// How one live table is rewritten: which columns, how its rows are paged, and how a row is changed without treading on
/// anybody's toes. Values only: the statements are carried out elsewhere.
///
/// Page through `page(after:)`; give each row's cells to `update`; carry out what it returns. An update that matches no
/// row was overtaken by another writer: read the row again. The connection must be one of `SET NAMES binary`, so that
/// cells come and go as the bytes that are stored, whatever the column's character set.
public struct LivePlan: Sendable {
    public let table: LiveTable
    /// The columns to be rewritten, in the table's order. Key columns are not among them: a key that changes under a
    /// reader makes pages miss rows, and what refers to it is not known.
    public let columns: [String]
    public let treatments: [ColumnRule.Treatment?]
    /// Columns of the key that hold text and are left.
    public let leftInKey: [String]
    private let map: RewriteMap

    /// nil if no column of the table is to be rewritten.
    /// - Throws: `RewritingError.noKey`.
    public init?(_ table: LiveTable, map: RewriteMap, rules: [ColumnRule] = ColumnRule.wordPress) throws(RewritingError)
    {
        let own = rules.filter { $0.concerns(table.name) }
        func treatment(_ column: String) -> ColumnRule.Treatment? { own.first { $0.column == column }?.treatment }
        let text = table.columns.filter { $0.holdsText && treatment($0.name) != .skip }.map(\.name)
        let wanted = text.filter { !table.key.contains($0) }
        guard !wanted.isEmpty else { return nil }
        guard !table.key.isEmpty else { throw .noKey(table: table.name) }
        self.table = table
        columns = wanted
        treatments = wanted.map(treatment)
        leftInKey = text.filter(table.key.contains)
        self.map = map
    }

    /// More conditions than this cost more than the rows that they keep away.
    public static let mostConditions = 400

    /// Selects the next rows, by key: first the key's columns, then `columns`. Where there are not too many maps, only
    /// rows come that hold a probe in one of them, so that a page of few rows may stand for many.
    /// - Parameters:
    ///   - after: The key of the last row of the page before; nil for the first page.
    ///   - rows: How many rows at most.
    public func page(after: [[UInt8]]?, rows: Int) -> LiveStatement {
        let key = table.key.map(Self.quoted)
        var values: [[UInt8]] = []
        var conditions: [String] = []
        if let after {
            // Spelt out, because MariaDB does not use an index for a comparison of rows.
            let later = key.indices.map { last in
                let equal = key[..<last].map { "\($0) = ?" }
                values += after[...last]
                return "(" + (equal + ["\(key[last]) > ?"]).joined(separator: " AND ") + ")"
            }
            conditions.append("(" + later.joined(separator: " OR ") + ")")
        }
        var probes: [String] = []
        let wanted = map.probes
        for column in columns.map(Self.quoted) where wanted.count * columns.count <= Self.mostConditions {
            for probe in wanted {
                // Compared as bytes; where letters of either case count, both sides in lower case.
                let side = probe.anyCase ? "LOWER(CONVERT(\(column) USING latin1))" : "CAST(\(column) AS BINARY)"
                probes.append(probe.anyCase ? "LOCATE(?, \(side)) > 0" : "LOCATE(CAST(? AS BINARY), \(side)) > 0")
                values.append(probe.bytes)
            }
        }
        if !probes.isEmpty { conditions.append("(\(probes.joined(separator: " OR ")))") }
        let list = (key + columns.map(Self.quoted)).joined(separator: ", ")
        let text =
            "SELECT \(list) FROM \(Self.quoted(table.name))"
            + (conditions.isEmpty ? "" : " WHERE \(conditions.joined(separator: " AND "))")
            + " ORDER BY \(key.joined(separator: ", ")) LIMIT \(rows)"
        return LiveStatement(text: text, values: values)
    }

    /// The statement that rewrites one row, guarded by the old values of what it changes; nil if nothing is to change.
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
            var outcome = treatments[index] == .host ? rewriter.rewriteHost(old) : rewriter.rewrite(old)
            if treatments[index] == .host, outcome.bytes == nil { outcome = rewriter.rewrite(old) }
            if outcome.bytes != nil || !outcome.findings.isEmpty { outcomes[column] = outcome }
            if let new = outcome.bytes { changed.append((Self.quoted(column), old, new)) }
        }
        guard !changed.isEmpty else { return (nil, outcomes) }
        let sets = changed.map { "\($0.column) = ?" }.joined(separator: ", ")
        let guards = table.key.map { "\(Self.quoted($0)) = ?" } + changed.map { "\($0.column) = BINARY ?" }
        let text =
            "UPDATE \(Self.quoted(table.name)) SET \(sets) WHERE \(guards.joined(separator: " AND ")) LIMIT 1"
        return (LiveStatement(text: text, values: changed.map(\.new) + key + changed.map(\.old)), outcomes)
    }

    /// A name as MariaDB reads it, whatever letters it has.
    static func quoted(_ name: String) -> String {
        "`" + name.split(separator: "`", omittingEmptySubsequences: false).joined(separator: "``") + "`"
    }
}
