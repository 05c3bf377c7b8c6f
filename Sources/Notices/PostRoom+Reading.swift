/// Settings as JSON. What is absent is as it stands in the declarations; a name that nobody knows is refused, as it is a
/// mistyped one, and what it was to set would silently stay as it is.
extension PostRoom {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case mail, webhookSecrets, allowsPlainHTTP, limits
    }

    public init(from decoder: any Decoder) throws {
        try refuseUnknown(CodingKeys.self, decoder)
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        mail = try fields.decodeIfPresent(Mail.self, forKey: .mail)
        webhookSecrets = try fields.decodeIfPresent([Reference: Reference].self, forKey: .webhookSecrets) ?? [:]
        allowsPlainHTTP = try fields.decodeIfPresent(Bool.self, forKey: .allowsPlainHTTP) ?? false
        limits = try fields.decodeIfPresent(Limits.self, forKey: .limits) ?? Limits()
    }
}

extension PostRoom.Mail {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case server, from, encryption, login, authorities
    }

    public init(from decoder: any Decoder) throws {
        try refuseUnknown(CodingKeys.self, decoder)
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        server = try fields.decode(MailServer.self, forKey: .server)
        from = try fields.decode(MailAddress.self, forKey: .from)
        encryption = try fields.decodeIfPresent(PostRoom.Encryption.self, forKey: .encryption)
        login = try fields.decodeIfPresent(PostRoom.Login.self, forKey: .login)
        authorities = try fields.decodeIfPresent(String.self, forKey: .authorities)
    }
}

extension PostRoom.Login {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case user, password
    }

    public init(from decoder: any Decoder) throws {
        try refuseUnknown(CodingKeys.self, decoder)
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        user = try fields.decode(Reference.self, forKey: .user)
        password = try fields.decode(Reference.self, forKey: .password)
    }
}

extension PostRoom.Limits {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case connect, mail, webhook, wait, atOnce, waiting
    }

    public init(from decoder: any Decoder) throws {
        try refuseUnknown(CodingKeys.self, decoder)
        self.init()
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        connect = try fields.decodeIfPresent(Int.self, forKey: .connect) ?? connect
        mail = try fields.decodeIfPresent(Int.self, forKey: .mail) ?? mail
        webhook = try fields.decodeIfPresent(Int.self, forKey: .webhook) ?? webhook
        wait = try fields.decodeIfPresent(Int.self, forKey: .wait) ?? wait
        atOnce = try fields.decodeIfPresent(Int.self, forKey: .atOnce) ?? atOnce
        waiting = try fields.decodeIfPresent(Int.self, forKey: .waiting) ?? waiting
    }

    /// Within what makes sense: to libcurl a limit of 0 is none.
    var sensible: PostRoom.Limits {
        var limits = self
        limits.connect = min(max(connect, 1), 600_000)
        limits.mail = min(max(mail, 1), 600_000)
        limits.webhook = min(max(webhook, 1), 600_000)
        limits.wait = min(max(wait, 0), 3_600_000)
        limits.atOnce = min(max(atOnce, 1), 64)
        limits.waiting = min(max(waiting, 0), 10_000)
        return limits
    }
}

private struct AnyKey: CodingKey {
    let stringValue: String
    let intValue: Int? = nil

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

private func refuseUnknown<Key: CodingKey & CaseIterable>(_ known: Key.Type, _ decoder: any Decoder) throws {
    let names = known.allCases.map(\.stringValue)
    guard
        let found = try decoder.container(keyedBy: AnyKey.self).allKeys.first(where: { !names.contains($0.stringValue) }
        )
    else { return }
    throw DecodingError.dataCorrupted(
        DecodingError.Context(
            codingPath: decoder.codingPath + [found],
            debugDescription: "nothing is called that here; expected " + names.joined(separator: ", ")))
}
