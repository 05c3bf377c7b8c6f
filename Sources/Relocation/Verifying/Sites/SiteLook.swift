/// A site of a network as the plan has it.
public struct ExpectedSite: Sendable, Hashable, CustomStringConvertible {
    /// The domain it has on the new side.
    public var domain: String
    public var oldDomain: String
    /// `/`, or `/de/` in a network of folders.
    public var path: String

    public init(domain: String, oldDomain: String? = nil, path: String = "/") {
        self.domain = domain.lowercased()
        self.oldDomain = (oldDomain ?? domain).lowercased()
        let inner = path.split(separator: "/").joined(separator: "/")
        self.path = inner.isEmpty ? "/" : "/\(inner)/"
    }

    public var description: String { domain + (path == "/" ? "" : path) }
    /// `http://eu.shop.test/cart` for `cart`.
    public func url(_ below: String = "", isTLS: Bool = false) -> String {
        "\(isTLS ? "https" : "http")://\(domain)\(path)\(below)"
    }
}

/// What a site answered to the questions of a verification.
public struct SiteLook: Sendable, Hashable {
    public struct Upload: Sendable, Hashable {
        /// Below `wp-content/uploads`.
        public var file: String
        public var walk: WebWalk
        /// Of the file on the host; nil where that was not looked at, -1 where there is none.
        public var size: Int?

        public init(file: String, walk: WebWalk, size: Int?) { (self.file, self.walk, self.size) = (file, walk, size) }
    }

    /// An old address that the old side leads on or answers.
    public struct Moved: Sendable, Hashable {
        public var path: String
        /// What the old side answered; nil where it could not be asked.
        public var old: Int?
        public var walk: WebWalk

        public init(path: String, old: Int?, walk: WebWalk) { (self.path, self.old, self.walk) = (path, old, walk) }

        /// To a page, or on to another domain.
        public var leadsSomewhere: Bool {
            switch walk.end {
            case .answered: (200..<400).contains(walk.status ?? 0)
            case .leaves: true
            case .loops, .unreachable: false
            }
        }
    }

    public enum Login: Sendable, Hashable {
        case works
        case fails(String)
        case notTried(String, isRequired: Bool)
    }

    public var front: WebWalk
    public var form: WebWalk
    public var login: Login
    public var wellKnown: [String: WebWalk] = [:]
    public var uploads: [Upload] = []
    public var robots: WebWalk?
    public var moved: [Moved] = []
    /// nil where no server with TLS is at hand.
    public var certificate: ShownCertificate?

    public init(front: WebWalk, form: WebWalk, login: Login) {
        (self.front, self.form, self.login) = (front, form, login)
    }
}
