/// `name@host`, of ASCII characters that need no quoting: whatever else RFC 5321 allows is refused, for it is never
/// meant and can carry commands.
public struct MailAddress: Sendable, Hashable, CustomStringConvertible {
    public let name: String
    public let host: String

    /// - Throws: `NoticeError.unusableAddress`.
    public init(_ text: String) throws(NoticeError) {
        func refuse(_ why: String) -> NoticeError { .unusableAddress(Plainly.line(text, upTo: 100), why: why) }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw refuse("it has not exactly one @") }
        guard text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
            throw refuse("it has spaces, line ends or characters outside ASCII; write a host's name as xn--…")
        }
        let (name, host) = (String(parts[0]), String(parts[1]))
        guard (1...64).contains(name.utf8.count), name.utf8.allSatisfy(Self.isAtom), Self.hasGoodDots(name)
        else { throw refuse("the part before the @ is empty, too long, or has characters that need quotes") }
        guard HostName.isUsable(host) else { throw refuse("the part after the @ is no host's name") }
        self.name = name
        self.host = host
    }

    public var description: String { "\(name)@\(host)" }

    private static let marks = Set("!#$%&'*+-/=?^_`{|}~.".utf8)

    private static func isAtom(_ byte: UInt8) -> Bool {
        byte.isLetter || (48...57).contains(byte) || marks.contains(byte)
    }

    private static func hasGoodDots(_ name: String) -> Bool {
        !name.hasPrefix(".") && !name.hasSuffix(".") && !name.contains("..")
    }
}

extension MailAddress: Codable {
    public init(from decoder: any Decoder) throws {
        self = try MailAddress(decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// What a host's name may look like.
enum HostName {
    static func isUsable(_ name: String) -> Bool {
        (1...253).contains(name.utf8.count)
            && name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { $0.isLetter || (48...57).contains($0) || $0 == 45 || $0 == 95 }
            }
    }

    /// Whether what is sent there stays on this machine.
    static func isLoopback(_ name: String) -> Bool {
        let name = name.lowercased()
        if name == "localhost" || name == "::1" { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return parts.count == 4 && parts[0] == 127 && parts.allSatisfy { $0 != nil }
    }
}
