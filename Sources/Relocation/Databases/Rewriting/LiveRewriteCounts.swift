public import Rewriting

/// What a live rewrite has met and changed, so far. Of runs that were cut off too: each transaction carries its own
/// counts.
public struct LiveRewriteCounts: Sendable, Hashable, Codable {
    /// Rows looked at.
    public var rows = 0
    /// Rows changed.
    public var changedRows = 0
    /// Values changed, by table and column.
    public var byColumn: [String: [String: Int]] = [:]
    /// Replacements by map, in the order of the map's entries.
    public var byMap: [Int]
    /// Mail addresses at a source, left as they are.
    public var mailLeft = 0
    /// Rows that another writer changed between reading and changing them: they were read again.
    public var overtaken = 0
    /// All findings; the first of them are kept.
    public var findingsMet = 0
    public var findings: [Finding] = []
    /// Rows that the server would not change, such as for a name that is too long for its column; the first are told.
    public var refusedRows = 0
    public var refusals: [String] = []
    /// Tables and columns that were left, and why.
    public var left: [String] = []

    static let kept = 20

    public init(maps: Int) { byMap = Array(repeating: 0, count: maps) }

    /// Values changed.
    public var values: Int { byColumn.values.reduce(0) { $0 + $1.values.reduce(0, +) } }

    /// Nothing that holds a source was left for a reason that somebody must mend.
    public var isWhole: Bool { refusedRows == 0 && left.isEmpty }

    mutating func add(_ outcome: RewriteOutcome, _ table: String, _ column: String, rows: Int = 1) {
        mailLeft += outcome.mailLeft * rows
        if outcome.bytes != nil {
            byColumn[table, default: [:]][column, default: 0] += rows
            for rule in outcome.rules where byMap.indices.contains(rule) { byMap[rule] += rows }
        }
        findingsMet += outcome.findings.count * rows
        for var finding in outcome.findings.prefix(max(0, Self.kept - findings.count)) {
            (finding.table, finding.column) = (table, column)
            findings.append(finding)
        }
    }

    mutating func refuse(_ line: String) {
        refusedRows += 1
        if refusals.count < Self.kept { refusals.append(line) }
    }

    mutating func add(_ other: LiveRewriteCounts) {
        rows += other.rows
        changedRows += other.changedRows
        for (table, columns) in other.byColumn { byColumn[table, default: [:]].merge(columns, uniquingKeysWith: +) }
        for place in byMap.indices where other.byMap.indices.contains(place) { byMap[place] += other.byMap[place] }
        mailLeft += other.mailLeft
        overtaken += other.overtaken
        findingsMet += other.findingsMet
        findings = Array((findings + other.findings).prefix(Self.kept))
        refusedRows += other.refusedRows
        refusals = Array((refusals + other.refusals).prefix(Self.kept))
        left += other.left
    }
}
