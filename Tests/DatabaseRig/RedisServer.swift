import Foundation

/// A Redis server of its own on loopback that keeps nothing on a disk; killed when it is let go.
public final class RedisServer: Sendable {
    public let port: Int
    private let home: ServerFolder

    public init() async throws {
        home = try ServerFolder("redis")
        port = try freePort()
        try home.serve([
            "redis-server", "--port", "\(port)", "--bind", "127.0.0.1", "--dir", home.folder.path, "--save", "",
            "--appendonly", "no",
        ])
        for _ in 0..<200 {
            if (try? ask(["PING"])) == "PONG" { return }
            guard home.isRunning else { break }
            try await Task.sleep(for: .milliseconds(25))
        }
        throw RigTrouble("redis-server did not start: \(home.written())")
    }

    /// Of `redis-cli`: its program and the options that lead to one of the server's databases.
    public func client(database: Int = 0) -> [String] {
        ["redis-cli", "-e", "-h", "127.0.0.1", "-p", "\(port)", "-n", "\(database)"]
    }

    /// The answer to one command; empty where there is no such key.
    @discardableResult
    public func ask(_ words: [String], database: Int = 0) throws -> String {
        let (child, output) = (Process(), Pipe())
        child.executableURL = URL(filePath: "/usr/bin/env")
        child.arguments = client(database: database) + words
        child.standardOutput = output
        child.standardError = FileHandle.nullDevice
        try child.run()
        let answer = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        child.waitUntilExit()
        guard child.terminationStatus == 0 else { throw RigTrouble("redis-cli \(words) said \(answer)") }
        return answer.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Ends it at once.
    public func kill() { home.killServer() }
}
