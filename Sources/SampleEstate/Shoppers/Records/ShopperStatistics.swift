import Foundation

/// What the shoppers did so far; the file that `--statistics` names.
public struct ShopperStatistics: Sendable, Hashable, Codable {
    /// Sessions begun.
    public var sessions = 0
    /// Sessions that came to their end, well or not.
    public var finished = 0
    /// Sessions of bots among those begun.
    public var bots = 0
    /// Payments submitted.
    public var payments = 0
    /// Payments that the shop refused with 402.
    public var refused = 0
    /// Orders whose confirmation was seen and written to the disk.
    public var acknowledged = 0
    /// Requests sent.
    public var requests = 0
    /// Requests that failed, by kind: `connect`, `timeout`, `closed`, `http_500` and so on, `confirmation` (a page that
    /// should confirm an order did not), `form` (a checkout page without its form), `disk`.
    public var failed: [String: Int] = [:]
    /// Milliseconds until an answer was complete, over all requests.
    public var p50Ms = 0.0
    public var p95Ms = 0.0
    public var p99Ms = 0.0
    /// When the shoppers began, in milliseconds since 1970.
    public var startedMs: Int64 = 0
    /// When this was written, in milliseconds since 1970.
    public var updatedMs: Int64 = 0
    /// True in the last version of the file.
    public var ended = false

    enum CodingKeys: String, CodingKey {
        case sessions, finished, bots, payments, refused, acknowledged, requests, failed
        case p50Ms = "p50_ms"
        case p95Ms = "p95_ms"
        case p99Ms = "p99_ms"
        case startedMs = "started_ms"
        case updatedMs = "updated_ms"
        case ended
    }

    public init() {}

    /// Reads the file.
    public static func read(_ path: String) throws(SampleEstateError) -> ShopperStatistics {
        do {
            return try JSONDecoder().decode(
                ShopperStatistics.self, from: try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw .fileUnusable(path: path, reason: "\(error)")
        }
    }
}
