public import Databases

/// Compares rows that were read again by their keys: what both sides hold now, judged by value.
public struct RowMatch: Sendable {
    private let comparison: RowComparison
    private let table: String

    public init(_ plan: ComparisonPlan) {
        comparison = RowComparison(plan)
        table = plan.mapping.name
    }

    /// Judges each candidate by the rows with its key. Both batches may hold rows of other keys, in any order.
    ///
    /// - Returns: One look for each candidate, in their order. Candidates of one key (`canonical`) see the same rows:
    ///   join them first (``Candidate/joined(_:)``), or they count twice.
    public func match(old: RowBatch, new: RowBatch, candidates: [Candidate]) -> [Look] {
        let wanted = Dictionary(
            candidates.enumerated().map { ($1.canonical, $0) }, uniquingKeysWith: { first, _ in first })
        let rows = Sides(old: places(of: wanted, in: old, .old), new: places(of: wanted, in: new, .new))
        return old.bytes.withUnsafeBytes { oldBytes in
            new.bytes.withUnsafeBytes { newBytes in
                candidates.map { candidate in
                    let group = wanted[candidate.canonical] ?? 0
                    return look(
                        at: candidate,
                        old: (rows.old[group] ?? []).map { Self.row($0, old, oldBytes) },
                        new: (rows.new[group] ?? []).map { Self.row($0, new, newBytes) })
                }
            }
        }
    }

    /// The rows of each wanted key, by the place of the candidate that wants it.
    private func places(of wanted: [[UInt8]: Int], in batch: RowBatch, _ side: Side) -> [Int: [Int]] {
        var places: [Int: [Int]] = [:]
        var key: [UInt8] = []
        batch.bytes.withUnsafeBytes { bytes in
            for index in 0..<batch.count {
                key.removeAll(keepingCapacity: true)
                comparison.appendKey(Self.row(index, batch, bytes), of: side, to: &key)
                if let place = wanted[key] { places[place, default: []].append(index) }
            }
        }
        return places
    }

    private static func row(_ index: Int, _ batch: RowBatch, _ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer
    {
        UnsafeRawBufferPointer(rebasing: bytes[batch.starts[index]..<batch.starts[index + 1]])
    }

    private func look(
        at candidate: Candidate, old: [UnsafeRawBufferPointer], new: [UnsafeRawBufferPointer]
    ) -> Look {
        let group = RowGroup(old: old, new: new, by: comparison)
        var look = Look(candidate: candidate, difference: nil, pairs: group.pairs)
        if !group.isSame { look.difference = difference(group, old, new) }
        for (side, rows) in [(Side.old, old), (.new, new)] {
            var form: [UInt8] = []
            for row in rows {
                look.prints[side].add(Fingerprint(of: row))
                form.removeAll(keepingCapacity: true)
                comparison.appendRow(row, of: side, to: &form)
                look.values[side].add(form.withUnsafeBytes { Fingerprint(of: $0) })
            }
        }
        return look
    }

    private func difference(
        _ group: RowGroup, _ old: [UnsafeRawBufferPointer], _ new: [UnsafeRawBufferPointer]
    ) -> Difference {
        let isOld = !old.isEmpty
        var cells = RowCells(isOld ? old[0] : new[0])
        let key = comparison.columns.prefix(comparison.keyCount).map { column in
            let family = isOld ? column.families.old : column.families.new
            return Difference.Cell(column: column.pair.old, value: Rendering.text(cells.next(), family))
        }
        let counts = Sides(old: group.unmatched.old.count, new: group.unmatched.new.count)
        if old.isEmpty || new.isEmpty {
            return Difference(
                table: table, key: key, kind: isOld ? .missing : .extra,
                unmatched: old.count + new.count > 1 ? counts : nil)
        }
        guard old.count == 1, new.count == 1 else {
            return Difference(table: table, key: key, kind: .multiplicity, unmatched: counts)
        }
        let differing = differingCells(old[0], new[0])
        let causes = Set(differing.map(\.cause))
        return Difference(
            table: table, key: key, kind: .differs, cells: differing,
            cause: causes.count == 1 ? causes.first ?? nil : nil)
    }

    private func differingCells(
        _ old: UnsafeRawBufferPointer, _ new: UnsafeRawBufferPointer
    ) -> [Difference.CellDifference] {
        var (olds, news) = (RowCells(old), RowCells(new))
        return comparison.columns.compactMap { column in
            let (a, b) = (olds.next(), news.next())
            guard !column.areEqual(old: a, new: b) else { return nil }
            return Difference.CellDifference(
                column: column.pair.old, old: Rendering.text(a, column.families.old),
                new: Rendering.text(b, column.families.new), cause: column.cause(old: a, new: b))
        }
    }
}

/// Cells as people read them.
enum Rendering {
    /// Text as it is, bytes in hexadecimal; nil is NULL.
    static func text(_ cell: UnsafeRawBufferPointer?, _ family: ValueFamily) -> String? {
        guard let cell else { return nil }
        guard family == .binary else { return String(decoding: cell, as: UTF8.self) }
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: cell.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The cell that is read as `text`.
    static func bytes(_ text: String, _ family: ValueFamily) -> [UInt8] {
        guard family == .binary else { return Array(text.utf8) }
        let digits = Array(text.utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap { place in
            UInt8(String(decoding: digits[place..<place + 2], as: UTF8.self), radix: 16)
        }
    }
}
