import Databases
import Foundation

/// Compares whole rows, as they stand in batches.
struct RowComparison: Sendable {
    let columns: [ColumnComparison]
    let keyCount: Int
    /// Rows with the same bytes are equal.
    let sameBytesMeanEqual: Bool
    /// Rows that equal the same row equal each other.
    let isTransitive: Bool
    private let columnsBySameBytes: [Bool]

    init(_ plan: ComparisonPlan) {
        columns = plan.columns
        keyCount = plan.keyCount
        sameBytesMeanEqual = plan.sameBytesMeanEqual
        isTransitive = plan.columns.allSatisfy(\.isTransitive)
        columnsBySameBytes = plan.columns.map(\.sameBytesMeanEqual)
    }

    func areEqual(_ old: UnsafeRawBufferPointer, _ new: UnsafeRawBufferPointer) -> Bool {
        if sameBytesMeanEqual, haveSameBytes(old, new) { return true }
        var (olds, news) = (RowCells(old), RowCells(new))
        for index in 0..<columns.count {
            let (a, b) = (olds.next(), news.next())
            if columnsBySameBytes[index], haveSameBytes(a, b) { continue }
            guard columns[index].areEqual(old: a, new: b) else { return false }
        }
        return true
    }

    /// Adds the canonical bytes of the row's key.
    func appendKey(_ row: UnsafeRawBufferPointer, of side: Side, to bytes: inout [UInt8]) {
        append(row, cells: keyCount, of: side, to: &bytes)
    }

    /// Adds the canonical bytes of the whole row.
    func appendRow(_ row: UnsafeRawBufferPointer, of side: Side, to bytes: inout [UInt8]) {
        append(row, cells: columns.count, of: side, to: &bytes)
    }

    private func append(_ row: UnsafeRawBufferPointer, cells: Int, of side: Side, to bytes: inout [UInt8]) {
        var reader = RowCells(row)
        for index in 0..<cells { columns[index].appendCanonical(reader.next(), of: side, to: &bytes) }
    }

    /// The key as the side rendered it.
    func key(_ row: UnsafeRawBufferPointer) -> RowKey {
        var reader = RowCells(row)
        return RowKey((0..<keyCount).map { _ in reader.next().map { Array($0) } })
    }
}

/// The cells of one row, one after the other.
struct RowCells {
    private let row: UnsafeRawBufferPointer
    private var at = 0

    init(_ row: UnsafeRawBufferPointer) { self.row = row }

    /// The next cell; nil is NULL.
    mutating func next() -> UnsafeRawBufferPointer? {
        let length = UInt32(littleEndian: row.loadUnaligned(fromByteOffset: at, as: UInt32.self))
        at += 4
        guard length != RowBatch.null else { return nil }
        defer { at += Int(length) }
        return UnsafeRawBufferPointer(rebasing: row[at..<at + Int(length)])
    }
}
