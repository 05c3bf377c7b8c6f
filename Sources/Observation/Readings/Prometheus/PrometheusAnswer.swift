package import Foundation
package import Gating

/// What `/api/v1/query` answered: samples, or a fault. Pure.
package struct PrometheusAnswer: Sendable, Hashable {
    package struct Sample: Sendable, Hashable {
        package var labels: [String: String]
        /// When the server says that it holds, ms since 1970.
        package var at: Int
        package var value: Double

        package init(labels: [String: String], at: Int, value: Double) {
            self.labels = labels
            self.at = at
            self.value = value
        }
    }

    package let place: String
    package let samples: [Sample]

    /// Reads a scalar or an instant vector.
    /// - Throws: an error status or answer, a warning (some of the data is missing), another result type (matrix,
    ///   string), histogram samples, and what is no answer of Prometheus at all.
    package init(_ body: Data, status: Int, place: String) throws(ReadingFault) {
        self.place = place
        let tree = JSONTree(body)
        guard status == 200 else {
            throw .refused(place, status: status, said: ShownText.plain(tree?["error"]?.text ?? ""))
        }
        guard let tree, let outcome = tree["status"]?.text else {
            throw .notUnderstood(
                place, expected: "Prometheus' JSON", found: body.isEmpty ? "nothing" : "something else",
                mend: "is the address Prometheus', without /api/v1?")
        }
        guard outcome == "success" else {
            throw .refused(place, status: status, said: ShownText.plain(tree["error"]?.text ?? outcome))
        }
        if let warning = tree["warnings"]?.list?.first {
            throw .notUnderstood(
                place, expected: "an answer without warnings", found: warning.shown,
                mend: "its data is not whole until the warning is gone")
        }
        let data = tree["data"]
        switch (data?["resultType"]?.text, data?["result"]) {
        case ("scalar", let result?): samples = [try Self.sample(result, labels: [:], place)]
        case ("vector", .list(let list)?):
            var samples: [Sample] = []
            for entry in list { samples.append(try Self.entry(entry, place)) }
            self.samples = samples
        case (let type, _):
            throw .notUnderstood(
                place, expected: "a scalar or an instant vector", found: "the type \(ShownText.plain(type ?? "none"))",
                mend: "write a query that gives one figure a series now")
        }
    }

    private static func entry(_ entry: JSONTree, _ place: String) throws(ReadingFault) -> Sample {
        guard let value = entry["value"], let metric = entry["metric"]?.object else {
            throw .notUnderstood(
                place, expected: "samples with one value",
                found: entry["histogram"] == nil ? entry.shown : "a histogram",
                mend: "take a figure of it, as with histogram_quantile()")
        }
        return try sample(value, labels: metric.compactMapValues(\.text), place)
    }

    private static func sample(
        _ value: JSONTree, labels: [String: String], _ place: String
    ) throws(ReadingFault) -> Sample {
        guard let pair = value.list, pair.count == 2, let at = pair[0].number, abs(at) < 1e12, let text = pair[1].text,
            let figure = Double(text)
        else {
            throw .notUnderstood(
                place, expected: "a time and a figure", found: value.shown,
                mend: "is the address Prometheus', without /api/v1?")
        }
        return Sample(labels: labels, at: Int(at * 1_000), value: figure)
    }

    /// Samples of another time than now prove nothing about now.
    package func check(at now: Int, maximumAge: Int) throws(ReadingFault) {
        for sample in samples {
            if sample.at - now > Timestamp.tolerance { throw .clock(place, ahead: sample.at - now) }
            if now - sample.at > maximumAge {
                throw .stale(
                    Self.name(sample.labels, else: "the answer of \(place)"), age: now - sample.at, limit: maximumAge,
                    mend: "is something keeping old answers on the way?")
            }
        }
    }

    /// Every sample against the bound; the worst is named.
    package func judged(by bound: Bound, query: String) throws(ReadingFault) -> ExactResult {
        guard !samples.isEmpty else {
            throw .notUnderstood(
                place, expected: "at least one sample of \(ShownText.plain(query))", found: "none",
                mend: "is its target up, and are the names right?")
        }
        let results = samples.map { bound.result(of: $0.value, subject: Self.name($0.labels, else: query)) }
        guard let unreadable = results.firstIndex(where: { !$0.couldCheck }) else { return worst(results, bound) }
        // One that breaks the bound is bad whatever the others are; else nothing is known.
        let rest = results.filter(\.couldCheck)
        return rest.contains { $0.mismatches > 0 } ? worst(results, bound) : results[unreadable]
    }

    private func worst(_ results: [ExactResult], _ bound: Bound) -> ExactResult {
        let checked = results.indices.filter { results[$0].couldCheck }
        guard let worst = checked.max(by: { bound.excess(samples[$0].value) < bound.excess(samples[$1].value) })
        else { return results[0] }
        var result = results[worst]
        result.compared = checked.count
        result.mismatches = checked.count { results[$0].mismatches > 0 }
        if samples.count > 1 {
            let outside = result.mismatches > 0 ? "\(result.mismatches) of \(samples.count) outside; " : ""
            result.detail = "\(outside)worst of \(samples.count): \(result.detail)"
        }
        return result
    }

    /// `erp_queue{queue="orders"}`; the query where the sample bears no labels.
    private static func name(_ labels: [String: String], else query: String) -> String {
        guard !labels.isEmpty else { return ShownText.plain(query) }
        let pairs = labels.filter { $0.key != "__name__" }.sorted { $0.key < $1.key }
            .map { "\($0.key)=\"\($0.value)\"" }.joined(separator: ", ")
        return ShownText.plain((labels["__name__"] ?? "") + (pairs.isEmpty ? "" : "{\(pairs)}"))
    }
}
