import Foundation
import Hummingbird
import Logging
import NIOCore

/// The live page of a run: read only, on loopback only.
///
///     let watch = JournalWatch(try Journal.read(path: "run/journal.sqlite"))
///     let server = ConsoleServer(port: 8090) { await watch.view() }
///     try await server.run { port in print("http://127.0.0.1:\(port)/") }
///
/// `GET /` the page, `GET /events` its parts as they change, `GET /state.json` the view.
public struct ConsoleServer: Sendable {
    /// 0 picks a free one.
    public let port: Int
    private let interval: Duration
    private let view: @Sendable () async -> RunView

    /// - Parameters:
    ///   - interval: the time between two looks for the stream of events.
    ///   - view: gives the run as it stands; called for each request, and by each open stream once an interval.
    public init(port: Int, interval: Duration = .seconds(1), view: @escaping @Sendable () async -> RunView) {
        self.port = port
        self.interval = interval
        self.view = view
    }

    /// Serves until the task is cancelled.
    /// - Parameter ready: called once with the port it listens on.
    /// - Throws: `ConsoleError` where the port cannot be had.
    public func run(ready: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.add(middleware: LoopbackGuard())
        router.get("/") { [view] _, _ in
            let page = ConsolePage(view: await view())
            return Self.response(page.html(), type: "text/html; charset=utf-8")
        }
        router.get("/state.json") { [view] _, _ in
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let bytes = try encoder.encode(await view())
            return Self.response(String(decoding: bytes, as: UTF8.self) + "\n", type: "application/json")
        }
        router.get("/events") { [view, interval] _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/event-stream"],
                body: EventStream(interval: interval, view: view).body)
        }
        var logger = Logger(label: "console")
        logger.logLevel = .critical
        let app = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { await ready($0.localAddress?.port ?? 0) }, logger: logger)
        do {
            try await app.run()
        } catch is CancellationError {
            return
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw ConsoleError.portTaken(port)
        } catch let error as IOError {
            throw ConsoleError.portRefused(port, why: String(cString: strerror(error.errnoCode)))
        }
    }

    private static func response(_ text: String, type: String) -> Response {
        Response(status: .ok, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
