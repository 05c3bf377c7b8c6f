/// Where names shall lead: some addresses, or any of some names whose own addresses are theirs to choose.
public struct Destination: Sendable, Hashable {
    public let addresses: Set<IPAddress>
    public let names: [DomainName]

    public init(addresses: Set<IPAddress> = [], names: [DomainName] = []) {
        self.addresses = addresses
        self.names = names
    }

    public func addresses(of type: DNSType) -> Set<IPAddress> { addresses.filter { $0.isSix == (type == .aaaa) } }

    /// Whether a reading leads there. Exactly: an address more would take some visitors elsewhere.
    public func isReached(by reading: NameReading) -> Bool {
        guard reading.outcome == .answered else { return false }
        if let alias = names.first(where: { reading.chain.contains($0) || reading.name == $0 }) {
            // That the alias itself leads anywhere is seen once, with the addresses of the first family.
            return reading.type == .aaaa || !reading.addresses.isEmpty || reading.chain.last == alias
        }
        guard !addresses.isEmpty else { return false }
        return reading.addresses == addresses(of: reading.type)
    }

    /// In words, for one type: `198.51.100.7`, `the alias shops.host.example`, `no record`.
    public func text(of type: DNSType) -> String {
        let list = addresses(of: type).sorted().map(\.description)
        if !list.isEmpty { return list.joined(separator: ", ") }
        return names.first.map { "the alias \($0)" } ?? "no record"
    }
}
