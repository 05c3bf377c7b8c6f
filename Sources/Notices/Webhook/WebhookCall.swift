import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Calls one webhook.
struct WebhookCall: Sendable {
    let client: HTTPClient
    let message: WebhookMessage
    let secret: String?
    let redaction: Redaction
    let limits: PostRoom.Limits

    /// More redirects than this lead nowhere.
    private static let mostRedirects = 3

    /// Goes where it is sent on to as long as that is the same server, and the answer says to send the same again (307,
    /// 308): after the other redirects nothing would be posted.
    func perform(_ first: WebhookAddress) async throws(NoticeError) -> Delivery {
        let begin = ContinuousClock.now
        let deadline = NIODeadline.now() + .milliseconds(Int64(limits.webhook))
        var address = first
        for _ in 0...Self.mostRedirects {
            let response: HTTPClientResponse
            do {
                response = try await client.execute(request(address), deadline: deadline)
            } catch {
                throw explain(error, address.host, after: begin.elapsed)
            }
            let status = Int(response.status.code)
            if (300..<400).contains(status), let location = response.headers.first(name: "location") {
                let next = address.following(location)
                guard let target = next.address, status == 307 || status == 308 else {
                    throw .redirected(host: address.host, to: next.host)
                }
                address = target
                continue
            }
            let said = redaction.clean(await Self.excerpt(of: response.body))
            guard (200..<300).contains(status) else {
                throw .webhookRefused(
                    host: address.host, status: status, said: said,
                    after: Self.wait(response.headers.first(name: "retry-after")))
            }
            return Delivery(
                said: said.isEmpty ? "\(status)" : "\(status) \(said)",
                took: begin.elapsed)
        }
        throw .redirected(host: first.host, to: "\(address.host), again and again")
    }

    private func request(_ address: WebhookAddress) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: address.url.absoluteString)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json; charset=utf-8")
        request.headers.add(name: "User-Agent", value: "Sluice")
        request.headers.add(name: "Idempotency-Key", value: message.idempotencyKey)
        if let secret {
            request.headers.add(name: "X-Sluice-Signature", value: message.signature(secret: secret))
        }
        request.body = .bytes(message.body)
        return request
    }

    private static let longestExcerpt = 4_096

    /// The beginning of what was answered. The head has decided already, so a body that is slow or breaks off is no
    /// failure.
    private static func excerpt(of body: HTTPClientResponse.Body) async -> String {
        await withTaskGroup(of: String?.self) { group in
            group.addTask {
                var found: [UInt8] = []
                do {
                    for try await part in body {
                        found += part.readableBytesView.prefix(longestExcerpt - found.count)
                        if found.count == longestExcerpt { break }
                    }
                } catch {}
                return String(decoding: found, as: UTF8.self)
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(1))
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first ?? ""
        }
    }

    /// `Retry-After` in whole seconds, at most an hour, in ms. A date is not read: the server's clock may be wrong.
    private static func wait(_ value: String?) -> Int? {
        guard let seconds = value.flatMap({ Int($0) }), seconds >= 0 else { return nil }
        return min(seconds, 3_600) * 1_000
    }

    private static let unreached = [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, EADDRNOTAVAIL]

    private func explain(_ error: any Error, _ host: String, after: Int) -> NoticeError {
        let sending = "after the announcement was sent, which it may have taken"
        switch error {
        case is CancellationError: return .cancelled(host: host)
        case let error as HTTPClientError:
            switch error {
            case .cancelled: return .cancelled(host: host)
            case .alreadyShutdown: return .closed
            case .deadlineExceeded, .readTimeout: return .timedOut(host: host, doing: sending, after: after)
            case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
                return .unreachable(host: host, why: "it took no connection within \(Plainly.seconds(after))")
            case .remoteConnectionClosed: return .cutOff(host: host, doing: sending, why: "without an answer")
            default: return .cutOff(host: host, doing: sending, why: redaction.clean(error.description))
            }
        case let error as NIOConnectionError:
            let causes = [error.dnsAError, error.dnsAAAAError] + error.connectionErrors.map { $0.error }
            let why = causes.compactMap { $0.map { "\($0)" } }.first ?? "no address answers"
            return .unreachable(host: host, why: redaction.clean(why))
        case let error as IOError where Self.unreached.contains(error.errnoCode):
            return .unreachable(host: host, why: String(cString: strerror(error.errnoCode)))
        default:
            // The TLS library's errors are types of its own, which this target does not see.
            let why = redaction.clean("\(error)")
            return String(reflecting: type(of: error)).contains("SSL")
                ? .untrusted(host: host, why: why) : .cutOff(host: host, doing: sending, why: why)
        }
    }
}
