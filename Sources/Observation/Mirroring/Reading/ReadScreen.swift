/// Which reads may be asked again, and what of them.
///
/// A pattern that begins with `/` denies the paths in which its segments follow each other anywhere: `/cart` denies
/// `/cart`, `/cart/add` and `/de/cart`, and not `/cartoons`. Any other pattern denies where it stands anywhere in path
/// or query. Letter case, percent-encoding, doubled slashes and dot segments hide nothing.
public struct ReadScreen: Sendable, Hashable {
    /// Paths whose reading may change something, or shows somebody's own page.
    public static let denied = [
        "add-to-cart", "add_to_cart", "remove_item", "undo_item", "wc-ajax", "logout", "unsubscribe", "download_file",
        "/cart", "/basket", "/checkout", "/order", "/orders", "/confirmation", "/account", "/my-account", "/login",
        "/wishlist", "/wp-admin", "/wp-login.php", "/wp-cron.php", "/admin", "/api", "/payment", "/pay",
    ]

    /// Query parameters that are somebody's secret or somebody.
    public static let secrets = [
        "token", "access_token", "auth", "key", "apikey", "api_key", "password", "pass", "sid", "session", "sessionid",
        "phpsessid", "nonce", "csrf", "_wpnonce", "signature", "sig", "hash", "email", "mail", "phone", "user", "login",
        "code", "state",
    ]

    private let segments: [[UInt8]]
    private let texts: [[UInt8]]
    private let secrets: Set<String>

    /// - Parameters:
    ///   - denied: patterns; the ones above are always denied too.
    ///   - secrets: names of query parameters that are left out; the ones above always are.
    public init(denied: [String] = [], secrets: [String] = []) {
        let all = (Self.denied + denied).filter { !$0.isEmpty }.map { Array($0.lowercased().utf8) }
        segments = all.filter { $0.first == slash }.map { $0.last == slash ? $0 : $0 + [slash] }
        texts = all.filter { $0.first != slash }
        self.secrets = Set((Self.secrets + secrets).map { $0.lowercased() })
    }

    /// The read to make; nil where it must not be made.
    ///
    /// - Parameter path: path and query, as the request line had them.
    public func read(method: String, host: String, path: String, agent: String? = nil) -> ObservedRead? {
        guard method == "GET" || method == "HEAD", path.utf8.first == slash, path.utf8.count <= 2_048,
            !host.isEmpty, host.utf8.count <= 255, host.utf8.allSatisfy({ 33...126 ~= $0 && $0 != slash }),
            path.utf8.allSatisfy({ $0 > 32 && $0 != 127 })
        else { return nil }
        let plain = path.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        guard !denies(Array(plain.utf8)) else { return nil }
        return ObservedRead(method: method, host: host.lowercased(), path: withoutSecrets(plain), agent: agent)
    }

    private func denies(_ path: [UInt8]) -> Bool {
        // Twice, since some servers decode what another has decoded before them.
        let decoded = Self.decoded(Self.decoded(path)).map(ByteSearch.lowered)
        if texts.contains(where: { ByteSearch.first($0, in: decoded, from: 0) != nil }) { return true }
        let place = decoded.firstIndex(of: UInt8(ascii: "?")) ?? decoded.count
        // Also as it stands, since not every server resolves dot segments; and in the query, by which some shops route.
        let ways = [
            Self.walked(decoded[..<place], resolving: true), Self.walked(decoded[..<place], resolving: false),
            Self.walked(decoded[place...], resolving: false),
        ]
        return segments.contains { pattern in ways.contains { ByteSearch.first(pattern, in: $0, from: 0) != nil } }
    }

    /// Path parameters (`;v=1`) left out, doubled slashes made one, dot segments resolved; ends with a slash.
    private static func walked(_ path: ArraySlice<UInt8>, resolving: Bool) -> [UInt8] {
        var kept: [ArraySlice<UInt8>] = []
        for part in path.split(whereSeparator: separators.contains) {
            let name = part.prefix { $0 != UInt8(ascii: ";") }
            if resolving, name.elementsEqual("..".utf8) {
                _ = kept.popLast()
            } else if !name.isEmpty, !name.elementsEqual(".".utf8) {
                kept.append(name)
            }
        }
        return [slash] + kept.joined(separator: [slash]) + (kept.isEmpty ? [] : [slash])
    }

    private static func decoded(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(UInt8(ascii: "%")) else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var i = 0
        while i < bytes.count {
            if bytes[i] == UInt8(ascii: "%"), i + 2 < bytes.count, let high = nibble(bytes[i + 1]),
                let low = nibble(bytes[i + 2])
            {
                result.append(high << 4 | low)
                i += 3
            } else {
                result.append(bytes[i])
                i += 1
            }
        }
        return result
    }

    private static func nibble(_ byte: UInt8) -> UInt8? {
        switch ByteSearch.lowered(byte) {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): ByteSearch.lowered(byte) - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    private func withoutSecrets(_ path: Substring) -> String {
        guard let mark = path.firstIndex(of: "?") else { return Self.sendable(path) }
        let kept = path[path.index(after: mark)...].split(separator: "&").filter { pair in
            let name = pair.prefix { $0 != "=" && $0 != "[" }
            let plain = String(decoding: Self.decoded(Array(name.utf8)), as: UTF8.self)
            return !secrets.contains(plain.lowercased())
        }
        return Self.sendable(path[..<mark] + (kept.isEmpty ? "" : "?" + kept.joined(separator: "&")))
    }

    /// Bytes that a request line cannot hold, by percent.
    private static func sendable(_ path: some StringProtocol) -> String {
        guard path.utf8.contains(where: { $0 >= 128 }) else { return String(path) }
        return path.utf8.map { byte in
            byte < 128
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}

private let slash = UInt8(ascii: "/")
/// What parts a path, and a query: `?route=checkout/cart`.
private let separators = Array(#"/\?&="#.utf8)
