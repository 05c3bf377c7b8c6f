import Foundation
package import Gating
public import Planning

/// Where the size and the age of a queue can be read.
public enum FigurePlace: Sendable, Hashable {
    /// Two queries: `waiting` gives how many wait, `oldest` the age in seconds of the one that waits longest
    /// (`time() - min(erp_oldest_timestamp_seconds)`).
    case prometheus(
        server: String, waiting: String, oldest: String? = nil, maximumAge: Duration, token: SecretReference? = nil)
    /// JSON over HTTP: `waiting` points to the number that wait, `oldest` to the time since when the oldest does
    /// (ISO 8601 with its zone, seconds or ms since 1970; null or absent while nothing waits).
    case json(url: String, waiting: JSONPointer, oldest: JSONPointer? = nil, token: SecretReference? = nil)
}

/// The retry queue of one integration: how many messages wait in it, and since when.
///
/// A queue that cannot be read is blind. One that is empty has no oldest message, and needs none.
public struct BacklogReader: SignalReader {
    public let signal: String
    public let every: Duration
    let integration: String
    let place: FigurePlace
    let atMost: Int?
    let oldest: Duration?
    package var clock: @Sendable () -> Int = { wallClock() }

    /// - Parameters:
    ///   - integration: whose queue it is, as the plan names it.
    ///   - atMost: messages that may wait; nil for any number.
    ///   - oldest: how long one may wait; nil for any time.
    public init(
        signal: String, integration: String, place: FigurePlace, atMost: Int?, oldest: Duration?, every: Duration
    ) {
        self.signal = signal
        self.every = every
        self.integration = integration
        self.place = place
        self.atMost = atMost
        self.oldest = oldest
    }

    public func read() async -> SignalReading {
        let at = clock()
        return await .of(at: at, asked: [asked]) { () throws(ReadingFault) in
            let backlog =
                switch place {
                case .prometheus(let server, let waiting, let oldest, let maximumAge, let token):
                    try await ask(
                        PrometheusServer(address: server, maximumAge: maximumAge, token: token), waiting, oldest)
                case .json(let url, let waiting, let oldest, let token):
                    try await ask(url, waiting, oldest, token)
                }
            return backlog.judged(atMost: atMost, oldest: oldest?.milliseconds)
        }
    }

    private var asked: String {
        switch place {
        case .prometheus(let server, let waiting, let oldest, _, _):
            let queries = [waiting, oldest].compactMap { $0 }.map { ShownText.plain($0) }
            return "\(ShownAddress.of(server)): \(queries.joined(separator: "; "))"
        case .json(let url, let waiting, let oldest, _):
            return "\(ShownAddress.of(url)): \(ShownText.plain(waiting.description, limit: 80))"
                + (oldest.map { ", \(ShownText.plain($0.description, limit: 80))" } ?? "")
        }
    }

    private func ask(
        _ server: PrometheusServer, _ waiting: String, _ age: String?
    ) async throws(ReadingFault) -> Backlog {
        let sizes = try await server.answer(to: waiting, clock: clock)
        var backlog = Backlog(
            integration: integration, waiting: sizes.samples.map(\.value).worst, oldest: .notAsked)
        guard let age, oldest != nil, !backlog.isEmpty else { return backlog }
        do throws(ReadingFault) {
            let ages = try await server.answer(to: age, clock: clock)
            backlog.oldest =
                ages.samples.map(\.value).worst.map { .age($0 * 1_000) }
                ?? .unread(
                    .notUnderstood(
                        server.place, expected: "the age of the oldest message", found: "no sample",
                        mend: "is its name right?"))
        } catch {
            backlog.oldest = .unread(error)
        }
        return backlog
    }

    private func ask(
        _ url: String, _ waiting: JSONPointer, _ since: JSONPointer?, _ token: SecretReference?
    ) async throws(ReadingFault) -> Backlog {
        let page = try await JSONPage.read(url, token: token, clock: clock)
        let count = try page.value(waiting, "the number of messages that wait")
        guard let number = count.number else {
            throw page.unexpected(waiting, "the number of messages that wait", count)
        }
        var backlog = Backlog(integration: integration, waiting: number, oldest: .notAsked)
        guard let since, oldest != nil, !backlog.isEmpty else { return backlog }
        do throws(ReadingFault) {
            backlog.oldest = .age(Double(try page.age(since, "since when the oldest message waits", clock: clock)))
        } catch {
            backlog.oldest = .unread(error)
        }
        return backlog
    }
}

/// What was read of a queue. Pure.
package struct Backlog: Sendable, Hashable {
    package enum Oldest: Sendable, Hashable {
        case notAsked
        /// In ms.
        case age(Double)
        case unread(ReadingFault)
    }

    package var integration: String
    /// Nil where no sample says.
    package var waiting: Double?
    package var oldest: Oldest

    package init(integration: String, waiting: Double?, oldest: Oldest) {
        self.integration = integration
        self.waiting = waiting
        self.oldest = oldest
    }

    var isEmpty: Bool { waiting == 0 }

    /// - Parameters:
    ///   - atMost: messages; nil for no bound.
    ///   - limit: ms that the oldest may have waited; nil for no bound.
    package func judged(atMost: Int?, oldest limit: Int?) -> ExactResult {
        let queue = "queue of \(integration)"
        guard let waiting, waiting.isFinite, waiting >= 0 else {
            return .unchecked(
                .notUnderstood(
                    queue, expected: "how many messages wait", found: waiting.map(ShownText.figure) ?? "no sample",
                    mend: "is it asked of the right place?"))
        }
        guard atMost != nil || limit != nil else {
            return .unchecked(
                .notUnderstood(
                    queue, expected: "a bound on its size or its age", found: "none", mend: "write one in the plan"))
        }
        var parts: [ExactResult] = []
        if let atMost {
            parts.append(Bound.atMost(Double(atMost)).result(of: waiting, subject: queue, unit: "waiting"))
        }
        if let limit { parts.append(age(limit, queue)) }
        var result = ExactResult.together(parts)
        result.figures["waiting"] = Int(exactly: waiting.rounded())
        if case .age(let age) = oldest { result.figures["oldest, s"] = Int(exactly: (age / 1_000).rounded()) }
        return result
    }

    private func age(_ limit: Int, _ queue: String) -> ExactResult {
        switch oldest {
        case _ where isEmpty:
            return ExactResult(compared: 1, mismatches: 0, detail: "\(queue): nothing waits")
        case .age(let age) where age.isFinite && age >= -Double(Timestamp.tolerance) && age < 1e15:
            let shown = "\(queue): the oldest waits \(ShownText.span(max(0, Int(age))))"
            return ExactResult(
                compared: 1, mismatches: age > Double(limit) ? 1 : 0,
                detail: "\(shown), at most \(ShownText.span(limit))")
        case .age(let age):
            return .unchecked(
                .notUnderstood(
                    queue, expected: "how long the oldest message waits", found: ShownText.figure(age / 1_000) + " s",
                    mend: "are the clocks right, and is it an age in seconds?"))
        case .notAsked:
            return .unchecked(
                .notUnderstood(
                    queue, expected: "where its oldest message is read", found: "nothing", mend: "write it in the plan")
            )
        case .unread(let fault): return .unchecked(fault)
        }
    }
}

extension [Double] {
    /// The largest; what is not a number counts as larger, so that it is not overlooked.
    fileprivate var worst: Double? { first(where: \.isNaN) ?? self.max() }
}
