import HTTPTypes
import Hummingbird

/// The process that allocates stock for both shops.
public struct StockService: Sendable {
    private let port: Int
    private let file: String

    /// - Parameters:
    ///   - port: on 127.0.0.1; 0 picks a free one.
    ///   - file: the SQLite file; made when missing.
    public init(port: Int, file: String) {
        self.port = port
        self.file = file
    }

    /// Serves until SIGTERM or SIGINT.
    public func run() async throws {
        let room = try StockRoom(file: file)
        let router = Router()
        router.get("health") { _, _ in "ok\n" }
        router.get("stock") { _, _ in try JSONAnswer.response(try await room.onHand()) }
        router.post("reserve") { request, _ in
            let asked: StockRequest
            do {
                asked = try JSONAnswer.decode(StockRequest.self, from: try await request.body.collect(upTo: 1 << 14))
            } catch {
                return try JSONAnswer.problem("expected {key, sku, quantity}", status: .badRequest)
            }
            guard (1...999).contains(asked.quantity), !asked.key.isEmpty else {
                return try JSONAnswer.problem("expected a key and a quantity of 1 to 999", status: .badRequest)
            }
            switch try await room.reserve(key: asked.key, sku: asked.sku, quantity: asked.quantity) {
            case .reserved: return try JSONAnswer.response(["reserved": asked.quantity])
            case .gone: return try JSONAnswer.problem("gone: \(asked.sku)", status: .conflict)
            case .unknownArticle: return try JSONAnswer.problem("no article \(asked.sku)", status: .notFound)
            }
        }
        router.post("release") { request, _ in
            guard
                let asked = try? JSONAnswer.decode(
                    StockRelease.self, from: try await request.body.collect(upTo: 1 << 14))
            else { return try JSONAnswer.problem("expected {key}", status: .badRequest) }
            try await room.release(key: asked.key)
            return try JSONAnswer.response(["released": asked.key])
        }
        try await ForegroundServer.run(router, label: "stock", port: port)
    }
}

struct StockRequest: Codable, Sendable {
    var key: String
    var sku: String
    var quantity: Int
}

struct StockRelease: Codable, Sendable {
    var key: String
}
