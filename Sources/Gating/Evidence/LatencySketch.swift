/// Durations counted in buckets whose width grows with the value: any quantile within 3.2 % of its true value, in a
/// fixed 4 KB, merged by adding.
///
/// Range 0 to 2³¹ ms; values outside are counted at the ends.
public struct LatencySketch: Sendable, Hashable {
    private static let fine = 32  // buckets per doubling
    private var counts: [UInt32]
    public private(set) var total = 0

    public init() { counts = Array(repeating: 0, count: 27 * Self.fine) }

    /// Counts one duration in milliseconds.
    @inline(__always)
    public mutating func add(_ milliseconds: Int) {
        counts[Self.bucket(UInt32(clamping: max(0, milliseconds)))] &+= 1
        total &+= 1
    }

    public mutating func merge(_ other: LatencySketch) {
        for i in counts.indices { counts[i] &+= other.counts[i] }
        total += other.total
    }

    /// The duration in milliseconds that a share `q` (0…1) of the values does not exceed; nil while empty.
    public func quantile(_ q: Double) -> Double? {
        bucket(at: q).map { ($0.lowerBound + $0.upperBound) / 2 }
    }

    /// The whole milliseconds, least and greatest, that share the bucket of that duration; nil while empty.
    public func bucket(at q: Double) -> ClosedRange<Double>? {
        guard total > 0 else { return nil }
        let rank = max(1, Int((q * Double(total)).rounded(.up)))
        var seen = 0
        for i in counts.indices {
            seen += Int(counts[i])
            if seen >= rank { return Self.range(of: i) }
        }
        return Self.range(of: counts.count - 1)
    }

    // Below `fine` every millisecond has a bucket of its own; above, the leading five bits after the first name it.
    private static func bucket(_ v: UInt32) -> Int {
        guard v >= fine else { return Int(v) }
        let shift = 31 - v.leadingZeroBitCount - 5
        return min((shift + 1) * fine + Int((v >> UInt32(shift)) & 31), 27 * fine - 1)
    }

    private static func range(of bucket: Int) -> ClosedRange<Double> {
        guard bucket >= fine else { return Double(bucket)...Double(bucket) }
        let shift = bucket / fine - 1
        let low = (fine + bucket % fine) << shift
        return Double(low)...Double(low + (1 << shift) - 1)
    }
}
