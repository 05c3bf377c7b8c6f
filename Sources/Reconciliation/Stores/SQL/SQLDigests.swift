import Databases

enum SQLDigests {
    /// From the one row of a digest's statement: the count, then the parts.
    static func read(_ rows: RowBatch) -> RangeDigest {
        guard !rows.isEmpty else { return RangeDigest(rows: 0, digest: []) }
        let cells = rows.texts(of: 0)
        let count = cells[0].flatMap { Int($0) } ?? 0
        guard count > 0 else { return RangeDigest(rows: 0, digest: []) }
        return RangeDigest(rows: count, digest: cells.dropFirst().flatMap { part($0 ?? "") })
    }

    /// 64 bits, highest first: one engine writes them with a sign, the other without. A sum may be longer and is kept as
    /// its digits.
    private static func part(_ text: String) -> [UInt8] {
        guard let bits = UInt64(text) ?? Int64(text).map({ UInt64(bitPattern: $0) }) else { return Array(text.utf8) }
        return withUnsafeBytes(of: bits.bigEndian, Array.init)
    }
}
