/// What a MariaDB database holds, and what of it makes trouble in a move.
public struct DatabaseInventory: Sendable, Hashable, Codable {
    public struct Table: Sendable, Hashable, Codable {
        public var name: String
        public var engine: String
        public var rowFormat: String
        public var collation: String
        /// Counted, not estimated.
        public var rows: Int
        /// Of rows and indexes, as the server estimates; bytes.
        public var bytes: Int
        /// The next number; nil without one.
        public var autoIncrement: Int?
        /// Columns that hold `0000-00-00`, with the number of such rows.
        public var zeroDates: [String: Int] = [:]
        /// Collations of its columns other than the table's own.
        public var otherCollations: [String] = []
    }

    /// A trigger, view, routine or event, which runs with an account's rights.
    public struct Definition: Sendable, Hashable, Codable {
        /// `trigger`, `view`, `routine` or `event`.
        public var kind: String
        public var name: String
        /// `user@host`.
        public var definer: String
        /// Whether the account exists; nil where accounts may not be read. Without it, using the thing fails with 1449.
        public var hasDefiner: Bool?
        /// Of events: `ENABLED` and the like.
        public var status: String
    }

    public var place: String
    public var version = ""
    public var charset = ""
    public var collation = ""
    public var sqlMode = ""
    public var tables: [Table] = []
    public var definitions: [Definition] = []
    public var network: NetworkInventory?
    public var unseen: [HostInventory.Unseen] = []

    public init(place: String) { self.place = place }

    /// Outside of any consistent snapshot: convert or lock.
    public var unsafeTables: [String] { tables.filter { $0.engine != "InnoDB" }.map(\.name) }
    public var missingDefiners: [String] {
        Set(definitions.filter { $0.hasDefiner == false }.map(\.definer)).sorted()
    }
    public var hasMixedCollations: Bool {
        Set(tables.map(\.collation) + tables.flatMap(\.otherCollations)).filter { !$0.hasSuffix("_bin") }.count > 1
    }
}

/// The sites of a WordPress installation, as its database has them.
public struct NetworkInventory: Sendable, Hashable, Codable {
    public struct Site: Sendable, Hashable, Codable {
        public var id: Int
        public var domain: String
        public var path: String
        public var siteURL: String
        public var home: String
        /// 0 keeps search engines away.
        public var blogPublic: String
        /// Absolute paths here break after a move.
        public var uploadPath: String
        public var theme: String
        public var activePlugins: [String]
        /// Scheduled hooks that wait.
        public var scheduled: Int
        /// Their names, each once.
        public var hooks: [String]
    }

    /// A domain that a mapping table leads to a site.
    public struct Mapping: Sendable, Hashable, Codable {
        public var domain: String
        public var site: Int
        public var isActive: Bool
    }

    public var isNetwork = false
    /// `wp_site.domain` of each network.
    public var domains: [String] = []
    public var sites: [Site] = []
    public var networkPlugins: [String] = []
    /// Of the tables that plugins for mapped domains keep beside WordPress' own.
    public var mappings: [Mapping] = []

    public init() {}
}
