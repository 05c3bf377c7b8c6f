import Planning

/// A time line's scale: wall-clock milliseconds to places, and the dates that are written above it.
struct CalendarScale {
    private static let day: Int64 = 86_400_000

    private let first: Int64
    private let last: Int64
    private let from: Double
    private let to: Double

    /// - Parameters:
    ///   - first: the earliest moment that must be seen; some room is left on both sides.
    ///   - from: where the line begins, in px.
    init(_ first: Int64, _ last: Int64, from: Double, to: Double) {
        let room = max(Self.day, (last - first) / 40)
        (self.first, self.last, self.from, self.to) = (first - room, last + room, from, to)
    }

    /// Where a moment stands; beyond the ends for what lies outside.
    func place(_ moment: Int64) -> Double {
        from + (to - from) * Double(moment - first) / Double(last - first)
    }

    /// The part of a span that is seen; nil when none is.
    func clipped(_ start: Int64, _ end: Int64) -> (from: Double, to: Double)? {
        guard end >= first, start <= last else { return nil }
        return (max(from, place(start)), min(to, place(end)))
    }

    /// At most about 14: days, weeks that begin on Mondays, or months.
    var ticks: [(at: Int64, words: String)] {
        let days = (last - first) / Self.day
        return days <= 98 ? dayTicks(step: days <= 14 ? 1 : 7) : monthTicks(step: Int(max(1, (days / 30 + 13) / 14)))
    }

    private func dayTicks(step: Int64) -> [(at: Int64, words: String)] {
        // The first Monday of 1970 was its fifth day.
        let monday = 4 * Self.day
        let begin = (first - monday) / (step * Self.day) * step * Self.day + monday
        return stride(from: begin, through: last, by: Int64.Stride(step * Self.day)).filter { $0 >= first }.map {
            ($0, String(PlanTime(milliseconds: $0).stamp.dropFirst(5).prefix(5)))
        }
    }

    private func monthTicks(step: Int) -> [(at: Int64, words: String)] {
        let stamp = PlanTime(milliseconds: first).stamp
        guard let year = Int(stamp.prefix(4)), let month = Int(stamp.dropFirst(5).prefix(2)) else { return [] }
        var ticks: [(at: Int64, words: String)] = []
        for count in stride(from: year * 12 + month - 1, through: year * 12 + 12_000, by: 1) where count % step == 0 {
            let number = count % 12 + 1
            let text = "\(count / 12)-\(number < 10 ? "0" : "")\(number)"
            guard let start = PlanTime("\(text)-01T00:00Z")?.milliseconds, start <= last else { break }
            if start >= first { ticks.append((start, text)) }
        }
        return ticks
    }
}
