import AsyncHTTPClient
import Glibc
import Hummingbird
import Logging
import NIOCore

/// Runs one HTTP service of the estate on 127.0.0.1 until SIGTERM or SIGINT.
enum ForegroundServer {
    static func logger(_ label: String) -> Logger {
        var logger = Logger(label: label) { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .warning
        return logger
    }

    /// Serves until told to end, then finishes the requests under way. Prints `listening 127.0.0.1:PORT` once it
    /// serves.
    /// - Parameters:
    ///   - port: 0 picks a free one.
    ///   - background: work that is cancelled when the server ends.
    static func run(
        _ router: Router<BasicRequestContext>, label: String, port: Int,
        beside background: @escaping @Sendable () async -> Void = {}
    ) async throws {
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port), backlog: 1_024),
            onServerRunning: { channel in
                announce("listening 127.0.0.1:\(channel.localAddress?.port ?? port)")
            },
            logger: logger(label))
        let work = Task { await background() }
        defer { work.cancel() }
        try await application.runService()
    }

    /// Writes one line to standard output at once, past any buffer: the starter waits for it.
    static func announce(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress!, $0.count) }
    }

    /// A client for loopback: many connections, no redirects followed, and connections given up before the other side
    /// gives them up.
    static func makeClient() -> HTTPClient {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(2)),
            connectionPool: .init(idleTimeout: .seconds(3), concurrentHTTP1ConnectionsPerHostSoftLimit: 4_096))
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        configuration.decompression = .disabled
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }
}
