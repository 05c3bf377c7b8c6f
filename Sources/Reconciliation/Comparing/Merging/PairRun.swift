import Databases

/// The pairs that were counted last, one after the other: where keys are not unique, a later row may show that those of
/// its key must not be counted.
struct PairRun: Sendable {
    /// The rows of the old side.
    private(set) var rows = 0..<0
    /// How many of them have the key of the last that has been let go, and where that one ends.
    private var dropped = (key: [UInt8](), count: 0, end: 0)

    /// Adds pairs that end before the row `end` of the old side.
    mutating func add(_ count: Int, to end: Int) {
        rows = (rows.upperBound == end - count ? rows.lowerBound : end - count)..<end
    }

    mutating func clear() { rows = rows.upperBound..<rows.upperBound }

    /// Remembers what `batch`, which is let go and begins with the row `first`, has of the pairs.
    mutating func remember(_ batch: RowBatch, _ first: Int, by comparison: RowComparison) {
        let held = rows.clamped(to: first..<first + batch.count)
        guard let last = held.last else { return }
        batch.bytes.withUnsafeBytes { bytes in
            func key(_ row: Int) -> [UInt8] {
                var key: [UInt8] = []
                let place = row - first
                comparison.appendKey(
                    UnsafeRawBufferPointer(rebasing: bytes[batch.starts[place]..<batch.starts[place + 1]]), of: .old,
                    to: &key)
                return key
            }
            let shared = key(last)
            var count = 1
            while count < held.count, key(last - count) == shared { count += 1 }
            if count == batch.count, dropped.key == shared, dropped.end == first { count += dropped.count }
            dropped = (shared, count, held.upperBound)
        }
    }

    /// How many of the pairs, from the last backwards, have this key.
    func count(of key: [UInt8], in held: HeldRows, by comparison: RowComparison) -> Int {
        var count = 0
        var row = rows.upperBound
        while row > rows.lowerBound, row > held.firstHeld {
            var other: [UInt8] = []
            held.withRow(row - 1) { comparison.appendKey($0, of: .old, to: &other) }
            guard other == key else { return count }
            count += 1
            row -= 1
        }
        guard row > rows.lowerBound, dropped.end == row, dropped.key == key else { return count }
        return count + dropped.count
    }
}
