/// One thing that people change in a zone, exactly: a name, a type, what it says now, what it shall say.
public struct NameChange: Sendable, Hashable {
    public let name: DomainName
    /// `A`, `AAAA` or `CNAME`.
    public let type: String
    public let from: String
    public let to: String

    public var description: String { "\(name) \(type): \(from) → \(to)" }

    /// What is left to be changed, by what the servers that hold the zones say.
    ///
    /// A name that is another way to say one that is moved too needs nothing: it follows.
    public static func all(_ lines: [NameLine], to destination: Destination) -> [NameChange] {
        let holders = lines.filter { $0.server.role == .authoritative && $0.state != .agrees }
        let names = Set(lines.map(\.name))
        var changes: [NameChange] = []
        for (name, own) in Dictionary(grouping: holders, by: \.name) {
            let readings = own.flatMap(\.readings)
            if readings.contains(where: { !names.isDisjoint(with: $0.chain) }) { continue }
            let alias = readings.lazy.compactMap(\.chain.first).first
            if let target = destination.names.first {
                let from = alias.map(\.description) ?? said(readings, .a)
                changes.append(NameChange(name: name, type: "CNAME", from: from, to: "\(target)"))
                continue
            }
            if let alias { changes.append(NameChange(name: name, type: "CNAME", from: "\(alias)", to: "no record")) }
            for type in DNSType.allCases {
                let from = alias == nil ? said(readings, type) : "no record"
                let to = destination.text(of: type)
                if from != to { changes.append(NameChange(name: name, type: "\(type)", from: from, to: to)) }
            }
        }
        return changes.sorted { ($0.name, $0.type) < ($1.name, $1.type) }
    }

    private static func said(_ readings: [NameReading], _ type: DNSType) -> String {
        let addresses = Set(readings.filter { $0.type == type }.flatMap(\.addresses))
        return addresses.isEmpty ? "no record" : addresses.sorted().map(\.description).joined(separator: ", ")
    }
}
