import Crypto
import Foundation

/// One line of the journal. Its hash covers its content and the hash of the row before, so no row can be changed, taken
/// out or put in without breaking the chain.
public struct Row: Sendable, Hashable, Codable {
    /// From 1, without holes.
    public let sequence: Int
    /// When, in ms since 1970.
    public let at: Int
    public let kind: Kind
    /// JSON.
    public let body: String
    /// The hash of the row before; of the first row, of the journal's identity.
    public let previous: String
    /// SHA-256, hexadecimal.
    public let hash: String

    public enum Kind: String, Sendable, Hashable, Codable {
        /// Something that happened; folding these rows gives the run's state.
        case event
        /// Something that is about to be done. Its outcome follows as an event.
        case intent
    }

    /// SHA-256 over previous hash, sequence, time, kind and body, each followed by a line feed.
    static func hash(previous: String, sequence: Int, at: Int, kind: Kind, body: String) -> String {
        var hasher = SHA256()
        hasher.update(data: Data("\(previous)\n\(sequence)\n\(at)\n\(kind.rawValue)\n\(body)\n".utf8))
        return hasher.finalize().map { String(format: "%02x", $0) }.joined()
    }

    var isSound: Bool {
        hash == Row.hash(previous: previous, sequence: sequence, at: at, kind: kind, body: body)
    }
}

/// What is to be written, before it has its place in the chain.
public struct Entry: Sendable {
    public var at: Int
    public var kind: Row.Kind
    public var body: String

    public init(at: Int, kind: Row.Kind, body: String) {
        self.at = at
        self.kind = kind
        self.body = body
    }
}

/// Whose journal it is.
public struct JournalIdentity: Sendable, Hashable, Codable {
    /// Unique to the run.
    public var run: String
    /// SHA-256 over the plan's files, hexadecimal.
    public var planDigest: String

    public init(run: String, planDigest: String) {
        self.run = run
        self.planDigest = planDigest
    }
}
