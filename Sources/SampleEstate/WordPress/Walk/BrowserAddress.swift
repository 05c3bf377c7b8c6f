import Foundation

/// Where a browser goes next: a page of the store, or another site such as the payment provider's.
package enum BrowserAddress: Sendable, Hashable {
    /// Path and query on the store's own host.
    case store(String)
    /// A whole address.
    case elsewhere(String)

    /// Reads a Location header that the store, or the payment provider, sent.
    package init(location: String, host: String) {
        guard !location.hasPrefix("/") else {
            self = .store(location)
            return
        }
        guard let parts = URLComponents(string: location), parts.host == host else {
            self = .elsewhere(location)
            return
        }
        let path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
        self = .store(path + (parts.percentEncodedQuery.map { "?" + $0 } ?? ""))
    }
}
