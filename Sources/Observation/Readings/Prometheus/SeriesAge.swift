/// The second question: how old are the samples that a query rests on?
///
/// An instant query looks back five minutes for a sample and says the time of the question, and a range such as `[5m]`
/// goes on giving a rate for five minutes after its target died. So for every series that a query names (without
/// `offset` and `@`) the time of its sample is asked, and for one with a range, whether it reports at all today.
///
/// A series that has no sample at all is left to the query itself, since `or vector(0)` may be meant.
package struct SeriesAge: Sendable, Hashable {
    private static let age = "sluice_age"
    private static let past = "sluice_past"

    private let series: [PromQLSeries]

    /// Nil where the query names no series by its full name.
    package init?(_ query: String) {
        series = PromQLSeries.all(in: query)
        if series.isEmpty { return nil }
    }

    /// One question for all of them: the oldest sample's time by place in the list, and the number of series in the range.
    package var query: String {
        series.enumerated().flatMap { place, series in
            let oldest = "label_replace(min(timestamp(\(series.selector))),\"\(Self.age)\",\"\(place)\",\"\",\"\")"
            guard let range = series.range else { return [oldest] }
            let past = "count(count_over_time(\(series.selector)[\(range)]))"
            return [oldest, "label_replace(\(past),\"\(Self.past)\",\"\(place)\",\"\",\"\")"]
        }.joined(separator: " or ")
    }

    /// - Parameter maximumAge: in ms.
    /// - Throws: a series whose sample is older, and one that reported within its range but no longer does.
    package func check(_ answer: PrometheusAnswer, maximumAge: Int) throws(ReadingFault) {
        for (place, series) in series.enumerated() {
            let shown = ShownText.plain(series.selector)
            if let found = answer.samples.first(where: { $0.labels[Self.age] == "\(place)" }) {
                let age = found.at - Int(found.value * 1_000)
                guard age > maximumAge else { continue }
                throw .stale(
                    "the newest sample of \(shown)", age: age, limit: maximumAge,
                    mend: "is its target up, and scraped often enough?")
            }
            guard let range = series.range, answer.samples.contains(where: { $0.labels[Self.past] == "\(place)" })
            else { continue }
            throw .notUnderstood(
                answer.place, expected: "\(shown) to report now",
                found: "it did within the last \(range), and stopped", mend: "is its target up?")
        }
    }
}

/// A series as a query names it, with the range it is taken over.
package struct PromQLSeries: Sendable, Hashable {
    /// `erp_queue{queue="orders"}`, without `offset` and `@`.
    package var selector: String
    /// `5m`; nil for an instant one, and under a subquery.
    package var range: String?

    /// The series of a query in their order, each once. One selected by a pattern of its name is left out: the times of
    /// series with several names cannot be asked together.
    package static func all(in query: String) -> [PromQLSeries] {
        var reader = PromQLReader(query)
        var found: [PromQLSeries] = []
        while let series = reader.next() {
            if !found.contains(series) { found.append(series) }
        }
        return found
    }
}
