import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Observation

/// Two small real servers on free ports of loopback.
enum TwoShops {
    typealias Answering = @Sendable (_ request: Asked) async throws -> Response

    struct Asked: Sendable {
        var method: String
        /// Path and query.
        var path: String
        var host: String
        var headers: HTTPFields
        var body: String

        func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
    }

    static func serve(
        old: @escaping Answering, new: @escaping Answering,
        _ work: @escaping @Sendable (SideEndpoints) async throws -> Void
    ) async throws {
        try await one(old) { oldPort in
            try await one(new) { newPort in
                try await work(
                    SideEndpoints(old: "http://127.0.0.1:\(oldPort)", new: "http://127.0.0.1:\(newPort)"))
            }
        }
    }

    private static func one(
        _ answer: @escaping Answering, _ work: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "shop")
        logger.logLevel = .critical
        let application = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in
                let body = try await request.body.collect(upTo: 1 << 16)
                return try await answer(
                    Asked(
                        method: request.method.rawValue, path: request.head.path ?? "",
                        host: request.head.authority ?? "",
                        headers: request.headers, body: String(buffer: body)))
            },
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { found.yield($0.localAddress?.port ?? 0) }, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.runService(gracefulShutdownSignals: []) }
            for await port in ports {
                try await work(port)
                break
            }
            group.cancelAll()
        }
    }

    static func page(
        _ text: String, status: Int = 200, type: String = "text/html", _ headers: [String: String] = [:]
    ) -> Response {
        var fields: HTTPFields = [.contentType: type]
        for (name, value) in headers { if let name = HTTPField.Name(name) { fields[name] = value } }
        return Response(
            status: .init(code: status), headers: fields, body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
