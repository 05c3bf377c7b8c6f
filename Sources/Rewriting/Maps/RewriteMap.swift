/// From where to where: many maps that are applied at once, the longest source first, none to what another has written.
///
/// A side is a host name (with scheme, port and path at will) or an absolute path. A host name matches as a whole and
/// in letters of either case: `shop.test` is neither in `eu.shop.test` nor before `.evil` nor in `info@shop.test`.
/// What stands below a mapped path moves with it as it is; below other paths a folder named like a host is a host.
///
///     let map = try RewriteMap([("eu.shop.test", "eu.shop.example"), ("/srv/www", "/htdocs")])
public struct RewriteMap: Sendable {
    public struct Entry: Sendable, Hashable, Codable {
        public var from: String
        public var to: String

        public init(from: String, to: String) {
            self.from = from
            self.to = to
        }
    }

    public let entries: [Entry]
    let matcher: Matcher

    /// - Throws: `RewritingError` for a side that cannot be read, and for maps of which a second run would change
    ///   something more.
    public init(_ entries: [Entry]) throws(RewritingError) {
        guard !entries.isEmpty else { throw .noMaps }
        var rules: [Rule] = []
        for entry in entries {
            let (from, to) = (try Place(entry.from), try Place(entry.to))
            switch (from, to) {
            case (.site(let old), .site(let new)):
                guard (old.scheme == nil) == (new.scheme == nil) else {
                    throw .oneScheme(from: entry.from, to: entry.to)
                }
            case (.path, .path): break
            default: throw .mixed(from: entry.from, to: entry.to)
            }
            if from == to { throw .pointless(from: entry.from) }
            if let twin = rules.first(where: { $0.from == from }) {
                throw .twice(from: entry.from, first: twin.entry.to, second: entry.to)
            }
            rules.append(Rule(from: from, to: to, entry: entry))
        }
        self.entries = entries
        matcher = Matcher(rules)
        for rule in rules {
            if let into = rules.first(where: { rule.leads(into: $0) }) {
                throw .cascades(from: rule.entry.from, to: rule.entry.to, into: into.entry.from)
            }
            var rewriter = Rewriter(matcher)
            let again = Array(rule.entry.to.utf8).withUnsafeBytes { rewriter.rewrite($0) }
            if let first = again.rules.first {
                throw .cascades(from: rule.entry.from, to: rule.entry.to, into: rules[first].entry.from)
            }
        }
    }

    public init(_ pairs: [(String, String)]) throws(RewritingError) {
        try self.init(pairs.map { Entry(from: $0.0, to: $0.1) })
    }

    /// Reads a file of maps: `from -> to` or `from to`, one a line; empty lines and lines that start with `#` are left
    /// out.
    public init(text: String) throws(RewritingError) {
        var entries: [Entry] = []
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .enumerated()
        {
            let words = line.split(whereSeparator: \.isWhitespace)
            if words.isEmpty || words[0].hasPrefix("#") { continue }
            if words.count == 2 {
                entries.append(Entry(from: String(words[0]), to: String(words[1])))
            } else if words.count == 3, words[1] == "->" {
                entries.append(Entry(from: String(words[0]), to: String(words[2])))
            } else {
                throw .mapLine(number: number + 1, found: "'\(line)'")
            }
        }
        try self.init(entries)
    }

    /// Byte strings of which at least one stands in every value that the rewrite could change: to choose rows by.
    /// Those marked as hosts stand there in letters of either case.
    public var probes: [(bytes: [UInt8], anyCase: Bool)] {
        matcher.search.needles.map { ($0.bytes, $0.folds) }
    }
}
