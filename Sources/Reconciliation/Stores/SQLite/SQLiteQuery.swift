import Databases
import Foundation
import GRDB

/// The statements by which rows are read.
struct SQLiteQuery {
    private let reading: TableReading

    init(_ reading: TableReading) { self.reading = reading }

    static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }

    /// `"main"."orders"`, or a query as a derived table.
    static func from(_ source: RowSource) -> String {
        switch source {
        case .table(let name):
            name.split(separator: ".", maxSplits: 1).map { quoted(String($0)) }.joined(separator: ".")
        case .query(let text): "(\(text)) AS \"rows\""
        }
    }

    private var head: String {
        let columns = reading.columns.map { Self.quoted($0.name) }
        return "SELECT \(columns.joined(separator: ", ")) FROM \(Self.from(reading.source))"
    }

    func page(_ page: RowPage, skipping: Int = 0) -> (String, StatementArguments) {
        var arguments: [DatabaseValue?] = []
        var conditions = reading.condition.map { ["(\($0))"] } ?? []
        if let after = page.range.after {
            conditions.append("(\(names)) > (\(marks))")
            arguments += values(after)
        }
        if let through = page.range.through {
            conditions.append("(\(names)) <= (\(marks))")
            arguments += values(through)
        }
        var text = head + (conditions.isEmpty ? "" : " WHERE \(conditions.joined(separator: " AND "))")
        if reading.keyCount > 0 { text += " ORDER BY \(order)" }
        if page.limit != nil || skipping > 0 { text += " LIMIT \(page.limit ?? -1) OFFSET \(skipping)" }
        return (text, StatementArguments(arguments))
    }

    func rows(with keys: [RowKey]) -> (String, StatementArguments) {
        var arguments: [DatabaseValue?] = []
        let matches = keys.map { key in
            arguments += values(key)
            return "(" + reading.key.map { "\(Self.quoted($0.name)) IS ?" }.joined(separator: " AND ") + ")"
        }
        let condition = reading.condition.map { "(\($0)) AND " } ?? ""
        return ("\(head) WHERE \(condition)(\(matches.joined(separator: " OR ")))", StatementArguments(arguments))
    }

    private var names: String { reading.key.map { Self.quoted($0.name) }.joined(separator: ", ") }
    private var marks: String { reading.key.map { _ in "?" }.joined(separator: ", ") }

    private var order: String {
        reading.key.map { column in
            let isText = [.text, .json, .uuid].contains(column.family)
            return Self.quoted(column.name) + (reading.order == .bytes && isText ? " COLLATE BINARY" : "")
        }.joined(separator: ", ")
    }

    /// A key's cells as SQLite would have stored them.
    private func values(_ key: RowKey) -> [DatabaseValue?] {
        zip(key.cells, reading.key).map { cell, column in
            guard let cell else { return DatabaseValue.null }
            if column.family == .binary { return Data(cell).databaseValue }
            let text = String(decoding: cell, as: UTF8.self)
            switch column.family {
            case .integer, .boolean: return Int64(text)?.databaseValue ?? text.databaseValue
            case .decimal, .double, .single:
                return Int64(text)?.databaseValue ?? Double(text)?.databaseValue ?? text.databaseValue
            default: return text.databaseValue
            }
        }
    }
}
