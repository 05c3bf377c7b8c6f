import AsyncHTTPClient
package import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

/// Asks an API, one question at a time: no faster than it may, again where that helps, never for ever.
actor JSONCaller {
    struct Answer: Sendable {
        let body: JSONText
        /// The address of the next page, by a `Link` header.
        let next: String?
    }

    private let client: HTTPClient
    private let header: String
    private let secret: String?
    private let limits: JSONLimits
    /// The least time between two requests.
    private let gap: Duration
    private var allowed = ContinuousClock.now
    private(set) var lastAnswer = 0.0
    private var isClosed = false

    init(header: String, secret: String?, rate: Double?, limits: JSONLimits) {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(5)
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        self.header = header
        self.secret = secret
        self.limits = limits
        gap = rate.map { .seconds(1 / max($0, 0.001)) } ?? .zero
    }

    deinit {
        guard !isClosed else { return }
        client.shutdown { _ in }
    }

    func close() async {
        guard !isClosed else { return }
        isClosed = true
        try? await client.shutdown()
    }

    /// The answer to one request; nil where there is nothing at this address (404, 410).
    func ask(_ url: String) async throws(CouldNotCheck) -> Answer? {
        var pause = Duration.milliseconds(250)
        for attempt in 1... {
            let outcome = try await attemptOnce(url)
            switch outcome {
            case .answer(let answer): return answer
            case .absent: return nil
            case .failed(let failure, let asked):
                guard attempt < limits.tries, failure.isWorthRepeating else { throw failure.error }
                let wait = asked ?? pause
                guard wait <= limits.wait else {
                    throw .tooBusy(url, why: "it asks to be left alone for \(wait.components.seconds) s")
                }
                try await rest(wait)
                pause *= 2
            }
        }
        throw .cancelled
    }

    private struct Failure {
        let error: CouldNotCheck
        let isWorthRepeating: Bool
    }

    private enum Outcome {
        case answer(Answer)
        case absent
        case failed(Failure, after: Duration?)
    }

    private func attemptOnce(_ url: String) async throws(CouldNotCheck) -> Outcome {
        let now = ContinuousClock.now
        if allowed > now { try await rest(allowed - now) }
        let began = ContinuousClock.now
        allowed = began + gap
        var request = HTTPClientRequest(url: url)
        request.headers.add(name: "Accept", value: "application/json")
        if let secret {
            let isBearer = header.lowercased() == "authorization"
            request.headers.add(name: header, value: isBearer ? "Bearer \(secret)" : secret)
        }
        let response: HTTPClientResponse
        let bytes: [UInt8]
        do {
            response = try await client.execute(
                request, deadline: .now() + .milliseconds(limits.answer.components.seconds * 1000))
            let length = response.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
            guard length <= limits.bytes else { throw CouldNotCheck.question(url, why: tooLong, mend: shorter) }
            bytes = Array(buffer: try await response.body.collect(upTo: limits.bytes))
        } catch is CancellationError {
            throw .cancelled
        } catch is NIOTooManyBytesError {
            throw .question(url, why: tooLong, mend: shorter)
        } catch let error as CouldNotCheck {
            throw error
        } catch {
            if Task.isCancelled { throw .cancelled }
            return .failed(
                Failure(error: .noAnswer(url, "\(error)"), isWorthRepeating: true), after: nil)
        }
        let (seconds, attoseconds) = (ContinuousClock.now - began).components
        lastAnswer = Double(seconds) + Double(attoseconds) / 1e18
        switch response.status.code {
        case 200:
            do throws(JSONText.Flaw) {
                return .answer(Answer(body: try JSONText(bytes), next: LinkHeader.next(response.headers["link"])))
            } catch {
                throw .question(url, why: "its answer is no JSON \(error)", mend: "check the address")
            }
        case 404, 410: return .absent
        case 429, 500...599:
            let asked = response.headers.first(name: "retry-after").flatMap { RetryAfter.wait($0, now: Date()) }
            let error: CouldNotCheck =
                response.status.code == 429 ? .tooBusy(url, why: "it answers 429") : .store(url, why: answers(response))
            return .failed(Failure(error: error, isWorthRepeating: response.status.code != 501), after: asked)
        case 300...399:
            throw .question(url, why: "it answers \(response.status.code)", mend: "write the address it leads to")
        default:
            throw .refused(url, Int(response.status.code))
        }
    }

    private var tooLong: String { "its answer is longer than \(limits.bytes >> 20) MB" }
    private var shorter: String { "ask for smaller pages" }

    private func answers(_ response: HTTPClientResponse) -> String { "it answers \(response.status.code)" }

    private func rest(_ time: Duration) async throws(CouldNotCheck) {
        do { try await Task.sleep(for: time) } catch { throw .cancelled }
    }
}

/// RFC 9110: seconds, or a date.
package enum RetryAfter {
    package static func wait(_ text: String, now: Date) -> Duration? {
        if let seconds = Int(text.trimmingCharacters(in: .whitespaces)) {
            return .seconds(max(0, min(seconds, 1_000_000)))
        }
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return format.date(from: text).map { .seconds(max(0, $0.timeIntervalSince(now))) }
    }
}

/// RFC 8288, as far as it says which page is next.
package enum LinkHeader {
    package static func next(_ headers: [String]) -> String? {
        for link in headers.flatMap({ $0.split(separator: "<") }) {
            guard let end = link.firstIndex(of: ">") else { continue }
            let terms = link[link.index(after: end)...].split { ";,".contains($0) }
            let isNext = terms.contains { term in
                let words = term.replacing(" ", with: "").replacing("\"", with: "").lowercased()
                return words == "rel=next"
            }
            if isNext { return String(link[..<end]) }
        }
        return nil
    }
}
