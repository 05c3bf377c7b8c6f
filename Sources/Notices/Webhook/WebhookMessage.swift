import Crypto
import Foundation

/// What a webhook is sent: a pure function of what is told.
public struct WebhookMessage: Sendable, Hashable {
    /// JSON in UTF-8, keys in order.
    public let body: [UInt8]
    /// The same each time the announcement is delivered.
    public let idempotencyKey: String

    private struct Content: Encodable {
        let sluice = 1
        let id: String
        let run: String
        let stage: String?
        let share: Double?
        let occasion: Announcement.Occasion
        let sender: String?
        let at: String
        let message: String
        let details: [String]
        /// What chat tools show.
        let text: String
    }

    public init(_ announcement: Announcement) {
        let content = Content(
            id: announcement.id, run: announcement.run, stage: announcement.stage,
            share: announcement.share.flatMap { $0.isFinite ? $0 : nil }, occasion: announcement.occasion,
            sender: announcement.sender, at: Moment(announcement.at).forMachines,
            message: Plainly.lines(announcement.text).joined(separator: "\n"), details: announcement.details,
            text: AnnouncementText(announcement).chat)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings, whole numbers and a finite share are always JSON.
        body = (try? encoder.encode(content)).map(Array.init) ?? []
        idempotencyKey = Token.of(announcement.id)
    }

    /// The value of `X-Sluice-Signature`: HMAC-SHA256 over the body, RFC 2104, in hexadecimal. A receiver that knows the
    /// secret can tell that the body came from here and was not changed.
    public func signature(secret: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: Array(secret.utf8)))
        return "sha256=" + Hexadecimal.of(code)
    }
}
