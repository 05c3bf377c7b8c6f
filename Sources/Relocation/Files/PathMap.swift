/// Where absolute paths lead on the new side. The longest that fits counts, at a boundary: `/var/www` does not fit
/// `/var/www2`.
public struct PathMap: Sendable, Hashable {
    public struct Rule: Sendable, Hashable {
        public var from: String
        public var to: String

        public init(from: String, to: String) {
            self.from = from
            self.to = to
        }
    }

    private struct Bytes: Sendable, Hashable {
        var from: [UInt8]
        var to: [UInt8]
    }

    private let rules: [Bytes]

    public init(_ rules: [Rule]) {
        self.rules = rules.map { Bytes(from: Self.bare($0.from), to: Self.bare($0.to)) }.sorted {
            $0.from.count > $1.from.count
        }
    }

    /// The path on the new side; itself where no rule fits, or it is relative.
    public func rewritten(_ path: [UInt8]) -> [UInt8] {
        let slash = UInt8(ascii: "/")
        for rule in rules where path.starts(with: rule.from) {
            let rest = path.dropFirst(rule.from.count)
            if rest.isEmpty || rest.first == slash { return rule.to + rest }
        }
        return path
    }

    private static func bare(_ path: String) -> [UInt8] {
        var bytes = Array(path.utf8)
        while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
        return bytes
    }
}
