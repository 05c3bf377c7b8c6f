import Foundation

/// An address as people may see it: without user, password, fragment, and without what its query carries, since a secret
/// there can have any name.
package enum ShownAddress {
    package static func of(_ address: String) -> String {
        guard let parts = URLComponents(string: address), let host = parts.host, !host.isEmpty else {
            return "an address that cannot be read"
        }
        let port = parts.port.map { ":\($0)" } ?? ""
        let names = parts.queryItems?.map { "\($0.name)=…" }.joined(separator: "&") ?? ""
        return ShownText.plain(
            "\(parts.scheme ?? "")://\(host)\(port)\(parts.percentEncodedPath)\(names.isEmpty ? "" : "?" + names)")
    }
}
