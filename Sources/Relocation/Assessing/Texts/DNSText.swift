/// An entry of the name system.
public struct NameEntry: Sendable, Hashable, Codable {
    public var name: String
    /// `A`, `MX` and the like.
    public var type: String
    public var value: String
    /// Seconds it may be kept; nil where nobody tells it.
    public var ttl: Int?

    public init(name: String, type: String, value: String, ttl: Int?) {
        self.name = name
        self.type = type
        self.value = value
        self.ttl = ttl
    }
}

/// Reads what the tools of the name system print.
package enum DNSText {
    /// `dig +noall +answer`: name, seconds, class, type, value.
    package static func answers(_ text: String) -> [NameEntry] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            let fields = line.split(maxSplits: 4, omittingEmptySubsequences: true, whereSeparator: \.isWhitespace)
            guard fields.count == 5, !line.hasPrefix(";"), let ttl = Int(fields[1]) else { return nil }
            let name = fields[0].hasSuffix(".") ? fields[0].dropLast() : fields[0]
            return NameEntry(
                name: String(name), type: String(fields[3]), value: String(fields[4]).trimmed, ttl: ttl)
        }
    }

    /// `getent ahosts NAME`: an address for each kind of socket.
    package static func addresses(_ text: String, of name: String) -> [NameEntry] {
        let found = Set(text.split(whereSeparator: \.isNewline).compactMap { $0.split(separator: " ").first })
        return found.sorted().map {
            NameEntry(name: name, type: $0.contains(":") ? "AAAA" : "A", value: String($0), ttl: nil)
        }
    }
}
