/// What is to be rewritten in a table, and which rows may hold it.
struct LiveColumns {
    /// Columns of text that are not skipped, in the table's order.
    let text: [(name: String, treatment: ColumnRule.Treatment?)]

    init(_ table: LiveTable, _ rules: [ColumnRule]) {
        let own = rules.filter { $0.concerns(table.name) }
        text = table.columns.compactMap { column in
            let treatment = own.first { $0.column == column.name }?.treatment
            return column.holdsText && !column.isWide && treatment != .skip ? (column.name, treatment) : nil
        }
    }

    /// More conditions than this cost more than the rows that they keep away.
    static let mostConditions = 400

    /// Holds wherever one of the columns holds a probe; nil where all rows had better be looked at.
    static func filter(
        _ columns: [String], _ probes: [(bytes: [UInt8], anyCase: Bool)]
    ) -> LiveStatement? {
        guard !probes.isEmpty, probes.count * columns.count <= mostConditions else { return nil }
        var parts: [String] = []
        var values: [[UInt8]] = []
        for column in columns.map(quoted) {
            for probe in probes {
                // Compared as bytes; where letters of either case count, both sides in lower case.
                let side = probe.anyCase ? "LOWER(CONVERT(\(column) USING latin1))" : "CAST(\(column) AS BINARY)"
                parts.append(probe.anyCase ? "LOCATE(?, \(side)) > 0" : "LOCATE(CAST(? AS BINARY), \(side)) > 0")
                values.append(probe.bytes)
            }
        }
        return LiveStatement(text: "(\(parts.joined(separator: " OR ")))", values: values)
    }

    /// Columns that the server would set to now are set to what they hold.
    static func stamps(_ table: LiveTable) -> [String] {
        table.columns.filter(\.isStamped).map { "\(quoted($0.name)) = \(quoted($0.name))" }
    }

    /// A name as MariaDB reads it, whatever letters it has.
    static func quoted(_ name: String) -> String {
        "`" + name.split(separator: "`", omittingEmptySubsequences: false).joined(separator: "``") + "`"
    }
}

extension Rewriter {
    /// A value of a column that is treated in its own way.
    mutating func rewrite(_ value: [UInt8], treatment: ColumnRule.Treatment?) -> RewriteOutcome {
        let outcome = treatment == .host ? rewriteHost(value) : rewrite(value)
        return treatment == .host && outcome.bytes == nil ? rewrite(value) : outcome
    }
}
