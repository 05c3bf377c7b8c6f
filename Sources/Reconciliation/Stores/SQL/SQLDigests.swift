import Databases

enum SQLDigests {
    /// From the one row of a digest's statement: the count, then the parts.
    static func read(_ rows: RowBatch) -> RangeDigest {
        guard !rows.isEmpty else { return RangeDigest(rows: 0, digest: []) }
        let cells = rows.texts(of: 0)
        let count = cells[0].flatMap { Int($0) } ?? 0
        guard count > 0 else { return RangeDigest(rows: 0, digest: []) }
        return RangeDigest(
            rows: count, digest: Array(cells.dropFirst().map { $0 ?? "" }.joined(separator: ":").utf8))
    }
}
