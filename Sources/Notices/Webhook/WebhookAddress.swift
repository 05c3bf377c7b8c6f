import Foundation

/// A webhook's address, which is a secret: only where it stands is shown.
struct WebhookAddress: Sendable {
    let url: URL
    /// `https://host:port`, without what is secret.
    let host: String

    init(_ text: String, from reference: Reference, allowsPlainHTTP: Bool) throws(NoticeError) {
        func refuse(_ why: String) -> NoticeError { .unusableURL(reference, why: why) }
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased(), let name = url.host, !name.isEmpty
        else { throw refuse("it is no URL with a host") }
        guard scheme == "https" || scheme == "http" else { throw refuse("it is neither https nor http") }
        guard url.user == nil, url.password == nil else { throw refuse("user or password stand in it") }
        self.url = url
        host = Self.origin(url)
        let bare = name.hasPrefix("[") ? String(name.dropFirst().dropLast()) : name
        guard scheme == "https" || HostName.isLoopback(bare) || allowsPlainHTTP else {
            throw .insecure(
                host: host, why: "because it would have gone in clear; use https, or allow plain http in the settings")
        }
    }

    private init(_ url: URL) {
        self.url = url
        host = Self.origin(url)
    }

    /// Where a redirect leads, if it stays with the same server.
    func following(_ location: String) -> (address: WebhookAddress?, host: String) {
        guard let target = URL(string: location, relativeTo: url)?.absoluteURL, target.host != nil else {
            return (nil, "somewhere unreadable")
        }
        let address = WebhookAddress(target)
        return (address.host == host && target.user == nil ? address : nil, address.host)
    }

    private static func origin(_ url: URL) -> String {
        let scheme = url.scheme?.lowercased() ?? ""
        let name = url.host?.lowercased() ?? ""
        return Plainly.line(
            "\(scheme)://\(name.contains(":") && !name.hasPrefix("[") ? "[\(name)]" : name)"
                + ":\(url.port ?? (scheme == "https" ? 443 : 80))")
    }

    /// What of the address must not be read anywhere.
    var secrets: [String] {
        let path = url.path(percentEncoded: true)
        // Rooms give their secret as the last part of the path or as the query; "/hook" alone would be no secret.
        return [url.absoluteString, path, path.split(separator: "/").last.map(String.init), url.query]
            .compactMap { $0 }.filter { $0.utf8.count > 5 }
    }
}
