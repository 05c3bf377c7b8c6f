import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Reconciliation

/// A small real shop that serves nothing but its orders API, on a free port of loopback.
enum OrdersAPI {
    static func serve(
        _ answer: @escaping @Sendable (_ after: Int, _ limit: Int, _ token: String?) -> (status: Int, body: String),
        _ body: @escaping @Sendable (_ endpoint: String) async throws -> Void
    ) async throws {
        let router = Router()
        router.get("/api/orders") { request, _ in
            let query = request.uri.queryParameters
            let name = HTTPField.Name("x-estate-token")
            let (status, text) = answer(
                query.get("after", as: Int.self) ?? -1, query.get("limit", as: Int.self) ?? -1,
                name.flatMap { request.headers[$0] })
            return Response(
                status: .init(code: status), body: .init(byteBuffer: ByteBuffer(string: text)))
        }
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "orders-api")
        logger.logLevel = .critical
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { found.yield($0.localAddress?.port ?? 0) }, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.runService(gracefulShutdownSignals: []) }
            for await port in ports {
                try await body("http://127.0.0.1:\(port)")
                break
            }
            group.cancelAll()
        }
    }

    /// One page of `orders`, as the shops answer.
    static func page(_ orders: [FoundOrder], after: Int, limit: Int) -> String {
        let rest = orders.filter { $0.rowid > after }
        let page = Array(rest.prefix(limit))
        let next = rest.count > limit ? page.last.map { "\($0.rowid)" } ?? "null" : "null"
        let text = (try? JSONEncoder().encode(page)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
        return "{\"orders\":\(text),\"next\":\(next)}"
    }
}
