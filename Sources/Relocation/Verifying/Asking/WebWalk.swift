/// Where one address of a site leads, hop by hop, as a visitor's browser would go: within one site's own domain.
public struct WebWalk: Sendable, Hashable {
    public struct Hop: Sendable, Hashable {
        public var url: String
        public var status: Int

        public init(_ url: String, _ status: Int) { (self.url, self.status) = (url, status) }
    }

    public enum End: Sendable, Hashable {
        case answered
        /// It leads to an address it was at before.
        case loops
        /// It leads to another domain, or further than anybody follows.
        case leaves(String)
        case unreachable(String)
    }

    public var hops: [Hop]
    public var end: End
    /// The last answer.
    public var answer: SiteAnswer?

    public init(hops: [Hop], end: End, answer: SiteAnswer? = nil) {
        (self.hops, self.end, self.answer) = (hops, end, answer)
    }

    public var status: Int? { end == .answered ? answer?.status : nil }

    /// `http://a/ 302 → https://a/ 200`
    public var course: String {
        hops.map { "\($0.url) \($0.status)" }.joined(separator: " → ")
    }

    /// Asks, and follows what leads on within the domain.
    ///
    /// - Parameters:
    ///   - url: as a visitor would write it.
    ///   - cookies: sent with every request.
    public static func from(
        _ url: String, at tier: WebEndpoint, authority: String? = nil, cookies: [String] = [], most: Int = 6
    ) async -> WebWalk {
        guard var place = SiteURL(url) else {
            return WebWalk(hops: [], end: .unreachable("`\(url)` is no address"))
        }
        let domain = place.host
        var hops: [Hop] = []
        while true {
            var call = WebCall(place.text(asTLS: tier.isTLS), at: tier, authority: authority)
            // TLS ends in front of a server that is asked in plain: it must be told what the visitor came by.
            if !tier.isTLS, place.isTLS { call.headers.append(SiteAnswer.Field("x-forwarded-proto", "https")) }
            if !cookies.isEmpty {
                call.headers.append(SiteAnswer.Field("cookie", cookies.joined(separator: "; ")))
            }
            let answer: SiteAnswer
            do throws(RelocationError) { answer = try await call.perform() } catch {
                guard case .unreachable(_, let why) = error else {
                    return WebWalk(hops: hops, end: .unreachable(error.description))
                }
                return WebWalk(hops: hops, end: .unreachable("\(tier) does not answer: \(why)"))
            }
            hops.append(Hop(place.text, answer.status))
            guard (300..<400).contains(answer.status), let location = answer.location else {
                return WebWalk(hops: hops, end: .answered, answer: answer)
            }
            guard let next = place.resolving(location) else {
                return WebWalk(hops: hops, end: .leaves(location), answer: answer)
            }
            if next.host != domain { return WebWalk(hops: hops, end: .leaves(next.text), answer: answer) }
            if hops.contains(where: { $0.url == next.text }) {
                return WebWalk(hops: hops, end: .loops, answer: answer)
            }
            if hops.count >= most { return WebWalk(hops: hops, end: .leaves(next.text), answer: answer) }
            place = next
        }
    }
}

/// The parts of an address that matter to a walk.
struct SiteURL: Sendable, Hashable {
    var isTLS: Bool
    /// In lower case, without a port.
    var host: String
    /// Path and query, from the slash on.
    var path: String

    init?(_ text: String) {
        guard let mark = text.firstRange(of: "://") else { return nil }
        switch text[..<mark.lowerBound].lowercased() {
        case "http": isTLS = false
        case "https": isTLS = true
        default: return nil
        }
        let rest = text[mark.upperBound...].prefix { $0 != "#" }
        let name = rest.prefix { $0 != "/" && $0 != "?" }
        let after = rest[name.endIndex...]
        host = name.prefix { $0 != ":" }.lowercased()
        path = after.hasPrefix("/") ? String(after) : "/" + after
        guard !host.isEmpty else { return nil }
    }

    var text: String { text(asTLS: isTLS) }

    func text(asTLS: Bool) -> String { "\(asTLS ? "https" : "http")://\(host)\(path)" }

    /// Where a `Location` leads from here; nil for what is no page.
    func resolving(_ location: String) -> SiteURL? {
        if let whole = SiteURL(location) { return whole }
        var next = self
        if location.hasPrefix("//") { return SiteURL("\(isTLS ? "https" : "http"):\(location)") }
        guard !location.contains("://"), !location.isEmpty else { return nil }
        if location.hasPrefix("/") {
            next.path = String(location.prefix { $0 != "#" })
        } else {
            let folder = path.prefix { $0 != "?" }
            next.path = (folder.lastIndex(of: "/").map { String(folder[...$0]) } ?? "/") + location
        }
        return next
    }
}
