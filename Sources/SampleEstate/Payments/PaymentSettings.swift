import Foundation

/// How the payment sink behaves; may be changed while it runs.
public struct PaymentSettings: Sendable, Hashable, Codable {
    /// Where notices are sent, whatever host they are for: the edge, for instance `http://127.0.0.1:8080`.
    public var deliverTo: String
    /// Milliseconds from an authorisation to the first try of its notice.
    public var noticeDelayMs: Int64
    /// Milliseconds between two tries of a notice.
    public var retryMs: Int64
    /// Milliseconds after which an authorisation that no order asked for is voided.
    public var voidAfterMs: Int64

    public init(
        deliverTo: String, noticeDelayMs: Int64 = 2_000, retryMs: Int64 = 500, voidAfterMs: Int64 = 120_000
    ) {
        self.deliverTo = deliverTo
        self.noticeDelayMs = noticeDelayMs
        self.retryMs = retryMs
        self.voidAfterMs = voidAfterMs
    }

    /// Refuses what cannot work.
    public func check() throws(SampleEstateError) {
        guard deliverTo.hasPrefix("http://"), !deliverTo.hasSuffix("/") else {
            throw .badArgument(
                name: "deliverTo", found: deliverTo, expected: "an address such as http://127.0.0.1:8080")
        }
        for (name, value, least) in [
            ("noticeDelayMs", noticeDelayMs, 0), ("retryMs", retryMs, 50), ("voidAfterMs", voidAfterMs, 1_000),
        ] where value < Int64(least) || value > 86_400_000 {
            throw .badArgument(name: name, found: "\(value)", expected: "\(least) to 86400000 milliseconds")
        }
    }

    static func read(_ path: String) -> PaymentSettings? {
        guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
        return try? JSONDecoder().decode(PaymentSettings.self, from: bytes)
    }
}
