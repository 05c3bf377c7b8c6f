/// How people are told, and by what ways incidents arrive.
public struct NoticeTerms: Sendable {
    public let mail: MailTerms?
    public let channels: [NoticeChannel]
    public let incidents: IncidentIntake?
    public let position: Position
}

/// The server that mail goes through.
public struct MailTerms: Sendable {
    /// `smtp://host:port` or `smtps://host:port`
    public let server: At<String>
    public let from: At<String>
    public let user: At<SecretReference>?
    public let password: At<SecretReference>?
    public let position: Position
}

/// What a channel's name in `communications` stands for: mail addresses, or a webhook.
public struct NoticeChannel: Sendable {
    public typealias ID = Identifier<NoticeChannel>

    public let id: At<ID>
    public let mail: [At<String>]
    /// Where the webhook's address is kept; many of them are secrets.
    public let webhook: At<SecretReference>?
    /// What the calls are signed with.
    public let secret: At<SecretReference>?
}

/// The port on which other programs' incidents arrive.
public struct IncidentIntake: Sendable {
    public let port: At<Int>
    /// Alertmanager's bearer token.
    public let alertmanager: At<SecretReference>?
    /// What PagerDuty signs with.
    public let pagerduty: At<SecretReference>?
    public let position: Position
}

extension NoticeTerms: PlanRecord {
    static let title = "notices"

    static func read(_ fields: inout Fields) -> NoticeTerms {
        NoticeTerms(
            mail: fields.record("mail", MailTerms.self, "The server that mail goes through."),
            channels: fields.records("channels", NoticeChannel.self, "What the names of channels stand for."),
            incidents: fields.record("incidents", IncidentIntake.self, "Where other programs' incidents arrive."),
            position: fields.position)
    }
}

extension MailTerms: PlanRecord {
    static let title = "mail"

    static func read(_ fields: inout Fields) -> MailTerms {
        MailTerms(
            server: fields.required("server", .text, "smtp://host:port or smtps://host:port."),
            from: fields.required("from", .text, "The address that mail comes from."),
            user: fields.optional("user", .secret, "Where our name to the server is kept."),
            password: fields.optional("password", .secret, "Where the password is kept."),
            position: fields.position)
    }
}

extension NoticeChannel: PlanRecord {
    static let title = "channel"

    static func read(_ fields: inout Fields) -> NoticeChannel {
        NoticeChannel(
            id: fields.required("id", .identifier(), "How communications name this channel."),
            mail: fields.list("mail", .text, "The addresses that are written to."),
            webhook: fields.optional("webhook", .secret, "Where the address of a webhook is kept."),
            secret: fields.optional("secret", .secret, "Where the secret that signs its calls is kept."))
    }
}

extension IncidentIntake: PlanRecord {
    static let title = "incident intake"

    static func read(_ fields: inout Fields) -> IncidentIntake {
        IncidentIntake(
            port: fields.required("port", .integer(1...65535), "The port on loopback."),
            alertmanager: fields.optional("alertmanager", .secret, "Where Alertmanager's bearer token is kept."),
            pagerduty: fields.optional("pagerduty", .secret, "Where the secret that PagerDuty signs with is kept."),
            position: fields.position)
    }
}
