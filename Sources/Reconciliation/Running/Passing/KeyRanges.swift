/// Cuts a table into ranges of about so many rows, one after the other.
///
/// Where the key is one whole number the cuts are counted, not asked for: the step follows how dense the last ranges
/// were. Elsewhere the old side is asked for the key that stands so many rows further.
struct KeyRanges {
    /// Where nothing asks for less.
    static let usual = 10_000

    /// Rows in a range, about.
    let wanted: Int
    private let reading: TableReading
    private let counts: Bool
    private var after: RowKey?
    /// The last cut as a number.
    private var cut: Int?
    private var step: Int
    private var isOver = false

    init(_ reading: TableReading, after: RowKey?, asking calls: Sides<StoreCalls>) {
        (self.reading, self.after) = (reading, after)
        wanted = min(Self.usual, calls.old.burst, calls.new.burst)
        step = wanted
        counts = reading.keyCount == 1 && reading.columns[0].family == .integer
        cut = after.flatMap(Self.number)
    }

    /// The next `count` ranges, fewer at the end; empty after the last, which is open.
    mutating func next(_ count: Int, asking calls: Sides<StoreCalls>) async throws(CouldNotCheck) -> [KeyRange] {
        guard !isOver else { return [] }
        if counts, cut == nil { cut = try await first(asking: calls).map { $0 &- 1 } }
        var ranges: [KeyRange] = []
        for _ in 0..<count {
            guard let end = try await end(asking: calls.old) else {
                isOver = true
                return ranges + [KeyRange(after: after)]
            }
            ranges.append(KeyRange(after: after, through: end))
            after = end
        }
        return ranges
    }

    /// Takes in how many rows the last ranges held, on the side that held more.
    mutating func held(_ rows: Int, in ranges: Int, asking calls: Sides<StoreCalls>) async throws(CouldNotCheck) {
        guard counts, !isOver, cut != nil else { return }
        guard rows == 0 else {
            let density = Double(rows) / (Double(step) * Double(ranges))
            step = Int(min(max(Double(wanted) / density, Double(step) / 8), Double(step) * 8, 1e15))
            return
        }
        // Nothing here: go on where the next row is.
        guard let next = try await first(asking: calls) else {
            isOver = true
            return
        }
        cut = next - 1
        after = RowKey([Array("\(next - 1)".utf8)])
    }

    private mutating func end(asking old: StoreCalls) async throws(CouldNotCheck) -> RowKey? {
        let (reading, after, wanted) = (reading, after, wanted)
        guard counts else {
            return try await old.patiently { store throws(CouldNotCheck) in
                try await store.key(wanted, after: after, of: reading)
            }
        }
        guard let cut, cut < Int.max - step else { return nil }
        self.cut = cut + step
        return RowKey([Array("\(cut + step)".utf8)])
    }

    /// The lowest key after the last cut, on either side.
    private func first(asking calls: Sides<StoreCalls>) async throws(CouldNotCheck) -> Int? {
        var least: Int?
        for side in Side.allCases {
            let (reading, after) = (reading, after)
            let key = try await calls[side].patiently { store throws(CouldNotCheck) in
                try await store.key(1, after: after, of: reading)
            }
            if let number = key.flatMap(Self.number) { least = min(least ?? number, number) }
        }
        return least
    }

    private static func number(_ key: RowKey) -> Int? {
        key.cells.first.flatMap { $0 }.flatMap { Int(String(decoding: $0, as: UTF8.self)) }
    }
}
