/// Spans of one sort, arranged so that one that covers a time is found without looking at all of them.
struct CalendarSpans {
    /// By their beginning.
    private let spans: [CalendarSpan]
    /// For each place, which of the spans up to there ends last.
    private let latest: [Int]

    init(_ all: [CalendarSpan]) {
        let sorted = all.sorted { $0.from.value < $1.from.value }
        var best = 0
        latest = sorted.indices.map { place in
            if sorted[place].to.value > sorted[best].to.value { best = place }
            return best
        }
        spans = sorted
    }

    /// Of those that begin before `end` the one that ends last, when that is after `start`; the ends do not count.
    func overlapping(_ start: PlanTime, _ end: PlanTime) -> CalendarSpan? {
        last { $0.from.value < end }.flatMap { $0.to.value > start ? $0 : nil }
    }

    /// The one in which a moment lies; its beginning counts, its end does not.
    func containing(_ moment: PlanTime) -> CalendarSpan? {
        last { $0.from.value <= moment }.flatMap { $0.to.value > moment ? $0 : nil }
    }

    private func last(where begins: (CalendarSpan) -> Bool) -> CalendarSpan? {
        var low = 0
        var high = spans.count
        while low < high {
            let middle = (low + high) / 2
            if begins(spans[middle]) { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : spans[latest[low - 1]]
    }
}
