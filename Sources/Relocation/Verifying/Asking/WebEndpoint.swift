/// Where a web server or an edge takes requests: `http://host:port`.
public struct WebEndpoint: Sendable, Hashable, CustomStringConvertible {
    public let isTLS: Bool
    public let host: String
    public let port: Int

    public init(isTLS: Bool, host: String, port: Int) { (self.isTLS, self.host, self.port) = (isTLS, host, port) }

    /// Reads `http://host:port`, `https://host` and `host:port`, which is plain HTTP.
    public init(parsing text: String) throws(RelocationError) {
        func wrong() -> RelocationError {
            .unusable(what: "a web server's address", found: "`\(text)`", expected: "http://host:port or host:port")
        }
        var rest = text[...]
        var scheme = "http"
        if let mark = rest.firstRange(of: "://") {
            scheme = rest[..<mark.lowerBound].lowercased()
            rest = rest[mark.upperBound...]
        }
        while rest.hasSuffix("/") { rest = rest.dropLast() }
        guard ["http", "https"].contains(scheme), !rest.isEmpty,
            !rest.contains(where: { "/?#@ ".contains($0) })
        else { throw wrong() }
        let isTLS = scheme == "https"
        var name = rest
        var number: Substring?
        if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("]") {
            name = rest[..<colon]
            number = rest[rest.index(after: colon)...]
        }
        guard let port = number.map({ Int($0) }) ?? (isTLS ? 443 : 80), (1...65_535).contains(port), !name.isEmpty
        else { throw wrong() }
        (self.isTLS, self.host, self.port) = (isTLS, String(name), port)
    }

    public var description: String { "\(isTLS ? "https" : "http")://\(host):\(port)" }
}

/// What a server answered to one request.
public struct SiteAnswer: Sendable, Hashable {
    public var status: Int
    /// Names in lower case.
    public var headers: [Field]
    /// The body, up to what was asked for.
    public var body: [UInt8]
    /// Bytes of the whole body.
    public var size: Int

    public struct Field: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
    }

    public init(status: Int, headers: [Field] = [], body: [UInt8] = [], size: Int? = nil) {
        (self.status, self.headers, self.body, self.size) = (status, headers, body, size ?? body.count)
    }

    public func values(_ name: String) -> [String] { headers.filter { $0.name == name }.map(\.value) }
    public var location: String? { values("location").first }
    public var text: String { String(decoding: body, as: UTF8.self) }
}

/// What a server showed of itself before it answered over TLS.
public struct ShownCertificate: Sendable, Hashable {
    /// As the library tells it, such as `Nov 22 01:12:45 2026 GMT`; nil where it tells nothing.
    public var expires: String?
    /// Why it is not trusted, or not for this name; nil where it is.
    public var trouble: String?

    public init(expires: String?, trouble: String?) { (self.expires, self.trouble) = (expires, trouble) }
}
