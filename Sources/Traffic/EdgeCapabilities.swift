/// What an edge declares it can do. A plan that needs what its edge cannot do is refused.
public struct EdgeCapabilities: Sendable, Hashable, Codable {
    /// The finest thing exposure can be given by.
    public enum Granularity: String, Sendable, Hashable, Codable { case request, visitor }
    /// How a visitor stays on a side.
    public enum Stickiness: String, Sendable, Hashable, Codable { case none, cookie, hash, cookieAndHash }
    /// What changes together, in one step no request can see half of.
    public enum AtomicScope: String, Sendable, Hashable, Codable { case unit, edge }
    /// How connections end when a side is drained.
    public enum Drain: String, Sendable, Hashable, Codable { case none, nextRequest, nextRequestAndExplicit }

    public var adapter: String
    public var granularity: Granularity
    public var stickiness: Stickiness
    /// Growing a share never moves a visitor from new to old.
    public var monotoneGrowth: Bool
    /// A concurrent control cohort on the old side.
    public var controlCohort: Bool
    /// Policies by region and device.
    public var segments: Bool
    public var atomicScope: AtomicScope
    /// Longest time from a change to its acknowledgement, milliseconds, on one node.
    public var propagationMilliseconds: Int
    /// The policy in force can be read back.
    public var readBack: Bool
    public var drain: Drain
    public var mirror: Bool
    /// Refusing writes, holding writes, refusing all.
    public var freeze: Bool
    public var delayedWrites: Bool
    /// Redirect entries the edge can carry; 0 when it carries none.
    public var redirectCapacity: Int
    /// From the end of a request to its line at the observer, milliseconds, light load.
    public var logLatencyMilliseconds: Int

    /// HAProxy as this target configures it.
    public static let haproxy = EdgeCapabilities(
        adapter: "haproxy", granularity: .visitor, stickiness: .cookieAndHash, monotoneGrowth: true,
        controlCohort: true, segments: true, atomicScope: .edge, propagationMilliseconds: 50, readBack: true,
        drain: .nextRequestAndExplicit, mirror: false, freeze: true, delayedWrites: true, redirectCapacity: 0,
        logLatencyMilliseconds: 10)
}
