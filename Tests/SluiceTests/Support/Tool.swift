import Foundation

/// The programs under test, as a user starts them.
enum Tool {
    struct Result: Sendable {
        /// The exit code; −signal when it was killed.
        let status: Int32
        let output: String
        let errors: String
    }

    /// The folder of the built programs: the test runner stands there too.
    static let folder: URL = {
        let own =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        return URL(filePath: own).deletingLastPathComponent()
    }()

    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let brief = repository.appending(path: "Tests/SluiceTests/brief.yaml").path
    static let sample = repository.appending(path: "Examples/regional-storefront.yaml").path

    static func sluice(
        _ arguments: [String], environment: [String: String] = [:], under wrapper: [String] = []
    ) async throws -> Result {
        let words = wrapper + [folder.appending(path: "sluice").path] + arguments
        let process = Process()
        process.executableURL = URL(filePath: wrapper.isEmpty ? words[0] : "/usr/bin/env")
        process.arguments = wrapper.isEmpty ? Array(words.dropFirst()) : words
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        // Files, not pipes: a child that outlives the tool would keep a pipe open.
        let scratch = try scratchFolder("tool")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let (out, err) = (scratch.appending(path: "out"), scratch.appending(path: "err"))
        try Data().write(to: out)
        try Data().write(to: err)
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        process.standardInput = FileHandle.nullDevice
        await withCheckedContinuation { (ended: CheckedContinuation<Void, Never>) in
            process.terminationHandler = { _ in ended.resume() }
            do { try process.run() } catch { ended.resume() }
        }
        let status =
            process.terminationReason == .uncaughtSignal ? -process.terminationStatus : process.terminationStatus
        return Result(
            status: status, output: try String(contentsOf: out, encoding: .utf8),
            errors: try String(contentsOf: err, encoding: .utf8))
    }

    static func scratchFolder(_ name: String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "sluice-\(name)-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}
