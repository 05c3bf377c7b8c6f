/// What was met in a dump, so far.
public struct DumpCounts: Sendable, Hashable, Codable {
    public var bytesRead = 0
    public var bytesWritten = 0
    public var statements = 0
    /// Rows of `INSERT` and `REPLACE`.
    public var rows = 0
    /// Values changed.
    public var values = 0
    /// Replacements by map, in the order of the map's entries.
    public var byMap: [Int]
    /// Values changed, by table and column; a column whose name is not known is called by its number, `#3`.
    public var byColumn: [String: [String: Int]] = [:]
    /// Values of skipped columns that hold a source.
    public var skipped = 0
    /// Mail addresses at a source, left as they are.
    public var mailLeft = 0
    /// All findings; the first of them are kept.
    public var findingsMet = 0
    public var findings: [Finding] = []
    /// The dump has the line that mariadb-dump writes last.
    public var saysComplete = false

    public var replacements: Int { byMap.reduce(0, +) }
}
