/// Pages of a site, asked at an endpoint whatever the site's name resolves to. One that asks is known as no shopper.
package struct SitePage: Sendable {
    private let endpoint: String
    private let host: String
    /// The largest page that is read, in bytes.
    private let size: Int

    /// - Parameters:
    ///   - endpoint: `http://host:port`.
    ///   - host: the site's own name.
    package init(endpoint: String, host: String, size: Int = 4 << 20) {
        self.endpoint = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
        (self.host, self.size) = (host, size)
    }

    /// - Parameter path: path and query. Redirects are not followed.
    package func ask(_ path: String, within limit: Duration) async -> Result<SideAnswer, SideFailure> {
        let headers = [ProbeField("user-agent", ProbeMark.agent), ProbeField("accept", "text/html,*/*;q=0.8")]
        return await SideRequest(
            method: "GET", path: path, host: host, headers: headers + ProbeMark().headers("probe"), form: nil
        ).send(to: endpoint, within: limit, size: size)
    }
}
