import Foundation

/// Where rows are kept: a database, a file or an API. It never holds a password; where that is kept stands beside it.
///
///     mysql://shop@db.internal:3306/shop
///     postgresql://shop@db.internal/shop
///     sqlite:///srv/shop/shop.sqlite
///     csv:///srv/export/orders.csv?delimiter=;&null=NULL
///     https+json://api.shop.example/v1/orders#items=orders&next=paging.next
public struct StoreAddress: Sendable, Hashable, CustomStringConvertible {
    /// What answers there.
    public enum Engine: String, Sendable, Hashable, CaseIterable {
        case mariadb, postgresql, sqlite, csv, json
    }

    public let engine: Engine
    /// The whole address as it was written.
    public let text: String
    /// As written, such as `https+json`.
    public let scheme: String
    public let user: String?
    public let host: String?
    public let port: Int?
    /// With its escapes resolved; a database's name has no slash before it.
    public let path: String
    /// What follows `?`, escapes resolved.
    public let query: [Option]
    /// What follows `#`, escapes resolved: how an API is read.
    public let options: [Option]

    public struct Option: Sendable, Hashable {
        public let name: String
        public let value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    private static let engines: [String: Engine] = [
        "mysql": .mariadb, "mariadb": .mariadb, "postgresql": .postgresql, "postgres": .postgresql, "sqlite": .sqlite,
        "csv": .csv, "https+json": .json, "http+json": .json,
    ]

    /// Names of options that would hold a secret.
    private static let secrets = ["password", "passwd", "pwd", "pass", "sslpassword", "token", "secret", "api_key"]

    /// What an address looks like, as a regular expression.
    static let pattern =
        "^(mysql|mariadb|postgres|postgresql|sqlite|csv|https[+]json|http[+]json)://"
        + "(?!.*[?&#](\(secrets.joined(separator: "|")))=)([^/@:?#\\s]+@)?[^@\\s]*$"

    /// Stands where an address could not be read.
    static let nowhere = StoreAddress()

    private init() {
        engine = .csv
        (text, scheme, path) = ("csv:///", "csv", "/")
        (user, host, port, query, options) = (nil, nil, nil, [], [])
    }

    /// Nil where it is none, and where it holds a password.
    public init?(_ text: String) {
        guard !Self.holdsSecret(text), text.utf8.count <= 2000,
            text.unicodeScalars.allSatisfy({ $0.value > 32 && $0.value != 127 }),
            let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            let engine = Self.engines[scheme], text.dropFirst(scheme.utf8.count).hasPrefix("://")
        else { return nil }
        let path = parts.percentEncodedPath.removingPercentEncoding ?? ""
        let host = parts.host.flatMap { $0.isEmpty ? nil : $0 }
        switch engine {
        case .sqlite, .csv:
            // The host of a file's address is where most people forget the third slash.
            guard host == nil, path.count > 1 else { return nil }
            self.path = path
        case .mariadb, .postgresql:
            // Without a host it is reached by a local socket.
            let isReached = host != nil || parts.percentEncodedQuery?.contains("socket=") == true
            guard isReached, !path.dropFirst().contains("/") else { return nil }
            self.path = String(path.dropFirst())
        case .json:
            guard host != nil else { return nil }
            self.path = path
        }
        self.engine = engine
        self.text = text
        self.scheme = scheme
        self.host = host
        user = parts.user.flatMap { $0.isEmpty ? nil : $0 }
        port = parts.port
        query = Self.options(parts.percentEncodedQuery)
        options = Self.options(parts.percentEncodedFragment)
    }

    /// Whether the text, address or not, has a password in it.
    public static func holdsSecret(_ text: String) -> Bool {
        guard let start = text.range(of: "://")?.upperBound else { return false }
        let authority = text[start...].prefix { !"/?#".contains($0) }
        if let at = authority.lastIndex(of: "@"), authority[..<at].contains(":") { return true }
        let names = text[start...].split { "?&#".contains($0) }.dropFirst().compactMap {
            $0.split(separator: "=", omittingEmptySubsequences: false).first?.lowercased()
        }
        return names.contains { secrets.contains($0) }
    }

    private static func options(_ text: String?) -> [Option] {
        (text ?? "").split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                $0.removingPercentEncoding ?? String($0)
            }
            return Option(name: parts[0], value: parts.count > 1 ? parts[1] : "")
        }
    }

    public var description: String { text }
}

extension Kind where Value == StoreAddress {
    static let storeAddress = Kind(
        "an address without a password such as mysql://shop@db.internal/shop", pattern: StoreAddress.pattern,
        placeholder: .nowhere, isShown: false
    ) { StoreAddress($0) }
}
