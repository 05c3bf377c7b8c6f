import AsyncHTTPClient
import NIOCore

/// Visits a shop that was just started, as every careful deployment does: the first shoppers should not pay for cold
/// caches, and a gate should not judge them.
enum Warmup {
    private static let paths = [
        "/", "/category/books", "/search?q=a", "/cart", "/checkout", "/account", "/sitemap.xml",
    ]

    static func visit(_ address: String, rounds: Int = 30) async throws {
        for _ in 0..<rounds {
            for path in paths {
                let response = try? await HTTPClient.shared.get(url: address + path).get()
                _ = response?.status
            }
        }
    }
}
