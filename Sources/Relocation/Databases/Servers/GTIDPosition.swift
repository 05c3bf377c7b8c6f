/// One global transaction id of MariaDB: `domain-server-sequence`.
public struct GTID: Sendable, Hashable, Codable, CustomStringConvertible {
    public var domain: UInt32
    public var server: UInt32
    public var sequence: UInt64

    public init(domain: UInt32, server: UInt32, sequence: UInt64) {
        self.domain = domain
        self.server = server
        self.sequence = sequence
    }

    public init?(parsing text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let domain = UInt32(parts[0]), let server = UInt32(parts[1]),
            let sequence = UInt64(parts[2])
        else { return nil }
        self.init(domain: domain, server: server, sequence: sequence)
    }

    public var description: String { "\(domain)-\(server)-\(sequence)" }
}

/// How far a MariaDB server has come: the last transaction of each domain, `0-1-7,12-2-3`.
public struct GTIDPosition: Sendable, Hashable, Codable, CustomStringConvertible {
    /// By domain.
    public private(set) var last: [UInt32: GTID]

    public init(_ ids: some Sequence<GTID> = []) {
        last = Dictionary(ids.map { ($0.domain, $0) }) { $0.sequence >= $1.sequence ? $0 : $1 }
    }

    /// An empty text is the position before everything; nil for what does not read as a position.
    public init?(parsing text: String) {
        let parts = text.split(separator: ",").map { $0.trimmingPrefix(while: \.isWhitespace) }
        let ids = parts.compactMap { GTID(parsing: $0) }
        guard ids.count == parts.count else { return nil }
        self.init(ids)
    }

    public var description: String {
        last.keys.sorted().compactMap { last[$0].map(\.description) }.joined(separator: ",")
    }

    public var isEmpty: Bool { last.isEmpty }

    /// Everything up to `other` is contained in this position.
    public func covers(_ other: GTIDPosition) -> Bool {
        other.last.allSatisfy { domain, id in (last[domain]?.sequence ?? 0) >= id.sequence }
    }

    /// Transactions of `other` that this position does not contain yet, by the domains' sequence numbers.
    public func behind(_ other: GTIDPosition) -> UInt64 {
        other.last.reduce(0) { sum, each in
            let mine = last[each.key]?.sequence ?? 0
            return sum + (each.value.sequence > mine ? each.value.sequence - mine : 0)
        }
    }

    /// Where a server starts to follow another.
    ///
    /// The source's position names what the follower has already, as a copy or because it was itself followed. It is
    /// asked for from the source's **own** position in each domain: a domain left out means all of its history, a
    /// `DROP DATABASE` among it. Domains of the follower's own log are named by the higher number of both, as the
    /// server refuses less (1947, 1948).
    ///
    /// - Parameters:
    ///   - own: the binary log's position of the server that will follow.
    ///   - source: the position of the server that is followed from now on.
    public static func start(own: GTIDPosition, source: GTIDPosition) -> GTIDPosition {
        GTIDPosition(Array(own.last.values) + Array(source.last.values))
    }

    /// A domain that neither server has ever seen, so that no transaction of an earlier attempt is taken for one of
    /// this.
    ///
    /// - Parameter wished: the number to begin looking at; 1 or more.
    public static func freshDomain(seen: Set<UInt32>, from wished: UInt32 = 1) -> UInt32 {
        var domain = max(max(wished, 1), (seen.max() ?? 0) == .max ? 1 : (seen.max() ?? 0) + 1)
        while seen.contains(domain) { domain &+= 1 }
        return domain
    }
}

extension Substring {
    fileprivate func trimmingPrefix(while isGone: (Character) -> Bool) -> Substring { drop(while: isGone) }
}
