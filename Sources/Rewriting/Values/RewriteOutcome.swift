/// What became of one value.
public struct RewriteOutcome: Sendable, Hashable {
    /// The new bytes; nil if nothing is to change.
    public var bytes: [UInt8]?
    /// The map of each replacement, by its place among the map's entries, in the order of the text.
    public var rules: [Int]
    /// Mail addresses at a source, left as they are.
    public var mailLeft: Int
    public var findings: [Finding]

    /// Replacements made.
    public var count: Int { rules.count }
}
