import HTTPTypes
import Hummingbird

/// Answers only who asks for a loopback name, and gives every answer the headers of a page that trusts nobody.
///
/// A foreign name in `Host` means that some web page had its own name resolved to this machine (DNS rebinding), to read
/// the run through a person's browser.
struct LoopbackGuard<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        if Loopback.names(request.head.authority) {
            do {
                response = try await next(request, context)
            } catch let error as HTTPError {
                response = Self.plain(error.status, "there is nothing here; the page is at /\n")
            }
        } else {
            response = Self.plain(
                .misdirectedRequest,
                "this page answers only to 127.0.0.1, localhost and [::1]; open it by one of them\n")
        }
        for (name, value) in Self.headers { response.headers[name] = value }
        return response
    }

    private static var headers: [(HTTPField.Name, String)] {
        [
            (.cacheControl, "no-store"), (.contentSecurityPolicy, ConsolePage.policy),
            (.xContentTypeOptions, "nosniff"),
            (.crossOrigin("Opener-Policy"), "same-origin"), (.crossOrigin("Resource-Policy"), "same-origin"),
            (.referrer, "no-referrer"),
        ]
    }

    private static func plain(_ status: HTTPResponse.Status, _ text: String) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}

enum Loopback {
    /// Whether an authority (`host`, `host:port`) is this machine's own.
    static func names(_ authority: String?) -> Bool {
        guard let authority = authority?.lowercased() else { return false }
        for name in ["127.0.0.1", "localhost", "[::1]"] {
            if authority == name { return true }
            guard authority.hasPrefix(name + ":") else { continue }
            let port = authority.dropFirst(name.count + 1)
            if !port.isEmpty, port.utf8.allSatisfy({ (48...57).contains($0) }) { return true }
        }
        return false
    }
}

extension HTTPField.Name {
    fileprivate static var referrer: Self { known("Referrer-Policy") }

    fileprivate static func crossOrigin(_ rest: String) -> Self { known("Cross-Origin-" + rest) }

    private static func known(_ name: String) -> Self {
        guard let field = HTTPField.Name(name) else { preconditionFailure("`\(name)` is no header name") }
        return field
    }
}
