public import Foundation

/// How far the comparison of one table has come: all that is needed to go on after the program was killed.
struct PassState: Sendable, Codable {
    enum Phase: String, Sendable, Codable {
        case reading, looking
    }

    /// Of the mapping: another mapping is another comparison.
    let mapping: String
    let began: Int
    var phase = Phase.reading
    var way: TableResult.Way?
    var wayReason: String?
    /// The log positions before the first row was read.
    var positions = Sides<StorePosition?>(old: nil, new: nil)
    /// Everything up to here is counted, or among the candidates.
    var done = Sides<RowKey?>(old: nil, new: nil)
    var rows = Sides(old: 0, new: 0)
    var bytes = Sides(old: 0, new: 0)
    var same = 0
    var candidates = 0
    /// How much of the file of candidates, and of the file of differences, is written to the end.
    var spooled = 0
    var written = 0
    /// Of the candidates, those that are settled, and up to where the file of them was read.
    var settled = 0
    var looked = 0
    var differing: [Difference.Kind: Int] = [:]
    var unresolved = 0
    var moving = 0
    var examples: [Difference] = []
    /// The sum of the digests of the differences, so that their order does not matter.
    var sum: [UInt64] = [0, 0, 0, 0]

    init(mapping: String, began: Int) {
        self.mapping = mapping
        self.began = began
    }
}

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
