import AsyncHTTPClient
import Console
import Foundation
import Journaling
import NIOCore
import NIOHTTP1
import ScriptedRun
import Synchronization
import Testing

/// How often a view was asked for.
final class Looks: Sendable {
    private let looks = Mutex(0)
    var count: Int { looks.withLock { $0 } }
    func note() { looks.withLock { $0 += 1 } }

    /// Waits until there were so many; false where that takes more than 30 s.
    func reach(_ wanted: Int) async -> Bool {
        for _ in 0..<300 where count < wanted { try? await Task.sleep(for: .milliseconds(100)) }
        return count >= wanted
    }
}

/// A console over a real journal, on a free port, while a body of a test runs.
func withConsole(
    _ run: ScriptedRun = .midway(), counting looks: Looks = Looks(), interval: Duration = .milliseconds(200),
    body: (_ port: Int, _ folder: String, _ journal: Journal) async throws -> Void
) async throws {
    let folder = NSTemporaryDirectory() + "console-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let journal = try await run.write(to: folder + "/journal.sqlite")
    let watch = JournalWatch(try Journal.read(path: folder + "/journal.sqlite"))
    let server = ConsoleServer(port: 0, interval: interval) {
        looks.note()
        return await watch.view()
    }
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let serving = Task { try await server.run { port.yield($0) } }
    guard let bound = await ports.first(where: { _ in true }) else { return }
    do {
        try await body(bound, folder, journal)
    } catch {
        serving.cancel()
        _ = await serving.result
        throw error
    }
    serving.cancel()
    try await serving.value
}

func get(_ url: String, host: String? = nil) async throws -> (status: Int, headers: [String: String], text: String) {
    var request = HTTPClientRequest(url: url)
    if let host { request.headers.replaceOrAdd(name: "Host", value: host) }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
    let body = try await response.body.collect(upTo: 1 << 22)
    let headers = Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { $1 })
    return (Int(response.status.code), headers, String(buffer: body))
}

/// Output of a program that ends by itself; ended by its number after a while where it does not.
func output(_ arguments: [String], seconds: Double = 60) async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread {
            continuation.resume(
                with: Result {
                    let process = Process()
                    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
                    process.arguments = arguments
                    let pipe = Pipe()
                    process.standardOutput = pipe
                    process.standardError = FileHandle.nullDevice
                    try process.run()
                    let id = process.processIdentifier
                    let watchdog = DispatchWorkItem { kill(id, SIGKILL) }
                    DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: watchdog)
                    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
                    process.waitUntilExit()
                    watchdog.cancel()
                    return String(decoding: bytes, as: UTF8.self)
                })
        }
    }
}
