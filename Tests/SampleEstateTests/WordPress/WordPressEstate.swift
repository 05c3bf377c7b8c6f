import Foundation
import SampleEstate
import Testing

/// The WordPress estate in a folder of its own, brought up and ended by its script.
struct WordPressEstate: Sendable {
    /// What the tests read of `estate.json`.
    struct Description: Decodable, Sendable {
        struct Host: Decodable, Sendable {
            var sshPort: Int
            var user: String
            var root: String
        }
        struct SSH: Decodable, Sendable {
            var identityFile: String
            var knownHostsFile: String
        }
        struct Server: Decodable, Sendable {
            var pidFile: String
        }
        struct Tier: Decodable, Sendable {
            var address: String
            var port: Int
        }
        struct Orders: Decodable, Sendable {
            var hosts: [String]
            var tokenFile: String
        }
        struct Payments: Decodable, Sendable {
            var address: String
            var pidFile: String
        }

        var ssh: SSH
        var hosts: [String: Host]
        var databases: [String: Server]
        var web: [String: Tier]
        var orders: Orders
        var payments: Payments
    }

    let folder: String
    let description: Description

    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// Brings one up, lets the test work with it, and ends it whatever happens.
    static func run(_ work: (WordPressEstate) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "wp-\(UUID().uuidString.prefix(8))").path
        let result: Result<Void, any Error>
        do {
            try await script("up", folder)
            let described = try Data(contentsOf: URL(filePath: folder + "/estate.json"))
            try await work(
                WordPressEstate(
                    folder: folder, description: try JSONDecoder().decode(Description.self, from: described)))
            result = .success(())
        } catch {
            result = .failure(error)
        }
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/run")) ?? []
        let pids = processes.filter { $0.hasSuffix(".pid") }.compactMap {
            (try? String(contentsOfFile: folder + "/run/" + $0, encoding: .utf8)).flatMap {
                Int32($0.trimmingCharacters(in: .whitespacesAndNewlines))
            }
        }
        try await script("down", folder)
        for pid in pids { #expect(!FileManager.default.fileExists(atPath: "/proc/\(pid)") || isZombie(pid)) }
        try FileManager.default.removeItem(atPath: folder)
        try result.get()
    }

    /// A process that ended and that nobody waited for.
    private static func isZombie(_ pid: Int32) -> Bool {
        let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
        return status.isEmpty || status.contains("State:\tZ")
    }

    func up() async throws {
        try await Self.script("up", folder)
    }

    private static func script(_ word: String, _ folder: String) async throws {
        let answer = try await command([repository + "/scripts/wordpress-estate", word, folder])
        try #require(answer.status == 0, "\(answer.text)")
    }

    /// What a command says, errors included, and its exit status.
    static func command(_ words: [String]) async throws -> (status: Int32, text: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["SAMPLE_ESTATE": try EstateProcesses.besideThisProgram()], uniquingKeysWith: { $1 })
        let kept = FileManager.default.temporaryDirectory.appending(path: "said-\(UUID().uuidString)")
        try Data().write(to: kept)
        defer { try? FileManager.default.removeItem(at: kept) }
        // A file, not a pipe: what the script starts holds its output open for longer than the script runs.
        let output = try FileHandle(forWritingTo: kept)
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try await withCheckedThrowingContinuation { (waiting: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in waiting.resume() }
            do { try process.run() } catch { waiting.resume(throwing: error) }
        }
        try output.close()
        return (process.terminationStatus, try String(contentsOf: kept, encoding: .utf8))
    }

    /// Runs a command on one of the hosts, over SSH.
    func onHost(_ name: String, _ command: String) async throws -> String {
        let host = try #require(description.hosts[name])
        return try await Self.command([
            "ssh", "-p", "\(host.sshPort)", "-i", description.ssh.identityFile, "-o", "BatchMode=yes", "-o",
            "UserKnownHostsFile=\(description.ssh.knownHostsFile)", "\(host.user)@127.0.0.1", command,
        ]).text
    }

    func tier(_ name: String) throws -> Description.Tier {
        try #require(description.web[name])
    }
}
