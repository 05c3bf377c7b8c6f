import Foundation

/// Asks one side for pages, past the edge, as a visitor without a past: GET, no cookies, redirects followed on the same
/// side as long as they stay on the store's hosts.
public struct PageAsker: Sendable {
    /// `http://host:port`
    public let endpoint: String
    /// Hosts that this side serves, in lower case: a redirect to another one ends the walk.
    public let hosts: Set<String>
    private let mark: ProbeMark
    /// For one request.
    private let limit: Duration

    /// Redirects that are followed at most, as browsers give up too.
    static let hops = 8
    static let size = 8 << 20

    public init(endpoint: String, hosts: Set<String>, mark: ProbeMark = ProbeMark(), limit: Duration = .seconds(8)) {
        self.endpoint = endpoint
        self.hosts = hosts
        self.mark = mark
        self.limit = limit
    }

    public func land(on path: String, of host: String) async -> PageLanding {
        var place = Place(host: host, path: path, isSecure: false)
        var seen: Set<Place> = [place]
        for hop in 0...Self.hops {
            var headers = [ProbeField("user-agent", ProbeMark.agent), ProbeField("accept", "text/html,*/*;q=0.8")]
            // TLS ends in front of the side; a store that insists on it must believe that it was there.
            if place.isSecure { headers.append(ProbeField("x-forwarded-proto", "https")) }
            let request = SideRequest(
                method: "GET", path: place.path, host: place.host, headers: headers + mark.headers("probe"), form: nil)
            let answer: SideAnswer
            switch await request.send(to: endpoint, within: limit, size: Self.size) {
            case .failure(let failure): return landing(.failed(failure), place, hop)
            case .success(let found): answer = found
            }
            guard [301, 302, 303, 307, 308].contains(answer.status), let to = answer.values("location").first,
                let next = place.following(to)
            else {
                let isBlank = answer.body.allSatisfy { [9, 10, 13, 32].contains($0) }
                return PageLanding(
                    .answered(status: answer.status), host: place.host, path: place.bare, hops: hop, isBlank: isBlank)
            }
            guard hosts.contains(next.host) else { return landing(.answered(status: answer.status), next, hop) }
            guard seen.insert(next).inserted else { return landing(.ring, next, hop) }
            place = next
        }
        return landing(.ring, place, Self.hops)
    }

    private func landing(_ end: PageLanding.End, _ place: Place, _ hops: Int) -> PageLanding {
        PageLanding(end, host: place.host, path: place.bare, hops: hops)
    }

    struct Place: Sendable, Hashable {
        var host: String
        /// Path and query.
        var path: String
        var isSecure: Bool

        /// Without the query.
        var bare: String { String(path.prefix { $0 != "?" }) }

        /// Where a `Location` leads from here; nil where it is no address of the web.
        func following(_ location: String) -> Place? {
            guard let base = URL(string: "http\(isSecure ? "s" : "")://\(host)\(path)"),
                let url = URL(string: location, relativeTo: base)?.absoluteURL, let host = url.host(),
                let scheme = url.scheme?.lowercased(), scheme == "http" || scheme == "https"
            else { return nil }
            let parts = URLComponents(url: url, resolvingAgainstBaseURL: true)
            let path = parts?.percentEncodedPath ?? "/"
            let query = parts?.percentEncodedQuery.map { "?\($0)" } ?? ""
            // The port is that of the edge in front, or of this very side: the host alone says which store it is.
            return Place(
                host: host.lowercased(), path: (path.isEmpty ? "/" : path) + query, isSecure: scheme == "https")
        }
    }
}
