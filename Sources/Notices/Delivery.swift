/// What became of an announcement that a server took.
public struct Delivery: Sendable, Hashable, Codable {
    /// The server's own words, on one line.
    public var said: String
    /// Of a mail: those to whom it will not go, although it goes to others.
    public var refused: [Refusal]
    /// How long it took, in ms.
    public var took: Int

    public init(said: String, refused: [Refusal] = [], took: Int) {
        self.said = said
        self.refused = refused
        self.took = took
    }

    /// Whom to try again: those who were refused for the time being. nil: nobody.
    public var remaining: Channel? {
        let addresses = refused.filter(\.reply.isTemporary).map(\.recipient)
        return addresses.isEmpty ? nil : .mail(to: addresses)
    }
}

/// One recipient whom the mail server does not take.
public struct Refusal: Sendable, Hashable, Codable, CustomStringConvertible {
    public var recipient: MailAddress
    public var reply: MailReply

    public init(recipient: MailAddress, reply: MailReply) {
        self.recipient = recipient
        self.reply = reply
    }

    public var description: String { "\(recipient): \(reply)" }
}

/// A mail server's answer.
public struct MailReply: Sendable, Hashable, Codable, CustomStringConvertible {
    /// Three digits, RFC 5321.
    public var code: Int
    public var text: String

    public init(code: Int, text: String) {
        self.code = code
        self.text = text
    }

    public var isTemporary: Bool { (400..<500).contains(code) }
    public var isRefusal: Bool { code >= 400 }
    public var description: String { text.isEmpty ? "\(code)" : "\(code) \(text)" }
}
