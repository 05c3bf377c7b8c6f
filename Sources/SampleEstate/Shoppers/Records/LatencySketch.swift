/// Counts durations in buckets that grow by a sixteenth, so that a percentile is right to about 6 %.
struct LatencySketch: Sendable {
    private var counts = [Int](repeating: 0, count: 400)
    private var total = 0

    /// - Parameter microseconds: 0 or more.
    mutating func add(microseconds: Int) {
        counts[Self.bucket(microseconds)] += 1
        total += 1
    }

    /// The value below which the given share of all durations lies, in milliseconds; 0 when there is none.
    func milliseconds(at share: Double) -> Double {
        guard total > 0 else { return 0 }
        let wanted = max(1, Int((Double(total) * share).rounded(.up)))
        var seen = 0
        for (place, count) in counts.enumerated() {
            seen += count
            if seen >= wanted { return Double(Self.top(of: place)) / 1_000 }
        }
        return 0
    }

    private static func bucket(_ value: Int) -> Int {
        guard value >= 16 else { return max(0, value) }
        let power = Int.bitWidth - 1 - value.leadingZeroBitCount
        return min(399, (power - 3) * 16 + ((value >> (power - 4)) & 15))
    }

    private static func top(of bucket: Int) -> Int {
        guard bucket >= 16 else { return bucket }
        let power = bucket / 16 + 3
        return ((16 + bucket % 16 + 1) << (power - 4)) - 1
    }
}
