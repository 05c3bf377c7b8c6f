/// A domain name: its labels, in lower case, since names are the same whatever their case.
public struct DomainName: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// From the left; empty for the root.
    let labels: [[UInt8]]

    /// The longest a name may be as it goes over the wire, lengths and the root's zero included.
    static let wireLimit = 255
    static let labelLimit = 63

    /// - Parameter text: `eu.shop.test`, with or without a dot at the end. Names in other scripts are written in their
    ///   `xn--` form.
    public init?(_ text: String) {
        let bare = text.hasSuffix(".") ? text.dropLast() : text[...]
        let labels =
            bare.isEmpty ? [] : bare.utf8.split(separator: 46, omittingEmptySubsequences: false).map(Array.init)
        guard labels.allSatisfy({ $0.allSatisfy { (33...126).contains($0) } }) else { return nil }
        self.init(labels: labels)
    }

    /// Nil where a label or the whole is too long, or a label is empty.
    init?(labels: [[UInt8]]) {
        guard labels.allSatisfy({ (1...Self.labelLimit).contains($0.count) }),
            labels.reduce(1, { $0 + $1.count + 1 }) <= Self.wireLimit
        else { return nil }
        self.labels = labels.map { $0.map { (65...90).contains($0) ? $0 + 32 : $0 } }
    }

    /// As it goes over the wire, not compressed.
    var wire: [UInt8] { labels.flatMap { [UInt8($0.count)] + $0 } + [0] }

    /// What is no printable character, and a dot inside of a label, is shown as `\` and three digits.
    public var description: String {
        guard !labels.isEmpty else { return "." }
        return labels.map { label in
            label.map { byte in
                (33...126).contains(byte) && byte != 46 && byte != 92
                    ? String(UnicodeScalar(byte)) : "\\" + String("00\(byte)".suffix(3))
            }.joined()
        }.joined(separator: ".")
    }

    public static func < (one: DomainName, other: DomainName) -> Bool { one.description < other.description }
}
