import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// A real receiver of webhooks on a free port of loopback.
final class WebhookReceiver: Sendable {
    struct Call: Sendable {
        let path: String
        let key: String?
        let signature: String?
        let type: String?
        let body: [UInt8]
    }

    struct Answer: Sendable {
        var status = 200
        var body = "ok"
        var headers: [String: String] = [:]
        /// ms before it answers.
        var pause = 0
    }

    private let kept = Mutex<[Call]>([])
    private let answer: @Sendable (Call, Int) -> Answer

    var calls: [Call] { kept.withLock { $0 } }

    private init(_ answer: @escaping @Sendable (Call, Int) -> Answer) {
        self.answer = answer
    }

    /// - Parameter answer: to the call, and how many came before it.
    static func with(
        _ answer: @escaping @Sendable (Call, Int) -> Answer,
        _ body: @escaping @Sendable (WebhookReceiver, _ origin: String) async throws -> Void
    ) async throws {
        let receiver = WebhookReceiver(answer)
        let router = Router()
        router.post("**") { request, _ in
            let bytes = try await request.body.collect(upTo: 1 << 20)
            func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { request.headers[$0] } }
            let call = Call(
                path: request.uri.path, key: header("idempotency-key"), signature: header("x-sluice-signature"),
                type: header("content-type"), body: Array(bytes.readableBytesView))
            let before = receiver.kept.withLock { calls in
                calls.append(call)
                return calls.count - 1
            }
            let answer = receiver.answer(call, before)
            if answer.pause > 0 { try await Task.sleep(for: .milliseconds(answer.pause)) }
            var headers = HTTPFields()
            for (name, value) in answer.headers { HTTPField.Name(name).map { headers[$0] = value } }
            return Response(
                status: .init(code: answer.status), headers: headers,
                body: .init(byteBuffer: ByteBuffer(string: answer.body)))
        }
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "webhook-receiver")
        logger.logLevel = .critical
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { found.yield($0.localAddress?.port ?? 0) }, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.runService(gracefulShutdownSignals: []) }
            for await port in ports {
                try await body(receiver, "http://127.0.0.1:\(port)")
                break
            }
            group.cancelAll()
        }
    }
}
