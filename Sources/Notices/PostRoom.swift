/// How this program reaches people: settings, in which every secret is a reference.
public struct PostRoom: Sendable, Hashable, Codable {
    /// Where mail is handed in.
    public struct Mail: Sendable, Hashable, Codable {
        public var server: MailServer
        /// Who the mails are from, in the envelope and in the header.
        public var from: MailAddress
        /// nil: TLS is required, except on loopback, where it is not used.
        public var encryption: Encryption?
        public var login: Login?
        /// A PEM file of the authorities that may have signed the server's certificate; nil: the system's.
        public var authorities: String?

        public init(
            server: MailServer, from: MailAddress, encryption: Encryption? = nil, login: Login? = nil,
            authorities: String? = nil
        ) {
            self.server = server
            self.from = from
            self.encryption = encryption
            self.login = login
            self.authorities = authorities
        }
    }

    /// Whether a conversation that begins in clear has to change to TLS.
    public enum Encryption: String, Sendable, Hashable, Codable {
        case required
        case none
    }

    public struct Login: Sendable, Hashable, Codable {
        public var user: Reference
        public var password: Reference

        public init(user: Reference, password: Reference) {
            self.user = user
            self.password = password
        }
    }

    /// How long things may take, in ms, and how many may be on their way at once.
    public struct Limits: Sendable, Hashable, Codable {
        /// Until a server takes the connection.
        public var connect = 5_000
        /// For a whole mail.
        public var mail = 30_000
        /// For a webhook's answer.
        public var webhook = 10_000
        /// In front of a server that is busy with earlier announcements.
        public var wait = 60_000
        /// On their way to one server at once.
        public var atOnce = 4
        /// In front of one server at once; what comes then is sent back, to be tried again later.
        public var waiting = 64

        public init() {}
    }

    /// nil: there is no mail.
    public var mail: Mail?
    /// What webhooks are signed with, by where their address stands, as in `"env:CHAT_URL": "env:CHAT_SECRET"`.
    public var webhookSecrets: [Reference: Reference]
    /// Whether a webhook outside this machine may be called without TLS.
    public var allowsPlainHTTP: Bool
    public var limits: Limits

    public init(
        mail: Mail? = nil, webhookSecrets: [Reference: Reference] = [:], allowsPlainHTTP: Bool = false,
        limits: Limits = Limits()
    ) {
        self.mail = mail
        self.webhookSecrets = webhookSecrets
        self.allowsPlainHTTP = allowsPlainHTTP
        self.limits = limits
    }
}

extension PostRoom.Mail {
    /// Whether the password, and the mail, stay between this machine and the server.
    var isEncrypted: Bool {
        switch server.scheme {
        case .smtps: true
        case .smtp: (encryption ?? (server.isLoopback ? .none : .required)) == .required
        }
    }
}
