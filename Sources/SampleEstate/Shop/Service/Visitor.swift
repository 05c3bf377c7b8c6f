import HTTPTypes
import Hummingbird

/// Who asks: the visitor's `sid` cookie, and where the page is shown.
struct Visitor: Sendable {
    let sid: String
    /// True when the cookie was missing and has to be set.
    let isNew: Bool
    let setting: PageSetting

    init(_ request: Request, noindex: Bool) {
        setting = PageSetting(region: Region(host: request.head.authority), noindex: noindex)
        if let sid = Self.cookie("sid", in: request.headers[.cookie] ?? ""), Self.isIdentifier(sid) {
            self.sid = sid
            isNew = false
        } else {
            sid = StableHash.randomIdentifier()
            isNew = true
        }
    }

    /// The value of one cookie in a Cookie header.
    static func cookie(_ name: String, in header: String) -> String? {
        for pair in header.utf8.split(separator: UInt8(ascii: ";")) {
            let pair = pair.drop { $0 == UInt8(ascii: " ") }
            guard pair.starts(with: name.utf8) else { continue }
            let rest = pair.dropFirst(name.utf8.count)
            if rest.first == UInt8(ascii: "=") { return String(Substring(rest.dropFirst())) }
        }
        return nil
    }

    private static func isIdentifier(_ text: String) -> Bool {
        text.utf8.count == 32
            && text.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
    }

    /// A page for this visitor, with the cookie when it was missing.
    func answer(
        _ body: ByteBuffer, status: HTTPResponse.Status = .ok, type: String = "text/html; charset=utf-8"
    ) -> Response {
        var headers: HTTPFields = [.contentType: type, .cacheControl: "no-store"]
        if isNew { headers[.setCookie] = cookieToSet }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
    }

    /// Sends the visitor on with 303.
    func redirect(to path: String) -> Response {
        var headers: HTTPFields = [.location: path]
        if isNew { headers[.setCookie] = cookieToSet }
        return Response(status: .seeOther, headers: headers)
    }

    private var cookieToSet: String {
        "sid=\(sid); Path=/; HttpOnly; SameSite=Lax"
    }
}
