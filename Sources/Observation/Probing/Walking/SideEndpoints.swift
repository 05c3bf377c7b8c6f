import Foundation
import Gating

/// Where both sides are asked directly, past the edge.
public struct SideEndpoints: Sendable, Hashable {
    /// Without a slash at the end.
    public let old: String
    public let new: String

    /// - Parameters: `http://host:port` or `https://host:port`, nothing behind it.
    public init(old: String, new: String) throws(ProbingError) {
        self.old = try Self.checked(old, "the old side")
        self.new = try Self.checked(new, "the new side")
    }

    subscript(side: Side) -> String { side == .old ? old : new }

    private static func checked(_ text: String, _ place: String) throws(ProbingError) -> String {
        let plain = text.hasSuffix("/") ? String(text.dropLast()) : text
        guard let url = URL(string: plain), url.scheme == "http" || url.scheme == "https", url.host()?.isEmpty == false,
            url.path.isEmpty, url.query == nil, url.user == nil
        else {
            throw .malformed(what: "endpoint", value: text, expected: "http://host:port", place: place)
        }
        return plain
    }
}

/// How requests of ours are told from shoppers': by a header that says so, and by a secret one that the edge and the
/// store trust. What gates count leaves them out.
public struct ProbeMark: Sendable, Hashable, CustomStringConvertible {
    public static let header = "x-sluice-probe"
    /// The User-Agent where a case names none.
    public static let agent = "Mozilla/5.0 (compatible; Sluice)"

    private let secret: ProbeField?

    /// Without a secret header.
    public init() { secret = nil }

    /// - Parameter secret: name and value of the secret header; the value is shown nowhere.
    public init(secret: ProbeField) throws(ProbingError) {
        if secret.name.isEmpty || !secret.name.utf8.allSatisfy({ 33...126 ~= $0 && $0 != UInt8(ascii: ":") })
            || secret.value.unicodeScalars.contains(where: { $0.value < 32 })
        {
            throw .malformed(
                what: "secret header", value: secret.name, expected: "a header name, and a value without line ends",
                place: "the mark of probes")
        }
        self.secret = secret
    }

    /// - Parameter purpose: `probe` or `mirror`.
    func headers(_ purpose: String) -> [ProbeField] {
        [ProbeField(Self.header, purpose)] + (secret.map { [$0] } ?? [])
    }

    public var description: String { secret.map { "\(Self.header), \($0.name)" } ?? Self.header }
}
