public import Foundation

/// The folder in which comparisons keep where they are, what they found, and what later ones may build on.
public struct ComparisonFolder: Sendable {
    public let url: URL

    /// Makes the folder where there is none, readable by its owner only: differences hold customers' values.
    public init(_ url: URL) throws(CouldNotCheck) {
        self.url = url
        do {
            try FileManager.default.createDirectory(
                at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .file(url.path, "\(error.localizedDescription)")
        }
    }

    /// The last result of a table; nil where there is none that can be read.
    public func result(of table: String) -> TableResult? { read(TableResult.self, table, "result.json") }

    /// All differences of the last result, one JSON object a line.
    public func differences(of table: String) -> URL { file(table, "differences.jsonl") }

    /// The same, read.
    public func allDifferences(of table: String) throws(CouldNotCheck) -> [Difference] {
        let file = differences(of: table)
        do {
            let decoder = JSONDecoder()
            return try Data(contentsOf: file).split(separator: 10).map { try decoder.decode(Difference.self, from: $0) }
        } catch {
            throw .file(file.path, "\(error)")
        }
    }

    func candidates(of table: String) -> URL { file(table, "candidates") }
    func state(of table: String) -> PassState? { read(PassState.self, table, "pass.json") }
    func save(_ state: PassState, of table: String) throws(CouldNotCheck) { try write(state, table, "pass.json") }

    /// Keeps a result, after which there is nothing to go on with.
    func finish(_ result: TableResult) throws(CouldNotCheck) {
        try write(result, result.table, "result.json")
        for end in ["pass.json", "candidates"] { try? FileManager.default.removeItem(at: file(result.table, end)) }
    }

    /// Forgets a pass that was begun.
    func forget(_ table: String) {
        for end in ["pass.json", "candidates", "differences.jsonl"] {
            try? FileManager.default.removeItem(at: file(table, end))
        }
    }

    /// A table's name may hold anything; a file's may not.
    private func file(_ table: String, _ end: String) -> URL {
        let plain = table.utf8.map { byte -> String in
            let isPlain =
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: "-")
            return isPlain ? String(UnicodeScalar(byte)) : "%" + String(byte, radix: 16)
        }
        return url.appending(path: "\(plain.joined()).\(end)")
    }

    private func read<Value: Decodable>(_ type: Value.Type, _ table: String, _ end: String) -> Value? {
        guard let bytes = try? Data(contentsOf: file(table, end)) else { return nil }
        return try? JSONDecoder().decode(type, from: bytes)
    }

    private func write<Value: Encodable>(_ value: Value, _ table: String, _ end: String) throws(CouldNotCheck) {
        let file = file(table, end)
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            try encoder.encode(value).write(to: file, options: .atomic)
        } catch {
            throw .file(file.path, "\(error.localizedDescription)")
        }
    }
}
