/// By what way people are told. Written as `mail:ops@shop.example,night@shop.example` or `webhook:env:CHAT_URL`, in a
/// plan, in settings and in the journal alike.
public enum Channel: Sendable, Hashable {
    case mail(to: [MailAddress])
    /// The address of a webhook is itself a secret: who knows it can speak in the room.
    case webhook(url: Reference)

    /// Reads what ``description`` writes.
    ///
    /// - Throws: `NoticeError.unusableChannel` or `.unusableAddress`.
    public init(_ text: String) throws(NoticeError) {
        guard let colon = text.firstIndex(of: ":") else { throw .unusableChannel(Plainly.line(text)) }
        let rest = text[text.index(after: colon)...]
        switch text[..<colon] {
        case "mail":
            var addresses: [MailAddress] = []
            for part in rest.split(separator: ",") {
                let address = try MailAddress(String(part.drop { $0 == " " }.prefix { $0 != " " }))
                if !addresses.contains(address) { addresses.append(address) }
            }
            guard !addresses.isEmpty else { throw .unusableChannel(Plainly.line(text)) }
            self = .mail(to: addresses)
        case "webhook":
            // Not repeated in the error: it may be the secret address itself.
            guard let reference = Reference(String(rest)) else { throw .unusableChannel("webhook:…") }
            self = .webhook(url: reference)
        default: throw .unusableChannel(Plainly.line(String(text[...colon])) + "…")
        }
    }
}

extension Channel: CustomStringConvertible {
    public var description: String {
        switch self {
        case .mail(let addresses): "mail:" + addresses.map(\.description).joined(separator: ",")
        case .webhook(let reference): "webhook:\(reference)"
        }
    }
}

extension Channel: Codable {
    public init(from decoder: any Decoder) throws {
        self = try Channel(decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
