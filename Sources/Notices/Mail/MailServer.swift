import Foundation

/// Where mail is handed in: `smtp://host[:port]` or `smtps://host[:port]`.
///
/// Without a port: 465 for smtps; for smtp 587, where programs hand mail in, and 25 on loopback.
public struct MailServer: Sendable, Hashable, CustomStringConvertible {
    public enum Scheme: String, Sendable, Hashable {
        /// Begins in clear.
        case smtp
        /// TLS from the first byte.
        case smtps
    }

    public let scheme: Scheme
    /// A name or an address, without brackets.
    public let host: String
    public let port: Int

    /// - Throws: `NoticeError.unusableServer`, which repeats nothing of a text that holds a password.
    public init(_ text: String) throws(NoticeError) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme.flatMap({ Scheme(rawValue: $0) })
        else { throw .unusableServer("what is set", why: "it does not begin with smtp:// or smtps://") }
        let bare = parts.host.map { $0.hasPrefix("[") ? String($0.dropFirst().dropLast()) : $0 } ?? ""
        let isSix = bare.contains(":") && bare.utf8.allSatisfy { $0 == 58 || $0 == 46 || $0.isHexadecimal }
        guard isSix || HostName.isUsable(bare) else {
            throw .unusableServer("what is set", why: "it names no host")
        }
        guard parts.user == nil, parts.password == nil else {
            throw .unusableServer("\(scheme)://\(bare)", why: "user and password stand in it")
        }
        guard ["", "/"].contains(parts.path), parts.query == nil, parts.fragment == nil else {
            throw .unusableServer("\(scheme)://\(bare)", why: "something stands behind the host")
        }
        guard parts.port.map((1...65_535).contains) ?? true else {
            throw .unusableServer("\(scheme)://\(bare)", why: "the port is not within 1...65535")
        }
        self.scheme = scheme
        self.host = bare
        port = parts.port ?? (scheme == .smtps ? 465 : HostName.isLoopback(bare) ? 25 : 587)
    }

    public var description: String { "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    var isLoopback: Bool { HostName.isLoopback(host) }
}

extension MailServer: Codable {
    public init(from decoder: any Decoder) throws {
        self = try MailServer(decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension UInt8 {
    fileprivate var isHexadecimal: Bool { (48...57).contains(self) || (65...70).contains(self & 0xDF) }
}
