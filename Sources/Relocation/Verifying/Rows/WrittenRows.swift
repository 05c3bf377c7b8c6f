/// Rows that a side has written since a position of its log, by their keys.
public struct WrittenRows: Sendable, Hashable {
    /// Of each table: keys, values in the order of the primary key with a NUL between them.
    public var keys: [String: Set<String>] = [:]

    public init() {}

    public var count: Int { keys.values.reduce(0) { $0 + $1.count } }

    public func contains(_ key: [String], of table: String) -> Bool {
        keys[table]?.contains(key.joined(separator: "\0")) ?? false
    }
}

/// Reads what `mariadb-binlog --verbose --base64-output=DECODE-ROWS` tells of changed rows: pure.
package struct RowEventText: Sendable {
    package private(set) var rows = WrittenRows()
    private let schema: String
    /// Places of the key's columns by table; those without a key are not followed.
    private let keys: [String: [Int]]
    private var rest: [UInt8] = []
    private var table: String?
    private var cells: [Int: String] = [:]

    package init(schema: String, keys: [String: [Int]]) { (self.schema, self.keys) = (schema, keys) }

    package mutating func take(_ bytes: [UInt8]) {
        rest += bytes
        var start = rest.startIndex
        while let end = rest[start...].firstIndex(of: 10) {
            if rest[start..<end].starts(with: Self.mark) { take(line: rest[start..<end].dropFirst(Self.mark.count)) }
            start = end + 1
        }
        rest.removeSubrange(..<start)
    }

    private static let mark = Array("### ".utf8)

    /// What stands open is the last row.
    package mutating func end() { close() }

    private mutating func take(line: ArraySlice<UInt8>) {
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("  @") {
            guard table != nil, let sign = text.firstIndex(of: "="),
                let place = Int(text[text.index(text.startIndex, offsetBy: 3)..<sign])
            else { return }
            cells[place] = Self.value(text[text.index(after: sign)...])
            return
        }
        // `WHERE` and `SET` begin a row each, and so does the next event.
        close()
        for begin in ["INSERT INTO ", "UPDATE ", "DELETE FROM "] where text.hasPrefix(begin) {
            let name = text.dropFirst(begin.count)
            let parts = name.split(separator: "`", omittingEmptySubsequences: true).map(String.init)
            table = parts.count >= 3 && parts[0] == schema ? parts[2] : nil
        }
    }

    private mutating func close() {
        defer { cells = [:] }
        guard let table, let places = keys[table], !places.isEmpty, !cells.isEmpty else { return }
        let key = places.compactMap { cells[$0] }
        guard key.count == places.count else { return }
        rows.keys[table, default: []].insert(key.joined(separator: "\0"))
    }

    /// Numbers as they stand, without what an unsigned one would be; texts without their quotes.
    private static func value(_ text: Substring) -> String {
        guard text.hasPrefix("'") else { return String(text.prefix { $0 != " " }) }
        let inner = text.dropFirst().lastIndex(of: "'").map { text[text.index(after: text.startIndex)..<$0] } ?? ""
        guard inner.contains("\\") else { return String(inner) }
        var bytes: [UInt8] = []
        var left = Array(inner.utf8)[...]
        while let byte = left.popFirst() {
            guard byte == UInt8(ascii: "\\"), let next = left.popFirst() else {
                bytes.append(byte)
                continue
            }
            switch next {
            case UInt8(ascii: "n"): bytes.append(10)
            case UInt8(ascii: "r"): bytes.append(13)
            case UInt8(ascii: "t"): bytes.append(9)
            case UInt8(ascii: "x"):
                bytes.append(UInt8(String(decoding: left.prefix(2), as: UTF8.self), radix: 16) ?? next)
                left = left.dropFirst(2)
            default: bytes.append(next)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension DatabaseTools {
    /// Which rows of a schema were written since a position, by the server's binary log.
    ///
    /// - Parameter log: the first log of the server that is still there.
    public func written(
        to schema: String, _ form: SchemaForm, since position: GTIDPosition, from log: String
    ) async throws(RelocationError) -> WrittenRows {
        let keys = form.tables.mapValues { table in table.primaryKey.compactMap { table.places[$0] } }
        let reading = EventReading(RowEventText(schema: schema, keys: keys))
        let reply = try await host.stream(
            words(
                "mariadb-binlog",
                [
                    "--read-from-remote-server", "--base64-output=DECODE-ROWS", "--verbose", "--database=\(schema)",
                    "--start-position=\(position)", "--to-last-log", log,
                ]), secrets: secrets
        ) { bytes async throws(RelocationError) in
            guard await reading.take(bytes) else {
                throw .tooMuch(host: address.serverName, command: "mariadb-binlog", limit: EventReading.most)
            }
        }
        try reply.succeeded(mend: "keep the log from before the copy on, or copy again")
        return await reading.end()
    }
}

extension DatabaseServer {
    /// The first binary log that is still there.
    public func firstLog() async throws(RelocationError) -> String {
        guard let log = try await rows("SHOW BINARY LOGS").first?.first ?? nil else {
            throw .unusable(what: "the binary log of \(name)", found: "off", expected: "on, to tell what was written")
        }
        return log
    }
}

/// The log as it arrives.
private actor EventReading {
    /// Keys in memory at most.
    static let most = 2_000_000
    private var text: RowEventText

    init(_ text: RowEventText) { self.text = text }

    func take(_ bytes: [UInt8]) -> Bool {
        text.take(bytes)
        return text.rows.count <= Self.most
    }

    func end() -> WrittenRows {
        text.end()
        return text.rows
    }
}
