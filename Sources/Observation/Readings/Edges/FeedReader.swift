public import Foundation
package import Gating
import NIOHTTP1
public import Planning

/// Where it is written how old a feed is.
public enum FeedPlace: Sendable, Hashable {
    /// The time at which a file was last changed.
    case file(URL)
    /// The `Last-Modified` of an answer.
    case http(url: String, token: SecretReference? = nil)
    /// A time in JSON over HTTP: ISO 8601 with its zone, seconds or ms since 1970.
    case json(url: String, changed: JSONPointer, token: SecretReference? = nil)
}

/// How long ago a feed (prices, stock, a search engine's product list) was last made.
///
/// An old feed breaks its bound; one that is missing, empty or says no time is blind.
public struct FeedReader: SignalReader {
    public let signal: String
    public let every: Duration
    let feed: FeedPlace
    let atMost: Duration
    package var clock: @Sendable () -> Int = { wallClock() }

    /// - Parameter age: how old the feed may be.
    public init(signal: String, feed: FeedPlace, atMost age: Duration, every: Duration) {
        self.signal = signal
        self.feed = feed
        atMost = age
        self.every = every
    }

    public func read() async -> SignalReading {
        await .of(at: clock(), asked: ["\(place): when it was last changed"]) { () throws(ReadingFault) in
            Self.judged(age: try await age(), limit: atMost.milliseconds, place: place)
        }
    }

    /// Both in ms. Pure.
    package static func judged(age: Int, limit: Int, place: String) -> ExactResult {
        ExactResult(
            compared: 1, mismatches: age > limit ? 1 : 0,
            detail: "\(place): changed \(ShownText.span(age)) ago, at most \(ShownText.span(limit))",
            figures: ["age, s": age / 1_000])
    }

    private var place: String {
        switch feed {
        case .file(let url): ShownText.plain(url.path)
        case .http(let url, _), .json(let url, _, _): ShownAddress.of(url)
        }
    }

    private func age() async throws(ReadingFault) -> Int {
        switch feed {
        case .file(let url):
            let file = try await SmallFile.look(at: url)
            guard file.size > 0 else {
                throw .file(place, why: "is empty", mend: "is whoever writes it running?")
            }
            return try since(file.modified)
        case .http(let url, let token): return try since(try await lastModified(url, token))
        case .json(let url, let changed, let token):
            return try await JSONPage.read(url, token: token, clock: clock)
                .age(changed, "when it was last changed", clock: clock)
        }
    }

    private func since(_ moment: Int) throws(ReadingFault) -> Int {
        let age = clock() - moment
        guard age >= -Timestamp.tolerance else { throw .clock(place, ahead: -age) }
        return max(0, age)
    }

    private func lastModified(_ url: String, _ token: SecretReference?) async throws(ReadingFault) -> Int {
        var answer = try await WebQuestion(url: url, method: .head, token: token).ask(now: clock)
        // Some servers answer no HEAD; one byte is asked of those, since a feed can be large.
        if answer.status == 405 || answer.status == 501 {
            answer = try await WebQuestion(url: url, token: token, firstByteOnly: true).ask(now: clock)
        }
        guard answer.status == 200 || answer.status == 206 else {
            throw .refused(place, status: answer.status, said: "")
        }
        guard let text = answer.headers.first(name: "last-modified"), let time = Timestamp.httpDate(text) else {
            throw .notUnderstood(
                place, expected: "a Last-Modified header",
                found: ShownText.plain(answer.headers.first(name: "last-modified") ?? "none", limit: 60),
                mend: "let its server send one, or read the time from a JSON text")
        }
        return time
    }
}
