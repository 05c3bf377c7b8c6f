import AsyncHTTPClient
package import Foundation
import NIOCore
import NIOFoundationCompat
package import NIOHTTP1
import NIOPosix
package import Planning

/// One question over HTTP that only reads. Redirects are not followed: a page that asks to log in is no answer, and a
/// token goes nowhere but where the plan says.
package struct WebQuestion: Sendable {
    package enum Method: Sendable { case get, head }

    private let url: String
    private let method: Method
    private let token: SecretReference?
    /// Bytes of the answer at most.
    private let limit = 4 << 20
    private let patience: Duration
    private let firstByteOnly: Bool

    /// - Parameters:
    ///   - token: sent as `Authorization: Bearer`; read when it is asked.
    ///   - patience: how long the whole answer may take.
    ///   - firstByteOnly: asks for no more.
    package init(
        url: String, method: Method = .get, token: SecretReference? = nil, patience: Duration = .seconds(5),
        firstByteOnly: Bool = false
    ) {
        self.url = url
        self.method = method
        self.token = token
        self.patience = patience
        self.firstByteOnly = firstByteOnly
    }

    /// The address for people.
    package var place: String { ShownAddress.of(url) }

    /// - Parameter now: our clock, ms since 1970; the server's must agree with it where it says the time.
    /// - Throws: no answer, or a clock that is not ours. Any status is an answer.
    package func ask(now: @Sendable () -> Int) async throws(ReadingFault) -> WebAnswer {
        let request = try await request()
        let outcome = await withTaskGroup(of: Outcome.self) { group in
            group.addTask { [limit, method] in await Self.perform(request, limit: limit, bare: method == .head) }
            group.addTask { [patience] in
                do { try await Task.sleep(for: patience) } catch { return .stopped }
                return .late
            }
            defer { group.cancelAll() }
            return await group.next() ?? .stopped
        }
        switch outcome {
        case .answer(let answer):
            try checkClock(answer, now: now())
            return answer
        case .late: throw .noAnswer(place, why: "not within \(ShownText.span(patience.milliseconds))")
        case .stopped: throw .stopped(place)
        case .tooLong:
            throw .notUnderstood(
                place, expected: "an answer of at most \(limit) bytes", found: "a longer one",
                mend: "ask for less, or is the address right?")
        case .failed(let why): throw .noAnswer(place, why: why)
        }
    }

    /// The answer's body where its status is 200.
    func body(now: @Sendable () -> Int) async throws(ReadingFault) -> Data {
        let answer = try await ask(now: now)
        guard answer.status == 200 else { throw .refused(place, status: answer.status, said: "") }
        return answer.body
    }

    private enum Outcome: Sendable {
        case answer(WebAnswer)
        case late, stopped, tooLong
        case failed(String)
    }

    private func request() async throws(ReadingFault) -> HTTPClientRequest {
        guard let parts = URLComponents(string: url), parts.host?.isEmpty == false,
            parts.scheme == "http" || parts.scheme == "https"
        else {
            throw .notUnderstood(
                place, expected: "http:// or https:// and a host", found: "something else",
                mend: "write the address in full")
        }
        var request = HTTPClientRequest(url: url)
        request.method = method == .head ? .HEAD : .GET
        request.headers.add(name: "accept", value: "application/json, */*;q=0.5")
        // An answer kept on the way would be an old one.
        request.headers.add(name: "cache-control", value: "no-cache")
        request.headers.add(name: "user-agent", value: "sluice")
        if firstByteOnly { request.headers.add(name: "range", value: "bytes=0-0") }
        if let token {
            request.headers.add(name: "authorization", value: "Bearer \(try await token.secret())")
        } else if let user = parts.user {
            request.setBasicAuth(username: user, password: parts.password ?? "")
        }
        return request
    }

    private static func perform(_ request: HTTPClientRequest, limit: Int, bare: Bool) async -> Outcome {
        do {
            let response = try await client.execute(request, timeout: .seconds(30))
            var body = Data()
            if !bare { body = Data(buffer: try await response.body.collect(upTo: limit)) }
            return .answer(
                WebAnswer(status: Int(response.status.code), headers: response.headers, body: body))
        } catch is NIOTooManyBytesError {
            return .tooLong
        } catch {
            return Task.isCancelled ? .stopped : .failed(why(error))
        }
    }

    // A clock that is wrong by half a minute would make old figures look new.
    private func checkClock(_ answer: WebAnswer, now: Int) throws(ReadingFault) {
        guard let date = answer.headers.first(name: "date").flatMap(Timestamp.httpDate) else { return }
        let age = answer.headers.first(name: "age").flatMap { Int($0) }.map { max(0, min($0, 86_400)) } ?? 0
        let ahead = date + age * 1_000 - now
        if abs(ahead) > 30_000 { throw .clock(place, ahead: ahead) }
    }

    private static func why(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { why($0.error) } ?? "its name is not known"
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case let error as ChannelError where "\(error)".hasPrefix("connectTimeout"): "no connection in time"
        case let error as HTTPClientError: ShownText.plain(error.shortDescription)
        default: ShownText.plain("\(error)", limit: 120)
        }
    }

    // Lives as long as the program; connections are given up before most servers give them up.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5), read: .seconds(10)),
            connectionPool: .init(idleTimeout: .seconds(3)))
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()
}

package struct WebAnswer: Sendable {
    package let status: Int
    package let headers: HTTPHeaders
    package let body: Data
}
