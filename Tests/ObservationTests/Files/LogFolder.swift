import Foundation
import Observation

/// A folder of its own with one log in it, and who reads it.
final class LogFolder {
    let folder: URL
    let path: String
    let offsets: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "logs-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(path: "access.log").path(percentEncoded: false)
        offsets = folder.appending(path: "place.json")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func file(_ mark: Int = 0, chunk: Int = 64, grace: Duration = .seconds(60)) throws -> LogFile {
        try LogFile(path: path, offsets: offsets, mark: mark, chunk: chunk, grace: grace)
    }

    /// Appends to the log, or to another file of the folder, as a writer does that opens it each time.
    func write(_ text: String, to name: String = "access.log") throws {
        let file = folder.appending(path: name)
        guard let handle = FileHandle(forWritingAtPath: file.path) else {
            try Data(text.utf8).write(to: file)
            return
        }
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    func move(_ from: String, to: String) throws {
        let target = folder.appending(path: to)
        try? FileManager.default.removeItem(at: target)
        try FileManager.default.moveItem(at: folder.appending(path: from), to: target)
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(at: folder.appending(path: name)) }

    /// Renames `access.log` to `access.log.1`, and the older ones up.
    func rotate() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let numbers = names.compactMap { Int($0.replacing("access.log.", with: "")) }.sorted(by: >)
        for number in numbers { try move("access.log.\(number)", to: "access.log.\(number + 1)") }
        try move("access.log", to: "access.log.1")
    }

    /// Copies the log to `access.log.1` and empties it in place.
    func copyAndEmpty() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let numbers = names.compactMap { Int($0.replacing("access.log.", with: "")) }.sorted(by: >)
        for number in numbers { try move("access.log.\(number)", to: "access.log.\(number + 1)") }
        try FileManager.default.copyItem(
            at: folder.appending(path: "access.log"), to: folder.appending(path: "access.log.1"))
        try empty()
    }

    func empty(to size: UInt64 = 0) throws {
        let handle = try FileHandle(forWritingTo: folder.appending(path: "access.log"))
        try handle.truncate(atOffset: size)
        try handle.close()
    }
}

extension LogFile {
    /// All lines that are there now, at most `most`.
    func lines(_ most: Int = .max) throws -> [String] {
        var all: [String] = []
        while all.count < most, let line = try next() {
            all.append(String(decoding: line, as: UTF8.self))
            consume()
        }
        return all
    }
}
