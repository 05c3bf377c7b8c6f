import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// A real HTTP server on a free port of loopback that answers as a test tells it.
final class AnsweringServer: Sendable {
    struct Answer: Sendable {
        var status = 200
        var headers: [String: String] = [:]
        var body = ""
    }

    /// `http://127.0.0.1:PORT`.
    let address: String
    let port: Int
    private let serving: Task<Void, Never>

    /// Serves any path with what `answer` says.
    static func start(_ answer: @escaping @Sendable (Request) async -> Answer) async -> AnsweringServer {
        await start { request in
            let told = await answer(request)
            var headers = HTTPFields()
            for (name, value) in told.headers { HTTPField.Name(name).map { headers[$0] = value } }
            return Response(
                status: .init(code: told.status), headers: headers,
                body: .init(byteBuffer: ByteBuffer(string: told.body)))
        }
    }

    static func start(response: @escaping @Sendable (Request) async -> Response) async -> AnsweringServer {
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let serving = Task {
            var logger = Logger(label: "answering-server")
            logger.logLevel = .critical
            let application = Application(
                responder: CallbackResponder<BasicRequestContext> { request, _ in await response(request) },
                configuration: .init(address: .hostname("127.0.0.1", port: 0)),
                onServerRunning: { found.yield($0.localAddress?.port ?? 0) }, logger: logger)
            try? await application.runService(gracefulShutdownSignals: [])
        }
        var ready = ports.makeAsyncIterator()
        return AnsweringServer(port: await ready.next() ?? 0, serving: serving)
    }

    private init(port: Int, serving: Task<Void, Never>) {
        self.port = port
        address = "http://127.0.0.1:\(port)"
        self.serving = serving
    }

    func stop() async {
        serving.cancel()
        await serving.value
    }

    /// Serves for the time of a test.
    static func serving(
        _ answer: @escaping @Sendable (Request) async -> Answer, _ body: (AnsweringServer) async throws -> Void
    ) async rethrows {
        let server = await start(answer)
        do {
            try await body(server)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }
}

/// A folder that is gone after the test.
struct ScratchFolder: ~Copyable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("readings-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    @discardableResult
    func write(_ text: String, as name: String, changed: Date? = nil) throws -> URL {
        let file = url.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        if let changed {
            try FileManager.default.setAttributes([.modificationDate: changed], ofItemAtPath: file.path)
        }
        return file
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}

/// Our clock, ms since 1970.
func millisecondsNow() -> Int { Int(Date().timeIntervalSince1970 * 1_000) }
