package import Reconciliation
package import Relocation
package import Rewriting

/// Which of a table's differing rows are what the declared rewrites make of the old ones: pure. Values are never kept.
package struct RowExplanation: Sendable {
    /// A row that no rewrite explains.
    package struct Unexplained: Sendable, Hashable {
        package let kind: Difference.Kind
        package let key: [Difference.Cell]
        /// What is wrong with each column.
        package let why: [String]
    }

    package let table: String
    /// Types of the columns, by name.
    private let types: [String: String]
    private let entries: Int
    private let map: RewriteMap?
    private let written: WrittenRows?
    private let key: [String]
    package static let examples = 20

    /// Rows that a rewrite explains.
    package private(set) var explained = 0
    /// The same by the map's entries; a row may need several.
    package private(set) var byMap: [Int]
    package private(set) var counts: [Difference.Kind: Int] = [:]
    package private(set) var unexplained: [Unexplained] = []
    /// Rows that the old side has written since the copy, where the new side no longer follows.
    package private(set) var movedOn = 0
    /// Whether the new side is a copy that follows nobody, and what was written since is known.
    package var isOfCopy: Bool { written != nil }
    /// Values in PHP's format that are torn on the new side and whole on the old.
    package private(set) var torn = 0
    /// Rows of one side by their cells, rewritten where they are of the old side: in a table without a key a rewritten
    /// row is one that is missing and one that is extra.
    private var alone: [[String?]: [(side: Int, maps: Set<Int>, cells: [Difference.Cell])]] = [:]

    /// - Parameters:
    ///   - written: rows that the old side has written since the copy; they need not be the same.
    ///   - key: columns of the primary key.
    package init(
        _ table: String, types: [String: String], map: RewriteMap?, written: WrittenRows? = nil, key: [String] = []
    ) {
        (self.table, self.types, self.map) = (table, types, map)
        (self.written, self.key) = (written, key)
        entries = map?.entries.count ?? 0
        byMap = Array(repeating: 0, count: entries)
    }

    /// Rows that stay differing.
    package var left: Int { counts.values.reduce(0, +) }

    package mutating func take(_ difference: Difference) {
        if hasMovedOn(difference) { return movedOn += 1 }
        switch difference.kind {
        case .differs: takeCells(difference)
        case .missing, .extra:
            let isWhole = difference.key.count == types.count
            let times = difference.unmatched.map { max($0.old, $0.new) } ?? 1
            guard map != nil, isWhole else { return keep(difference.kind, difference.key, [], times: times) }
            for _ in 0..<times { pair(difference) }
        case .multiplicity:
            let why = difference.unmatched.map {
                "\($0.old) of the old side's have no equal, \($0.new) of the new side's"
            }
            keep(.multiplicity, difference.key, why.map { [$0] } ?? [])
        }
    }

    private func hasMovedOn(_ difference: Difference) -> Bool {
        guard let written, !key.isEmpty else { return false }
        let values = key.compactMap { name in difference.key.first { $0.column == name }?.value }
        return values.count == key.count && written.contains(values, of: table)
    }

    /// What was kept to be paired and found no partner differs after all.
    package mutating func end() {
        for rows in alone.values {
            for row in rows { keep(row.side == 0 ? .missing : .extra, row.cells, []) }
        }
        alone = [:]
    }

    private mutating func keep(
        _ kind: Difference.Kind, _ key: [Difference.Cell], _ why: [String], times: Int = 1
    ) {
        counts[kind, default: 0] += times
        if unexplained.count < Self.examples { unexplained.append(Unexplained(kind: kind, key: key, why: why)) }
    }

    private mutating func takeCells(_ difference: Difference) {
        var maps: Set<Int> = []
        var why: [String] = []
        for cell in difference.cells {
            guard let old = cell.old, let new = cell.new else {
                why.append("\(cell.column) is \(cell.new == nil ? "NULL, and was not" : "not NULL, and was")")
                continue
            }
            let (before, after) = (bytes(old, cell.column), bytes(new, cell.column))
            let (expected, used) = rewritten(before, cell.column)
            if expected == after {
                maps.formUnion(used)
                continue
            }
            let isTorn = SerialisedForm.begins(after) && !SerialisedForm.isWhole(after)
            if isTorn, SerialisedForm.isWhole(before) {
                torn += 1
                why.append("\(cell.column) is a torn serialised value: its lengths do not agree with what follows")
            } else {
                why.append(Self.difference(cell.column, expected, after, isRewritten: !used.isEmpty, cause: cell.cause))
            }
        }
        guard why.isEmpty else { return keep(.differs, difference.key, why) }
        explain(maps)
    }

    private mutating func explain(_ maps: Set<Int>) {
        explained += 1
        for map in maps where map < entries { byMap[map] += 1 }
    }

    private mutating func pair(_ difference: Difference) {
        var maps: Set<Int> = []
        let side = difference.kind == .missing ? 0 : 1
        let cells: [String?] = difference.key.map { cell in
            guard side == 0, let value = cell.value else { return cell.value }
            let (expected, used) = rewritten(bytes(value, cell.column), cell.column)
            maps.formUnion(used)
            return used.isEmpty ? value : text(expected, cell.column)
        }
        var waiting = alone[cells] ?? []
        if let partner = waiting.firstIndex(where: { $0.side != side && (side == 0 ? !maps.isEmpty : !$0.maps.isEmpty) }
        ) {
            explain(maps.union(waiting.remove(at: partner).maps))
        } else {
            waiting.append((side, maps, difference.key))
        }
        alone[cells] = waiting.isEmpty ? nil : waiting
    }

    /// What the rewrites make of a value, and by which of them.
    private func rewritten(_ value: [UInt8], _ column: String) -> (bytes: [UInt8], maps: [Int]) {
        guard let map, SchemaForm.holdsText(types[column] ?? "text") else { return (value, []) }
        var rewriter = Rewriter(map)
        let outcome = rewriter.rewritten(value, as: Rewriting.ColumnRule.treatment(of: column, in: table))
        return outcome.map { ($0.bytes, $0.rules) } ?? (value, [])
    }

    private func bytes(_ text: String, _ column: String) -> [UInt8] {
        guard SchemaForm.isBytes(types[column] ?? "") else { return Array(text.utf8) }
        let digits = Array(text.utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap { place in
            UInt8(String(decoding: digits[place..<place + 2], as: UTF8.self), radix: 16)
        }
    }

    private func text(_ bytes: [UInt8], _ column: String) -> String {
        guard SchemaForm.isBytes(types[column] ?? "") else { return String(decoding: bytes, as: UTF8.self) }
        return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func difference(
        _ column: String, _ expected: [UInt8], _ found: [UInt8], isRewritten: Bool, cause: String?
    ) -> String {
        let same = zip(expected, found).prefix { $0 == $1 }.count
        let from = isRewritten ? "what the rewrites make of the old value" : "the old value"
        return "\(column) is not \(from): other from byte \(same) on, \(found.count) bytes and not \(expected.count)"
            + (cause.map { " (\($0))" } ?? "")
    }
}
