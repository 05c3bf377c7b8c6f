import Fixtures
import Foundation
import Gating
import Glibc
import Hummingbird
import NIOCore
import NIOPosix
import Observation
import Synchronization

/// A real Prometheus on a free port that scrapes a small server of ours each second.
final class RealPrometheus: Sendable {
    /// What the target says of itself; changed while it runs.
    let metrics: Metrics
    let target: AnsweringServer
    let address: String
    private let process: Process
    private let folder: URL

    final class Metrics: Sendable {
        private let text = Mutex("")
        var value: String {
            get { text.withLock { $0 } }
            set { text.withLock { $0 = newValue } }
        }
    }

    struct NotReady: Error { let why: String }

    private init(metrics: Metrics, target: AnsweringServer, address: String, process: Process, folder: URL) {
        self.metrics = metrics
        self.target = target
        self.address = address
        self.process = process
        self.folder = folder
    }

    /// Runs one for a test, and ends it by its process id.
    static func running(_ metrics: String, _ body: (RealPrometheus) async throws -> Void) async throws {
        let server = try await start(metrics)
        do {
            try await server.wait(for: "up == 1")
            try await body(server)
        } catch {
            await server.end()
            throw error
        }
        await server.end()
    }

    private static func start(_ text: String) async throws -> RealPrometheus {
        let metrics = Metrics()
        metrics.value = text
        let target = await AnsweringServer.start { (_: Request) -> AnsweringServer.Answer in
            .init(headers: ["content-type": "text/plain; version=0.0.4"], body: metrics.value)
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("prometheus-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let settings = folder.appendingPathComponent("prometheus.yml")
        try Data(
            """
            global: {scrape_interval: 1s, scrape_timeout: 900ms}
            scrape_configs:
            - job_name: erp
              static_configs: [{targets: ["127.0.0.1:\(target.port)"]}]
            """.utf8
        ).write(to: settings)
        let port = try await freePort()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/prometheus")
        process.arguments = [
            "--config.file=\(settings.path)", "--storage.tsdb.path=\(folder.path)/tsdb",
            "--web.listen-address=127.0.0.1:\(port)", "--log.level=error",
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return RealPrometheus(
            metrics: metrics, target: target, address: "http://127.0.0.1:\(port)", process: process, folder: folder)
    }

    /// A reader with patience for scrapes of one second.
    func reader(
        _ query: String, _ bound: Bound, maximumAge: Duration = .seconds(5)
    ) -> PrometheusReader {
        PrometheusReader(
            signal: "erp", server: address, query: query, bound: bound, every: .seconds(1), maximumAge: maximumAge)
    }

    /// Waits until a query gives a sample.
    func wait(for query: String) async throws {
        var last = ""
        for _ in 0..<150 {
            let result = await reader(query, .atLeast(-1e300), maximumAge: .seconds(300)).read().evidence.exact
            if result?.couldCheck == true { return }
            last = result?.detail ?? ""
            try await Task.sleep(for: .milliseconds(200))
        }
        throw NotReady(why: last)
    }

    /// Ends it as a machine that loses its power does.
    func kill() async {
        _ = Glibc.kill(process.processIdentifier, SIGKILL)
        for _ in 0..<200 where process.isRunning { try? await Task.sleep(for: .milliseconds(10)) }
    }

    func standStill() throws { try Fixtures.standStill(process.processIdentifier) }
    func goOn() { Fixtures.goOn(process.processIdentifier) }

    private func end() async {
        await kill()
        await target.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    private static func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port ?? 0
        try await channel.close().get()
        return port
    }
}
