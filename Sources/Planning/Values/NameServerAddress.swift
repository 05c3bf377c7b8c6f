import Foundation

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

/// Where a name leads: an address, or another name.
public enum NamePlace: Sendable, Hashable, CustomStringConvertible {
    case address(String)
    case name(String)

    public init?(_ text: String) {
        if Self.isAddress(text) {
            self = .address(text)
        } else if Self.isName(text) {
            self = .name(text.lowercased())
        } else {
            return nil
        }
    }

    public var description: String {
        switch self {
        case .address(let text), .name(let text): text
        }
    }

    static func isAddress(_ text: String) -> Bool {
        var four = in_addr()
        var six = in6_addr()
        return inet_pton(AF_INET, text, &four) == 1 || inet_pton(AF_INET6, text, &six) == 1
    }

    /// Letters, digits and dashes between dots, the last part no number, so that no address passes for a name.
    private static func isName(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count > 1, text.utf8.count <= 253, let last = labels.last, Int(last) == nil else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count)
                && label.utf8.allSatisfy { WordForm.isLetterOrDigit($0) || $0 == 45 || $0 == 95 }
        }
    }
}

extension Kind where Value == NameServerAddress {
    static let nameServer = Kind(
        "an address such as 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:53", pattern: "^[0-9a-fA-F:.\\[\\]]+$",
        placeholder: .none
    ) { NameServerAddress($0) }
}

extension Kind where Value == NamePlace {
    static let namePlace = Kind(
        "an address such as 192.0.2.7 or 2001:db8::7, or a name such as shops.host.example",
        pattern: "^[0-9A-Za-z:._-]+$", placeholder: .name("")
    ) { NamePlace($0) }
}

extension NameServerAddress {
    private init(unchecked host: String) { (self.host, port) = (host, 53) }

    /// Stands in a plan that is refused anyway.
    static let none = NameServerAddress(unchecked: "")
}
