public import Foundation
public import Observation
public import Planning

extension RunPlan {
    /// What reads a signal of the plan from the world; nil for one that is counted, compared by the run, or the run's own.
    ///
    /// - Parameters:
    ///   - queue: the reads that are repeated on both sides.
    ///   - deposits: where other programs leave their results.
    ///   - comparisons: where comparisons of stores keep what they found; one folder for each reader that may be at work.
    /// - Throws: `ConductingError.plan` where the signal cannot be read as the plan says.
    public func reader(
        of signal: Signal, queue: MirrorQueue?, deposits: URL, comparisons: URL
    ) throws(ConductingError) -> (any SignalReader)? {
        let id = signal.id.value.rawValue
        let every = signal.every?.value ?? .seconds(10)
        let freshness = signal.freshness?.value ?? .seconds(60)
        switch signal.kind.value {
        case .completion, .errors, .slow, .latency, .reach:
            guard signal.source.value == .logFile else { return nil }
            return try fileReader(signal, id, places: deposits.deletingLastPathComponent().appending(path: "places"))
        case .reconciliation:
            guard signal.comparesStores else { return nil }
            return try storesReader(signal, id, every, freshness, comparisons: comparisons)
        case .load: return nil
        case .level: return try level(signal, id, every, freshness)
        case .backlog: return try backlog(signal, id, every, freshness)
        case .staleness:
            guard let oldest = signal.oldest, let feed = try feed(signal) else { throw signal.incomplete }
            return FeedReader(signal: id, feed: feed, atMost: oldest.value, every: every)
        case .indexing: return DepositReader(signal: id, folder: deposits, maximumAge: freshness, every: every)
        case .probe: return try probeReader(signal, id, every)
        case .mirror:
            guard let queue else { throw signal.incomplete }
            return try mirrorReader(signal, id, every, freshness, queue)
        }
    }

    private func level(
        _ signal: Signal, _ id: String, _ every: Duration, _ age: Duration
    ) throws(ConductingError) -> any SignalReader {
        let bound: Bound
        switch (signal.atMost?.value, signal.atLeast?.value) {
        case (let most?, _): bound = .atMost(most)
        case (nil, let least?): bound = .atLeast(least)
        case (nil, nil): throw signal.incomplete
        }
        if let server = signal.place?.server, let query = signal.place?.query {
            return PrometheusReader(
                signal: id, server: server.value, query: query.value, bound: bound, every: every, maximumAge: age,
                token: signal.place?.token?.value)
        }
        // A number in JSON is a queue whose length has a bound.
        guard case .atMost(let most) = bound, let place = try figure(signal, age) else { throw signal.incomplete }
        return BacklogReader(
            signal: id, integration: id, place: place, atMost: Int(most), oldest: nil, every: every)
    }

    private func backlog(
        _ signal: Signal, _ id: String, _ every: Duration, _ age: Duration
    ) throws(ConductingError) -> any SignalReader {
        guard let integration = signal.integration?.value.rawValue, let place = try figure(signal, age) else {
            throw signal.incomplete
        }
        return BacklogReader(
            signal: id, integration: integration, place: place, atMost: signal.atMost.map { Int($0.value) },
            oldest: signal.oldest?.value, every: every)
    }

    private func figure(_ signal: Signal, _ age: Duration) throws(ConductingError) -> FigurePlace? {
        guard let place = signal.place else { return nil }
        if let server = place.server, let query = place.query {
            return .prometheus(
                server: server.value, waiting: query.value, oldest: place.ageQuery?.value, maximumAge: age,
                token: place.token?.value)
        }
        guard let url = place.url, let count = place.count else { return nil }
        return .json(
            url: url.value, waiting: try pointer(count), oldest: try place.age.map(pointer), token: place.token?.value)
    }

    private func feed(_ signal: Signal) throws(ConductingError) -> FeedPlace? {
        guard let place = signal.place else { return nil }
        if let file = place.file { return .file(URL(filePath: file.value)) }
        guard let url = place.url else { return nil }
        if let age = place.age { return .json(url: url.value, changed: try pointer(age), token: place.token?.value) }
        return .http(url: url.value, token: place.token?.value)
    }

    private func pointer(_ text: At<String>) throws(ConductingError) -> JSONPointer {
        guard let pointer = JSONPointer(text.value) else {
            throw .plan(
                what: "`\(text.value)` is no JSON pointer", at: "\(text.position)", mend: "write it as /queue/waiting")
        }
        return pointer
    }
}

extension Signal {
    /// `plan check` refuses such a signal (GAT008); it is refused here too, whoever made the plan.
    var incomplete: ConductingError {
        .plan(
            what: "signal `\(id.value)` lacks what kind `\(kind.value.rawValue)` needs", at: "\(kind.position)",
            mend: "`sluice plan check` names it; `sluice plan explain GAT008` says why")
    }
}
