import Databases

/// The columns of rows that come as JSON: their names in the order seen, and what their values have in common.
struct JSONColumns {
    private enum Sort: Hashable { case integer, decimal, double, flag, text, json }

    private struct Column {
        var sorts: Set<Sort> = []
        var scale = 0
        var seen = 0
    }

    private var names: [String] = []
    private var columns: [String: Column] = [:]

    mutating func see(_ item: JSONText) {
        guard case .object = item else { return }
        see(item, "", depth: 0)
    }

    /// Objects are taken apart, lists are not: how many they hold differs from row to row.
    private mutating func see(_ value: JSONText, _ name: String, depth: Int) {
        if case .object(let members) = value, depth < 4, !members.isEmpty || depth == 0 {
            for member in members {
                see(member.value, name.isEmpty ? member.name : "\(name).\(member.name)", depth: depth + 1)
            }
            return
        }
        if columns[name] == nil { names.append(name) }
        var column = columns[name] ?? Column()
        switch value {
        case .null: columns[name] = column; return
        case .flag: column.sorts.insert(.flag)
        case .text: column.sorts.insert(.text)
        case .list, .object: column.sorts.insert(.json)
        case .number(let digits):
            if digits.contains(where: { $0 | 32 == 101 }) {
                column.sorts.insert(.double)
            } else if let point = digits.firstIndex(of: 46) {
                column.sorts.insert(.decimal)
                column.scale = max(column.scale, digits.count - point - 1)
            } else {
                column.sorts.insert(.integer)
            }
        }
        column.seen += 1
        columns[name] = column
    }

    func shapes(of rows: Int) -> [ColumnShape] {
        names.map { name in
            let column = columns[name] ?? Column()
            let family: ValueFamily =
                switch column.sorts {
                case [.integer]: .integer
                case [.decimal], [.decimal, .integer]: .decimal(scale: column.scale)
                case [.flag]: .boolean
                case [.json]: .json
                default:
                    column.sorts.isSubset(of: [.integer, .decimal, .double]) && !column.sorts.isEmpty ? .double : .text
                }
            return ColumnShape(
                name: name, type: "\(family)", family: family, isNullable: column.seen < rows,
                collation: family == .text ? "BINARY" : nil)
        }
    }

    static func append(_ value: JSONText?, to batch: inout RowBatch) {
        switch value {
        case nil, .null: batch.append(nil as String?)
        case .flag(let flag): batch.append(flag ? "1" : "0")
        case .number(let bytes), .text(let bytes): bytes.withUnsafeBytes { batch.append($0) }
        case .list, .object: value?.bytes.withUnsafeBytes { batch.append($0) }
        }
    }
}
