/// What mail server and client said to each other, as far as it is worth keeping: the server's replies, each with what
/// it replied to. What the client said is looked at and forgotten, because a password is among it.
package struct MailDialogue {
    package enum Step: Equatable {
        case greeting
        case hello
        case encryption
        case login
        case sender
        /// Which of the recipients, from 0.
        case recipient(Int)
        /// May the mail begin?
        case start
        /// The mail is handed over.
        case body
        case farewell

        var words: String {
            switch self {
            case .greeting: "before it greeted"
            case .hello: "when it was greeted"
            case .encryption: "when encryption was to begin"
            case .login: "at the login"
            case .sender: "at the sender's address"
            case .recipient: "at a recipient's address"
            case .start: "before it took the mail"
            case .body: "after the mail was sent, which it may have kept"
            case .farewell: "at the end"
            }
        }
    }

    package private(set) var step = Step.greeting
    package private(set) var replies: [(step: Step, reply: MailReply)] = []
    private var beforeFarewell = Step.greeting
    private var recipients = 0
    private var line: [UInt8] = []
    private var texts: [String] = []

    package init() {}

    package mutating func sent(_ bytes: some Collection<UInt8>) {
        let command = String(decoding: bytes.prefix(10), as: UTF8.self).uppercased()
        if command.hasPrefix("EHLO") || command.hasPrefix("HELO") {
            step = .hello
        } else if command.hasPrefix("STARTTLS") {
            step = .encryption
        } else if command.hasPrefix("AUTH ") {
            step = .login
        } else if command.hasPrefix("MAIL FROM:") {
            step = .sender
        } else if command.hasPrefix("RCPT TO:") {
            step = .recipient(recipients)
            recipients += 1
        } else if command.hasPrefix("DATA") {
            step = .start
        } else if command.hasPrefix("QUIT") {
            if step != .farewell { beforeFarewell = step }
            step = .farewell
        }
    }

    package mutating func received(_ bytes: some Collection<UInt8>) {
        for byte in bytes {
            if byte == 10 {
                endLine()
                line = []
            } else if line.count < 4_096 {
                line.append(byte)
            }
        }
    }

    /// "250-more", "250 last": a reply may have several lines.
    private mutating func endLine() {
        let digits = line.prefix(3)
        guard digits.count == 3, let code = Int(String(decoding: digits, as: UTF8.self)) else { return }
        if texts.count < 20 {
            texts.append(Plainly.line(String(decoding: line.dropFirst(4), as: UTF8.self), upTo: 4_096))
        }
        guard line.dropFirst(3).first != 45 else { return }
        if replies.count < 1_000 {
            replies.append((step, MailReply(code: code, text: texts.joined(separator: " "))))
        }
        texts = []
        if step == .start, code == 354 { step = .body }
    }

    /// How far it came before it was broken off with a farewell.
    package var reached: Step { step == .farewell ? beforeFarewell : step }

    package var last: (step: Step, reply: MailReply)? { replies.last { $0.step != .farewell } }

    package func reply(to step: Step) -> MailReply? { replies.last { $0.step == step }?.reply }

    /// Recipients who were refused, by their place in the list.
    package var refusedRecipients: [(index: Int, reply: MailReply)] {
        replies.compactMap { entry in
            if case .recipient(let index) = entry.step, entry.reply.isRefusal { (index, entry.reply) } else { nil }
        }
    }
}
