/// How much a plan may ask of the reader.
enum ReadingBounds {
    /// Bytes of all files together, overlays included.
    static let bytes = 10_000_000
    /// Files, the first and overlays included.
    static let files = 64
    /// How deep includes go.
    static let includeDepth = 8
    /// How deep values are nested; a plan needs six.
    static let nesting = 40
    /// Values in all files together: words, lists and mappings. What a value takes in memory is many times what it
    /// takes in a file, so bytes alone would not bound memory.
    static let values = 1_000_000
    /// Nodes that aliases may add by repeating what an anchor names.
    static let aliasedNodes = 10_000
    /// Bytes of text that aliases may add in the same way.
    static let aliasedBytes = 1_000_000
    /// Anchors in one file, which are all kept until its end.
    static let anchors = 10_000
    /// Bytes of one key.
    static let keyBytes = 1000
    /// Bytes of one text.
    static let textBytes = 10_000
    /// Directives (`%TAG …`) in one file: the parser compares each with all before it.
    static let directives = 100
    /// Findings after which reading stops.
    static let findings = 200
    /// Among how many known words a misspelt one is looked up.
    static let candidates = 4000
}
