/// What stands still while exposure moves: ports, the two sides, which request belongs to which unit and step, regions
/// and testers. A pure value; changing it means a new configuration and a restart.
public struct EdgeTopology: Sendable, Hashable, Codable {
    /// Where shoppers arrive.
    public struct Listeners: Sendable, Hashable, Codable {
        public var http: EdgeAddress
        /// Expects the PROXY protocol, for an edge behind a balancer.
        public var acceptProxy: EdgeAddress?
        /// HTTP/2 without TLS, for an edge behind a terminator.
        public var clearHTTP2: EdgeAddress?

        public init(http: EdgeAddress, acceptProxy: EdgeAddress? = nil, clearHTTP2: EdgeAddress? = nil) {
            self.http = http
            self.acceptProxy = acceptProxy
            self.clearHTTP2 = clearHTTP2
        }

        var all: [EdgeAddress] { [http, acceptProxy, clearHTTP2].compactMap(\.self) }
    }

    public enum Side: String, Sendable, Hashable, Codable, CaseIterable { case old, new }

    public var listeners: Listeners
    public var old: [EdgeAddress]
    public var new: [EdgeAddress]
    /// Where log lines go, over TCP with octet counts. Without one nothing is logged.
    public var log: EdgeAddress?
    /// Asked for with GET by the health checks; without one a connection is enough.
    public var healthPath: String?
    public var units: [EdgeUnit]
    public var steps: [EdgeStep]
    /// Path prefixes that only the old side can serve, whatever the policy says.
    public var oldOnly: [String]
    /// Country code to region.
    public var regions: [String: String]
    /// Region of a request whose country is not told, or not in ``regions``.
    public var defaultRegion: String
    /// Header in which the network in front tells the country. It is believed: the network in front must set it.
    public var countryHeader: String
    /// The header `X-Forwarded-For` of the network in front is believed and kept; otherwise it is removed.
    public var trustsForwardedFor: Bool
    /// Secret token to the side its bearer sees, by header `x-store-preview` or cookie `__mprev`.
    public var testers: [String: Side]
    /// Query parameters that make any request a write, such as `add-to-cart`.
    public var writeParameters: [String]
    /// Each request tells its side which unit, side, cohort and decision it came by, in `x-sluice-route`.
    public var tellsSides: Bool
    public var threads: Int
    public var maximumConnections: Int
    /// One seed for the whole store, so that a visitor has the same bucket in every unit.
    public var bucketSeed: Int
    /// Life of a pin in seconds; longer than any cart or payment that must finish where it began.
    public var pinSeconds: Int
    /// Bytes of log that are kept in memory while nobody reads them; what comes then pushes out the oldest.
    public var logBuffer: Int

    public init(
        listeners: Listeners, old: [EdgeAddress], new: [EdgeAddress], log: EdgeAddress? = nil,
        healthPath: String? = nil, units: [EdgeUnit], steps: [EdgeStep] = [], oldOnly: [String] = [],
        regions: [String: String] = EdgeTopology.commonRegions, defaultRegion: String = "ZZ",
        countryHeader: String = "x-edge-country", trustsForwardedFor: Bool = false, testers: [String: Side] = [:],
        writeParameters: [String] = ["add-to-cart"], tellsSides: Bool = true, threads: Int = 2,
        maximumConnections: Int = 8000, bucketSeed: Int = 7411, pinSeconds: Int = 604_800, logBuffer: Int = 64 << 20
    ) {
        self.listeners = listeners
        self.old = old
        self.new = new
        self.log = log
        self.healthPath = healthPath
        self.units = units
        self.steps = steps
        self.oldOnly = oldOnly
        self.regions = regions
        self.defaultRegion = defaultRegion
        self.countryHeader = countryHeader
        self.trustsForwardedFor = trustsForwardedFor
        self.testers = testers
        self.writeParameters = writeParameters
        self.tellsSides = tellsSides
        self.threads = threads
        self.maximumConnections = maximumConnections
        self.bucketSeed = bucketSeed
        self.pinSeconds = pinSeconds
        self.logBuffer = logBuffer
    }

    /// Countries of the three regions a shop usually has.
    public static let commonRegions: [String: String] = {
        let countries = [
            "EU": "AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK",
            "US": "CA MX US",
            "APAC": "AU CN HK ID IN JP KR MY NZ PH SG TH TW VN",
        ]
        var table: [String: String] = [:]
        for (region, list) in countries {
            for country in list.split(separator: " ") { table[String(country)] = region }
        }
        return table
    }()

    /// Device classes a segment may name; the class of a bot is never on a person's device.
    public static let devices = ["bot", "mobile", "desktop"]

    /// Every region a request can be of, ordered.
    public var allRegions: [String] { Set(regions.values).union([defaultRegion]).sorted() }
}

/// What moves together: a set of hosts and paths, in some regions or in all.
public struct EdgeUnit: Sendable, Hashable, Codable {
    public var id: String
    /// Host names in lower case, or `*`.
    public var hosts: [String]
    /// Path prefixes; `/cart` holds `/cart` and `/cart/...`, never `/cartoon`.
    public var paths: [String]
    /// Regions; empty for all.
    public var regions: [String]

    public init(id: String, hosts: [String] = ["*"], paths: [String], regions: [String] = []) {
        self.id = id
        self.hosts = hosts
        self.paths = paths
        self.regions = regions
    }
}

/// A step of a flow, known by its path.
public struct EdgeStep: Sendable, Hashable, Codable {
    /// What a freeze makes of the step.
    public enum Role: String, Sendable, Hashable, Codable {
        case ordinary
        /// A checkout starts here: refused, reads too, in ``UnitPolicy/Mode/noStarts``.
        case starts
        /// A payment under way ends here (submit, return, webhook): served while starts are refused, then held.
        case finishes
    }

    public var name: String
    public var path: String
    /// Only this very path, not what lies below it.
    public var exact: Bool
    /// The path's last component is the variant: the step is logged as `pay.card`.
    public var variant: Bool
    /// Writes although its method does not say so.
    public var writes: Bool
    public var role: Role

    public init(
        name: String, path: String, exact: Bool = false, variant: Bool = false, writes: Bool = false,
        role: Role = .ordinary
    ) {
        self.name = name
        self.path = path
        self.exact = exact
        self.variant = variant
        self.writes = writes
        self.role = role
    }
}
