/// An alert on a percentile: every minute the p95 of the last minute's new-side requests against a fixed limit, a tenth
/// above what the old side showed before; the fifth minute above it rolls back.
struct LatencyThreshold: Sendable {
    private let limit: Double
    private var minute: [Double] = []
    private var failed = 0

    init(usual: Double) { limit = usual * 1.1 }

    mutating func alarms(_ new: [Double], at second: Int) -> Bool {
        minute += new
        guard second % 60 == 0 else { return false }
        let sorted = minute.sorted()
        minute.removeAll(keepingCapacity: true)
        guard !sorted.isEmpty else { return false }
        let rank = Int((0.95 * Double(sorted.count)).rounded(.up))
        if sorted[rank - 1] > limit { failed += 1 }
        return failed >= 5
    }
}
