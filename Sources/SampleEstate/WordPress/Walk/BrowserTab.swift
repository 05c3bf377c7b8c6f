import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

/// One shopper's browser: keeps cookies, follows redirects, and on an error page lets the shopper press reload, which
/// sends the same request with the same form again.
struct BrowserTab {
    /// A page that is no error.
    struct Page: Sendable {
        var status: Int
        var text: PageText
    }

    /// Why the shopper gave up.
    enum Failure: Error, Equatable {
        /// Errors for longer than the shopper's patience; the last of them.
        case impatient(String)
        /// Redirected without end.
        case redirects
        /// The visit was cut off.
        case cancelled
    }

    let client: HTTPClient
    /// Where the store is reached, for instance `http://127.0.0.1:8080`.
    let address: String
    let host: String
    let patience: Duration
    let meter: PauseMeter
    private var cookies = BrowserCookies()

    init(client: HTTPClient, address: String, host: String, patience: Duration, meter: PauseMeter) {
        self.client = client
        self.address = address
        self.host = host
        self.patience = patience
        self.meter = meter
    }

    /// Opens a page, or sends a form, and follows where it leads.
    mutating func open(_ path: String, form: String? = nil) async throws(Failure) -> Page {
        var place = BrowserAddress.store(path)
        var form = form
        let began = ContinuousClock.now
        for _ in 0..<8 {
            let answer = try await load(place, form: form, began: began)
            guard let location = answer.location else {
                meter.step(host: host, took: ContinuousClock.now - began)
                return Page(status: answer.status, text: PageText(bytes: answer.body))
            }
            place = BrowserAddress(location: location, host: host)
            form = nil
        }
        throw .redirects
    }

    private struct Answer {
        var status: Int
        var location: String?
        var body: ByteBuffer
    }

    /// Loads one address, again and again while it fails.
    private mutating func load(
        _ place: BrowserAddress, form: String?, began: ContinuousClock.Instant
    ) async throws(Failure) -> Answer {
        while true {
            let sent = ContinuousClock.now
            let trouble: String
            do {
                let answer = try await send(place, form: form)
                meter.request(host: host, took: ContinuousClock.now - sent)
                if answer.status < 500 { return answer }
                trouble = "http_\(answer.status)"
            } catch {
                trouble = Self.name(of: error)
            }
            if Task.isCancelled { throw .cancelled }
            meter.reload(host: host, after: trouble)
            if ContinuousClock.now - began > patience { throw .impatient(trouble) }
            do { try await Task.sleep(for: .milliseconds(250)) } catch { throw .cancelled }
        }
    }

    private mutating func send(_ place: BrowserAddress, form: String?) async throws -> Answer {
        let isStore: Bool
        var request: HTTPClientRequest
        switch place {
        case .store(let path):
            isStore = true
            request = HTTPClientRequest(url: address + path)
            request.headers.add(name: "host", value: host)
            if let cookies = cookies.header { request.headers.add(name: "cookie", value: cookies) }
        case .elsewhere(let whole):
            isStore = false
            request = HTTPClientRequest(url: whole)
        }
        request.headers.add(name: "user-agent", value: "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Firefox/133.0")
        request.headers.add(name: "accept", value: "text/html")
        if let form {
            request.method = .POST
            request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: form))
        }
        let response = try await client.execute(request, timeout: .seconds(40))
        let body = try await response.body.collect(upTo: 1 << 20)
        if isStore { for cookie in response.headers["set-cookie"] { cookies.take(cookie) } }
        let redirects = (300..<400).contains(response.status.code)
        return Answer(
            status: Int(response.status.code),
            location: redirects ? response.headers.first(name: "location") : nil, body: body)
    }

    private static func name(of error: any Error) -> String {
        switch error {
        case let error as HTTPClientError:
            switch error {
            case .connectTimeout: "connect"
            case .deadlineExceeded, .readTimeout, .getConnectionFromPoolTimeout: "timeout"
            default: "closed"
            }
        case is NIOConnectionError: "connect"
        case is IOError: "closed"
        default: "other"
        }
    }
}
