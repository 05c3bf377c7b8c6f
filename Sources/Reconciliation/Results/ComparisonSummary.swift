/// What comparing several tables came to: what a gate judges and a journal keeps.
public struct ComparisonSummary: Sendable, Hashable, Codable {
    public var tables: [TableResult]
    /// ms since 1970.
    public var began: Int
    public var ended: Int

    public init(tables: [TableResult], began: Int, ended: Int) {
        self.tables = tables
        self.began = began
        self.ended = ended
    }

    /// Rows compared: of each table those of the side that has more.
    public var rows: Int { tables.reduce(0) { $0 + max($1.rows.old, $1.rows.new) } }
    public var differences: Int { tables.reduce(0) { $0 + $1.differences } }
    /// Differences of these kinds.
    public func count(_ kinds: Difference.Kind...) -> Int {
        tables.reduce(0) { sum, table in sum + kinds.reduce(0) { $0 + (table.differing[$1] ?? 0) } }
    }
    public var unresolved: Int { tables.reduce(0) { $0 + $1.unresolved } }
    public var leftOut: Int {
        tables.reduce(0) { $0 + ($1.leftOut.rows.old ?? 0) + ($1.leftOut.rows.new ?? 0) }
    }
    public var notChecked: [TableResult] { tables.filter { $0.outcome == .couldNotCheck } }

    /// The worst of its tables': what could not be checked is worse than what differs, since nobody knows.
    public var outcome: TableResult.Outcome {
        let order: [TableResult.Outcome] = [.couldNotCheck, .different, .unresolved, .deletesNotChecked]
        return order.first { outcome in tables.contains { $0.outcome == outcome } } ?? .equal
    }

    /// One line for people.
    public var line: String {
        var text = "\(tables.count) table\(tables.count == 1 ? "" : "s"), \(rows) rows: "
        switch outcome {
        case .equal: text += "equal"
        case .different: text += "\(differences) differ"
        case .unresolved: text += "\(unresolved) kept changing, none differs"
        case .deletesNotChecked: text += "none of those changed lately differs; deletes not checked"
        case .couldNotCheck:
            text += notChecked.map { $0.why ?? "could not check \($0.table)" }.joined(separator: "; ")
            if differences > 0 { text += "; \(differences) differ in the others" }
        }
        if outcome == .different, unresolved > 0 { text += ", \(unresolved) kept changing" }
        return text
    }
}
