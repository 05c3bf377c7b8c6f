import Foundation
public import Planning

/// A signal that Prometheus measures: every sample that a query gives now must keep a bound.
///
///     PrometheusReader(
///         signal: "erp-errors", server: "http://prometheus.shop.internal:9090",
///         query: #"sum(rate(erp_errors_total[5m]))"#, bound: .atMost(0.2), every: .seconds(15),
///         maximumAge: .seconds(60))
///
/// Blind, never good: no answer, an error, a warning, an empty vector, what is not a number, and samples older than
/// `maximumAge`. An instant query's samples bear the time of the question; how old they really are is asked of the series
/// that the query names (`SeriesAge`).
public struct PrometheusReader: SignalReader {
    public let signal: String
    public let every: Duration
    let server: PrometheusServer
    let query: String
    let bound: Bound
    package var clock: @Sendable () -> Int = { wallClock() }

    /// - Parameters:
    ///   - server: the address before `/api/v1`, with its path prefix where it has one.
    ///   - query: PromQL that gives a scalar or an instant vector.
    ///   - bound: what every sample must keep.
    ///   - maximumAge: how old the newest sample of each series may be.
    ///   - token: sent as a bearer token.
    public init(
        signal: String, server: String, query: String, bound: Bound, every: Duration, maximumAge: Duration,
        token: SecretReference? = nil
    ) {
        self.signal = signal
        self.every = every
        self.server = PrometheusServer(address: server, maximumAge: maximumAge, token: token)
        self.query = query
        self.bound = bound
    }

    public func read() async -> SignalReading {
        let asked = "\(server.place): \(ShownText.plain(query)) (\(bound), every \(ShownText.span(every.milliseconds)))"
        return await .of(at: clock(), asked: [asked]) { () throws(ReadingFault) in
            try await server.answer(to: query, clock: clock).judged(by: bound, query: query)
        }
    }
}

/// A server that speaks Prometheus' HTTP API.
struct PrometheusServer: Sendable, Hashable {
    let address: String
    let maximumAge: Duration
    let token: SecretReference?

    var place: String { ShownAddress.of(address) }

    /// The samples of a query, fresh ones only.
    func answer(
        to query: String, clock: @Sendable () -> Int
    ) async throws(ReadingFault) -> PrometheusAnswer {
        let answer = try await ask(query, clock: clock)
        try answer.check(at: clock(), maximumAge: maximumAge.milliseconds)
        if let question = SeriesAge(query) {
            let ages = try await ask(question.query, clock: clock)
            try question.check(ages, maximumAge: maximumAge.milliseconds)
        }
        return answer
    }

    private func ask(_ query: String, clock: @Sendable () -> Int) async throws(ReadingFault) -> PrometheusAnswer {
        var url = address
        if var parts = URLComponents(string: address) {
            let prefix = parts.path.hasSuffix("/") ? String(parts.path.dropLast()) : parts.path
            parts.path = prefix + "/api/v1/query"
            // What a proxy wants in the query string stays. A plus sign in it would be read as a space.
            let question = URLQueryItem(name: "query", value: Self.encoded(query))
            let items = parts.percentEncodedQueryItems ?? []
            parts.percentEncodedQueryItems = items + [question]
            url = parts.string ?? address
        }
        let answer = try await WebQuestion(url: url, token: token).ask(now: clock)
        return try PrometheusAnswer(answer.body, status: answer.status, place: place)
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(
            withAllowedCharacters: CharacterSet(
                charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")) ?? ""
    }
}
