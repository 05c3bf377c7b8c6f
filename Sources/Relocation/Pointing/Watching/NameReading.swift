/// What one server said about one name and one type of address, made of its reply.
public struct NameReading: Sendable, Hashable {
    public enum Outcome: Sendable, Hashable {
        /// The server spoke for the name; there may be no address of this type.
        case answered
        /// There is no such name.
        case noSuchName
        /// The server answers, and not as a server of its role: in words.
        case lame(String)
        case silent(String)
        case malformed(String)
    }

    public let name: DomainName
    public let type: DNSType
    public let server: NameServer
    public let outcome: Outcome
    /// The names that the name is another way to say, one after the other.
    public private(set) var chain: [DomainName] = []
    public private(set) var addresses: Set<IPAddress> = []
    /// For how long what was said may be remembered, in seconds: the longest of all records that lead to the addresses.
    /// Nil where there was nothing to remember.
    public private(set) var ttl: Int?

    /// Aliases that are followed.
    static let chainLimit = 16

    public init(_ name: DomainName, _ type: DNSType, at server: NameServer, _ reply: DNSReply) {
        (self.name, self.type, self.server) = (name, type, server)
        switch reply {
        case .silent(let why): outcome = .silent(why)
        case .malformed(let why): outcome = .malformed(why)
        case .message(let message):
            if let lameness = Self.lameness(message, server.role) {
                outcome = .lame(lameness)
                return
            }
            let walk = Walk(from: name, through: message.answers)
            if walk.isRing {
                outcome = .lame("aliases in a ring: \(walk.chain.map(\.description).joined(separator: " → "))")
                return
            }
            (chain, addresses, ttl) = (walk.chain, walk.addresses, walk.ttl)
            outcome = message.code == .noSuchName ? .noSuchName : .answered
        }
    }

    /// Why a reply says nothing about the name; nil where it does.
    private static func lameness(_ message: DNSMessage, _ role: NameServer.Role) -> String? {
        switch message.code {
        case .good, .noSuchName: break
        default: return message.code.description
        }
        switch role {
        case .authoritative:
            guard !message.isAuthoritative else { return nil }
            let others = message.authority.compactMap { record in
                if case .nameServer(let name) = record.content { name } else { nil }
            }
            return others.isEmpty
                ? "answers without authority: it does not hold the zone"
                : "refers to \(others.sorted().map(\.description).joined(separator: ", ")): it does not hold the zone"
        case .resolver:
            // What it holds itself it may tell even strangers.
            return message.isRecursive || message.isAuthoritative ? nil : "does not resolve for strangers"
        }
    }

    /// The way from a name over its aliases to addresses.
    private struct Walk {
        var chain: [DomainName] = []
        var addresses: Set<IPAddress> = []
        var ttl: Int?
        var isRing = false

        init(from name: DomainName, through records: [DNSRecord]) {
            var here = name
            while chain.count <= NameReading.chainLimit {
                let own = records.filter { $0.name == here }
                let found = own.compactMap { record in
                    if case .address(let address) = record.content { (address, record.ttl) } else { nil }
                }
                if !found.isEmpty {
                    addresses = Set(found.map(\.0))
                    for (_, seconds) in found { ttl = max(ttl ?? 0, seconds) }
                    return
                }
                let next = own.lazy.compactMap { record in
                    if case .alias(let alias) = record.content { (alias, record.ttl) } else { nil }
                }.first
                guard let next else { return }
                isRing = next.0 == name || chain.contains(next.0)
                chain.append(next.0)
                if isRing { return }
                ttl = max(ttl ?? 0, next.1)
                here = next.0
            }
            isRing = true
        }
    }

    /// What is led to, in words: `198.51.100.7`, `shops.host.example (198.51.100.7)`, `-` for nothing.
    public var place: String {
        let list = addresses.sorted().map(\.description).joined(separator: ", ")
        guard let alias = chain.last else { return list.isEmpty ? "-" : list }
        return list.isEmpty ? "\(alias)" : "\(alias) (\(list))"
    }
}
