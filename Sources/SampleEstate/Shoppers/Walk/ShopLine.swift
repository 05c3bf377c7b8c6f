import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// The line from all shoppers to the edge.
struct ShopLine: Sendable {
    /// What came back.
    struct Answer: Sendable {
        var status: Int
        /// Path of a redirect, without scheme and host.
        var location: String?
        var body: ByteBuffer
    }

    /// Why nothing came back.
    struct Failure: Error {
        /// `connect`, `timeout`, `closed` or `other`.
        var kind: String
    }

    let client: HTTPClient
    /// For instance `http://127.0.0.1:8080`.
    let address: String

    /// Sends one request as this visitor; takes in the cookies of the answer.
    func send(
        _ path: String, form: String?, for plan: ShopperPlan, jar: inout CookieJar
    ) async throws(Failure) -> Answer {
        var request = HTTPClientRequest(url: address + path)
        request.headers = HTTPHeaders([
            ("host", plan.region.host), ("user-agent", plan.userAgent), ("x-edge-country", plan.country),
            ("accept", "text/html"),
        ])
        if plan.device != .bot, let cookies = jar.header { request.headers.add(name: "cookie", value: cookies) }
        if let form {
            request.method = .POST
            request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: form))
        }
        do {
            let response = try await client.execute(request, timeout: .seconds(8))
            if plan.device != .bot {
                for cookie in response.headers["set-cookie"] { jar.take(cookie) }
            }
            let body = try await response.body.collect(upTo: 1 << 20)
            return Answer(
                status: Int(response.status.code),
                location: response.headers.first(name: "location").map(Self.path(of:)), body: body)
        } catch let error as HTTPClientError {
            throw Failure(kind: Self.kind(of: error))
        } catch is NIOConnectionError {
            throw Failure(kind: "connect")
        } catch let error as IOError {
            throw Failure(kind: error.errnoCode == ECONNREFUSED ? "connect" : "closed")
        } catch {
            throw Failure(kind: "other")
        }
    }

    private static func kind(of error: HTTPClientError) -> String {
        switch error {
        case .connectTimeout: "connect"
        case .deadlineExceeded, .readTimeout, .getConnectionFromPoolTimeout: "timeout"
        case .remoteConnectionClosed: "closed"
        default: "other"
        }
    }

    private static func path(of location: String) -> String {
        // `http://host/path`: the third slash begins the path.
        guard !location.hasPrefix("/") else { return location }
        let parts = location.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        return parts.count == 4 ? "/" + parts[3] : "/"
    }
}
