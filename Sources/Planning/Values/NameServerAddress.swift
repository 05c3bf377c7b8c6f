/// Where a name server is asked: an address of the internet, and a port.
public struct NameServerAddress: Sendable, Hashable, CustomStringConvertible {
    /// An IPv4 or IPv6 address, without brackets.
    public let host: String
    public let port: Int

    /// - Parameter text: `192.0.2.53`, `192.0.2.53:5353`, `2001:db8::53` or `[2001:db8::53]:5353`.
    public init?(_ text: String) {
        if NamePlace.isAddress(text) {
            (host, port) = (text, 53)
            return
        }
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (1...65_535).contains(port)
        else { return nil }
        var host = text[..<colon]
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        if isBracketed { host = host.dropFirst().dropLast() }
        guard NamePlace.isAddress(String(host)), isBracketed == host.contains(":") else { return nil }
        (self.host, self.port) = (String(host), port)
    }

    public var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

extension Kind where Value == NameServerAddress {
    static let nameServer = Kind(
        "an address such as 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:53", pattern: "^[0-9a-fA-F:.\\[\\]]+$",
        placeholder: .none
    ) { NameServerAddress($0) }
}

extension NameServerAddress {
    private init(unchecked host: String) { (self.host, port) = (host, 53) }

    /// Stands in a plan that is refused anyway.
    static let none = NameServerAddress(unchecked: "")
}
