/// Why somebody was not told. No case holds a secret, nor an address that is one.
public enum NoticeError: Error, Sendable, Hashable {
    /// Neither `mail:…` nor `webhook:REFERENCE`.
    case unusableChannel(String)
    case unusableAddress(String, why: String)
    case unusableServer(String, why: String)
    /// What a reference holds is no address of a webhook.
    case unusableURL(Reference, why: String)
    case unreadable(Reference, why: String)
    /// Mail was asked for, and no mail server is set.
    case noMailServer
    /// It would have gone, or a password would have gone, in clear.
    case insecure(host: String, why: String)
    /// No connection: the name is unknown, nothing listens, nothing answers.
    case unreachable(host: String, why: String)
    /// The server's certificate does not prove who it is.
    case untrusted(host: String, why: String)
    /// `doing` says how far it came; `after` is in ms.
    case timedOut(host: String, doing: String, after: Int)
    case cutOff(host: String, doing: String, why: String)
    case loginRefused(host: String, reply: MailReply?)
    /// Not one recipient was taken.
    case recipientsRefused(host: String, [Refusal])
    case mailRefused(host: String, doing: String, reply: MailReply)
    /// A webhook's answer was not 2xx. `after`: how long it asks to be left alone, in ms.
    case webhookRefused(host: String, status: Int, said: String, after: Int?)
    case redirected(host: String, to: String)
    /// Too many announcements wait for this server.
    case busy(host: String, why: String)
    case cancelled(host: String)
    /// The post office was closed.
    case closed
}

extension NoticeError {
    /// Whether the same delivery can succeed later without anybody changing what was asked for. Where people can mend
    /// it outside this program (a certificate, a file), it is worth trying.
    public var isWorthTrying: Bool {
        switch self {
        case .unusableChannel, .unusableAddress, .unusableServer, .noMailServer, .insecure, .redirected, .closed:
            false
        case .unreadable(let reference, _), .unusableURL(let reference, _):
            if case .file = reference { true } else { false }
        case .unreachable, .untrusted, .timedOut, .cutOff, .busy, .cancelled: true
        case .loginRefused(_, let reply): reply?.isTemporary ?? false
        case .recipientsRefused(_, let refusals): refusals.contains(where: \.reply.isTemporary)
        case .mailRefused(_, _, let reply): reply.isTemporary
        case .webhookRefused(_, let status, _, _): status >= 500 || [408, 425, 429].contains(status)
        }
    }

    /// How long the server asked to be left alone, in ms; nil: it did not say.
    public var retryAfter: Int? {
        if case .webhookRefused(_, _, _, let after) = self { after } else { nil }
    }
}

extension NoticeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unusableChannel(let text):
            "\(text) is no way to tell people; expected mail:ADDRESS[,ADDRESS] or webhook:env:NAME or "
                + "webhook:file:/path, where the variable or the file holds the webhook's address"
        case .unusableAddress(let text, let why):
            "\(text) is no mail address: \(why); expected name@host, as in ops@shop.example"
        case .unusableServer(let text, let why):
            "\(text) is no mail server: \(why); expected smtp://host:port or smtps://host:port, and user and password "
                + "by reference"
        case .unusableURL(let reference, let why):
            "what \(reference) holds is no address of a webhook: \(why); put https://host/path there"
        case .unreadable(let reference, let why): "\(reference) cannot be read: \(why); put the secret there"
        case .noMailServer: "mail was asked for, and no mail server is set; set one, or tell people by webhook"
        case .insecure(let host, let why): "\(host): nothing was sent, \(why)"
        case .unreachable(let host, let why): "\(host) does not answer: \(why); see that it runs and can be reached"
        case .untrusted(let host, let why):
            "\(host) cannot prove who it is: \(why); nothing was sent; renew its certificate, or name its authority"
        case .timedOut(let host, let doing, let after):
            "\(host) did not answer within \(Plainly.seconds(after)), \(doing); it is tried again with the same number"
        case .cutOff(let host, let doing, let why):
            "\(host) ended the connection, \(doing): \(why); it is tried again with the same number"
        case .loginRefused(let host, let reply):
            "\(host) refused the login\(reply.map { ": \($0)" } ?? " or knows no way to log in"); "
                + "see to user and password"
        case .recipientsRefused(let host, let refusals):
            "\(host) takes mail for none of the recipients: "
                + refusals.map(\.description).joined(separator: "; ") + "; see to the addresses"
        case .mailRefused(let host, let doing, let reply):
            "\(host) refused the mail, \(doing): \(reply); "
                + (reply.isTemporary ? "it is tried again with the same number" : "see to the server's rules")
        case .webhookRefused(let host, let status, let said, _):
            "\(host) answered \(status)\(said.isEmpty ? "" : " (\(said))"), expected 2xx; "
                + (isWorthTrying ? "it is tried again with the same number" : "see to the webhook's address")
        case .redirected(let host, let target):
            "\(host) sends the webhook on to \(target), where it was not meant to go; put the final address in place"
        case .busy(let host, let why): "\(host): \(why); it is tried again later"
        case .cancelled(let host): "\(host): stopped before the end; it is tried again with the same number"
        case .closed: "nothing is sent any more: the program is ending"
        }
    }
}
