import Foundation

/// The bytes that a result's digest is taken over: first ``opening(_:)``, then ``bytes(of:)`` of every difference in
/// key order (``Candidate/canonical``). Equal bytes for equal mappings and differences, in whatever order columns and
/// settings were written. Causes are explanations and do not enter.
public enum CanonicalResult {
    /// - Parameter mapping: As the plan resolved it (``ComparisonPlan/mapping``).
    public static func opening(_ mapping: TableMapping) -> [UInt8] {
        var bytes = CanonicalBytes()
        bytes.add("sluice comparison 1")
        bytes.add(mapping.name)
        for rows in [mapping.old, mapping.new] {
            switch rows.source {
            case .table(let name): bytes.add("table", name)
            case .query(let text): bytes.add("query", text)
            }
            bytes.add(rows.condition)
            bytes.add(rows.updated)
        }
        bytes.add(mapping.key.map(pair))
        bytes.add(mapping.columns.map(pair).sorted { $0.precedes($1) })
        bytes.add(mapping.leftOut.map { Array("\($0.column)".utf8) }.sorted { $0.precedes($1) })
        return bytes.bytes
    }

    public static func bytes(of difference: Difference) -> [UInt8] {
        var bytes = CanonicalBytes()
        bytes.add(difference.table)
        bytes.add(difference.kind.rawValue)
        for cell in difference.key {
            bytes.add(cell.column)
            bytes.add(cell.value)
        }
        let cells = difference.cells.map { cell in
            var bytes = CanonicalBytes()
            bytes.add(cell.column)
            bytes.add(cell.old)
            bytes.add(cell.new)
            return bytes.bytes
        }
        bytes.add(cells.sorted { $0.precedes($1) })
        bytes.add(difference.unmatched.map { "\($0.old) \($0.new)" })
        return bytes.bytes
    }

    private static func pair(_ pair: ColumnPair) -> [UInt8] {
        var bytes = CanonicalBytes()
        let rule = pair.rule
        bytes.add(pair.old)
        bytes.add(pair.new)
        bytes.add(rule.kind.map { "\($0)" })
        bytes.add(rule.oldZone?.identifier)
        bytes.add(rule.newZone?.identifier)
        bytes.add("\(rule.trims) \(rule.ignoresCase) \(rule.emptyIsNull) \(rule.minorUnits) \(rule.tolerance)")
        for label in rule.values.sorted(by: { $0.key < $1.key }) { bytes.add(label.key, label.value) }
        bytes.add("rewrites")
        for rewrite in rule.rewrites { bytes.add(rewrite.from, rewrite.to) }
        return bytes.bytes
    }
}

/// Texts one after the other, each with its length before it; NULL apart from the empty text.
private struct CanonicalBytes {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ text: String?) {
        guard let text else { return bytes.append(0) }
        bytes.append(1)
        append(Array(text.utf8))
    }

    mutating func add(_ first: String, _ second: String) {
        add(first)
        add(second)
    }

    mutating func add(_ parts: [[UInt8]]) {
        bytes.append(2)
        withUnsafeBytes(of: UInt64(parts.count).littleEndian) { bytes.append(contentsOf: $0) }
        for part in parts { append(part) }
    }

    private mutating func append(_ content: [UInt8]) {
        withUnsafeBytes(of: UInt64(content.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: content)
    }
}
