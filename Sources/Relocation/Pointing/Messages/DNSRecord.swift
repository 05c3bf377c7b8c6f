/// What is asked of a name.
public enum DNSType: UInt16, Sendable, Hashable, Codable, CaseIterable, CustomStringConvertible {
    case a = 1
    case aaaa = 28
    /// Where mail for a name is taken to.
    case mx = 15
    /// Among others who may send mail in a name (SPF).
    case txt = 16

    /// The addresses: what is asked of a name that is moved.
    public static let allCases: [DNSType] = [.a, .aaaa]

    public var description: String {
        switch self {
        case .a: "A"
        case .aaaa: "AAAA"
        case .mx: "MX"
        case .txt: "TXT"
        }
    }
}

/// One record of an answer.
public struct DNSRecord: Sendable, Hashable {
    public enum Content: Sendable, Hashable {
        case address(IPAddress)
        /// The name is another way to say this one.
        case alias(DomainName)
        /// A server that holds the zone.
        case nameServer(DomainName)
        /// Begins a zone: for how long an answer that says *there is none* may be remembered, in seconds.
        case start(negativeTTL: UInt32)
        /// A server that takes mail for the name.
        case mailServer(DomainName)
        case text(String)
        /// Anything else, by the number of its type.
        case other(UInt16)
    }

    public var name: DomainName
    /// Seconds for which it may be remembered; what is above 2³¹ − 1 counts as 0.
    public var ttl: Int
    public var content: Content

    public init(_ name: DomainName, ttl: Int, _ content: Content) {
        self.name = name
        self.ttl = ttl
        self.content = content
    }
}
