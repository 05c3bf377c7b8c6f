import DatabaseRig
import Foundation
import Synchronization

/// `sluice reconcile` as a process that a test can kill, watch and read.
final class ComparisonProcess: Sendable {
    private let process: Mutex<Process>
    private let ending: AsyncStream<Void>
    private let folder: URL
    let processID: Int32

    /// - Parameter password: what the mapping's `env:RIG_PASSWORD` stands for.
    init(_ arguments: [String], password: String = "rig-secret") throws {
        folder = try Tool.scratchFolder("reconcile")
        let process = Process()
        process.executableURL = Tool.folder.appending(path: "sluice")
        process.arguments = ["reconcile"] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["RIG_PASSWORD": password]) { $1 }
        for name in ["out", "err"] { try Data().write(to: folder.appending(path: name)) }
        process.standardOutput = try FileHandle(forWritingTo: folder.appending(path: "out"))
        process.standardError = try FileHandle(forWritingTo: folder.appending(path: "err"))
        process.standardInput = FileHandle.nullDevice
        let (ending, ended) = AsyncStream<Void>.makeStream()
        self.ending = ending
        process.terminationHandler = { _ in ended.finish() }
        try process.run()
        processID = process.processIdentifier
        self.process = Mutex(process)
    }

    var isRunning: Bool { process.withLock { $0.isRunning } }

    func kill() { Foundation.kill(processID, SIGKILL) }

    /// The most memory that the program has held so far, in KiB; nil when it has ended.
    var peak: Int? {
        guard let status = try? String(contentsOfFile: "/proc/\(processID)/status", encoding: .utf8) else { return nil }
        return status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }?
            .split(whereSeparator: { $0.isWhitespace }).dropFirst().first.flatMap { Int($0) }
    }

    /// Waits for its end and reads what it wrote.
    func ended() async throws -> ToldComparison {
        for await _ in ending {}
        let (status, wasKilled) = process.withLock { ($0.terminationStatus, $0.terminationReason == .uncaughtSignal) }
        return ToldComparison(
            status: wasKilled ? -status : status,
            output: try String(contentsOf: folder.appending(path: "out"), encoding: .utf8),
            errors: try String(contentsOf: folder.appending(path: "err"), encoding: .utf8))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Runs a command of `sluice reconcile` to its end.
    static func run(_ arguments: [String], password: String = "rig-secret") async throws -> ToldComparison {
        try await ComparisonProcess(arguments, password: password).ended()
    }
}

/// Where a pass stands by its own file.
struct KeptPass: Decodable {
    struct Rows: Decodable { let old, new: Int }
    let phase: String
    let rows: Rows
    let settled: Int

    init?(of table: String, in folder: URL) {
        guard let bytes = try? Data(contentsOf: folder.appending(path: "\(table).pass.json")),
            let kept = try? JSONDecoder().decode(KeptPass.self, from: bytes)
        else { return nil }
        self = kept
    }

    /// Waits until a running comparison has come so far.
    static func of(
        _ table: String, in folder: URL, by comparison: ComparisonProcess, until isFar: (KeptPass) -> Bool
    ) async throws -> KeptPass {
        while comparison.isRunning {
            if let kept = KeptPass(of: table, in: folder), isFar(kept) { return kept }
            try await Task.sleep(for: .milliseconds(4))
        }
        throw RigTrouble("the comparison ended before it was where the test wanted it: \(try await comparison.ended())")
    }
}
