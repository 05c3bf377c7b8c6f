import Foundation

/// Where everything of one estate is: written by whoever starts it (`estate.json`), read by whoever works with it.
public struct EstateDescription: Sendable, Hashable, Codable {
    /// One process of the estate.
    public struct Entry: Sendable, Hashable, Codable {
        /// Nil when it is not running, or not started by the estate.
        public var pid: Int32?
        /// When the process began, in the system's clock ticks since boot: a pid used again is not taken for it.
        public var started: UInt64?
        /// On 127.0.0.1; 0 for a process that does not listen.
        public var port: Int
        /// Absolute path of its SQLite file.
        public var database: String?
        /// Absolute path of what it writes to standard output and error.
        public var log: String?
        /// The shop's version.
        public var version: String?

        public init(
            pid: Int32? = nil, started: UInt64? = nil, port: Int, database: String? = nil, log: String? = nil,
            version: String? = nil
        ) {
            self.pid = pid
            self.started = started
            self.port = port
            self.database = database
            self.log = log
            self.version = version
        }

        /// The address of a service, for instance `http://127.0.0.1:8082`.
        public var address: String { "http://127.0.0.1:\(port)" }
    }

    /// Opens the shops' JSON interfaces.
    public var token: String
    /// Absolute path of the folder that holds all files.
    public var folder: String
    public var stock: Entry
    public var old: Entry
    public var new: Entry
    /// Filled in by whoever starts the edge.
    public var edge: Entry?
    /// Filled in when shoppers are started.
    public var shoppers: Entry?
    /// Absolute path of the file of acknowledged orders.
    public var acknowledged: String
    /// Absolute path of the shoppers' statistics.
    public var statistics: String
    public var seed: UInt64
    /// Sessions per second.
    public var rate: Double

    public init(
        token: String, folder: String, stock: Entry, old: Entry, new: Entry, edge: Entry? = nil,
        shoppers: Entry? = nil, acknowledged: String, statistics: String, seed: UInt64, rate: Double
    ) {
        self.token = token
        self.folder = folder
        self.stock = stock
        self.old = old
        self.new = new
        self.edge = edge
        self.shoppers = shoppers
        self.acknowledged = acknowledged
        self.statistics = statistics
        self.seed = seed
        self.rate = rate
    }

    /// The entry of a shop.
    public subscript(side: ShopSide) -> Entry {
        get { side == .old ? old : new }
        set { if side == .old { old = newValue } else { new = newValue } }
    }

    /// What a shop shows of its token: enough to tell two estates apart, not enough to use the token.
    /// - Returns: 16 hexadecimal digits.
    public static func digest(ofToken token: String) -> String {
        StableHash.hex(StableHash.of(token))
    }

    /// Reads a description.
    public static func read(_ path: String) throws(SampleEstateError) -> EstateDescription {
        do {
            return try JSONDecoder().decode(
                EstateDescription.self, from: try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw .fileUnusable(path: path, reason: "\(error)")
        }
    }

    /// Writes the description so that a reader finds the old one or the new one, never half of one.
    public func write(_ path: String) throws(SampleEstateError) {
        try AtomicFile.write(self, to: path)
    }
}
