import Foundation
import Notices

enum Sample {
    /// 2025-11-21 18:25:23.042 UTC
    static let at = 1_763_749_523_042

    static let held = Announcement(
        id: "eu-checkout-7f3a-12", run: "EU checkout", stage: "checkout-eu", share: 0.25, occasion: .hold,
        text: "The checkout for the EU stays as it is for now; customers notice nothing.",
        details: AnnouncementFacts(
            why: "completed orders fell from 3.1 % to 2.4 %", verdict: "regressed, p < 0.001 after 1,240 sessions",
            decides: ["Ada Lovelace"], executes: ["Grace Hopper", "Zoë Ångström"], decideBy: at + 900_000,
            page: "https://sluice.shop.example/runs/eu-checkout"
        ).lines, sender: "Ada Lovelace", at: at)

    static func address(_ text: String) throws -> MailAddress { try MailAddress(text) }

    /// A folder of its own, gone afterwards.
    static func withFolder<T>(_ body: (URL) async throws -> T) async throws -> T {
        let folder = FileManager.default.temporaryDirectory.appending(path: "notices-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }
}

/// Runs a program of the bootstrap's Python to its end.
enum Python {
    static let path = ".build/python/bin/python"
    static let folder = "Tests/NoticesTests/Sink"

    static func run(_ arguments: [String], input: Data = Data()) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        let into = Pipe()
        // A file, as a pipe that nobody empties yet would stop the program once it is full.
        let file = FileManager.default.temporaryDirectory.appending(path: "notices-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: file) }
        process.standardInput = into
        process.standardOutput = try FileHandle(forWritingTo: file)
        try process.run()
        try into.fileHandleForWriting.write(contentsOf: input)
        try into.fileHandleForWriting.close()
        process.waitUntilExit()
        return try Data(contentsOf: file)
    }

    static func lines<T: Decodable>(_ type: T.Type, _ bytes: Data) throws -> [T] {
        try bytes.split(separator: 10).map { try JSONDecoder().decode(type, from: Data($0)) }
    }
}
