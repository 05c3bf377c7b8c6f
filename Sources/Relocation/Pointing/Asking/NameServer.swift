/// A server that is asked for names.
public struct NameServer: Sendable, Hashable, CustomStringConvertible {
    public enum Role: String, Sendable, Hashable, Codable {
        /// Holds the zone: what it says takes effect.
        case authoritative
        /// Asks others and remembers what they said.
        case resolver
    }

    public let role: Role
    /// An address, without brackets.
    public let host: String
    public let port: Int

    public init(_ role: Role, host: String, port: Int = 53) {
        self.role = role
        self.host = host
        self.port = port
    }

    public var description: String {
        let place = host.contains(":") && port != 53 ? "[\(host)]" : host
        return port == 53 ? place : "\(place):\(port)"
    }
}
