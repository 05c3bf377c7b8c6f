public import Planning

/// Where a plan is read from: its first file, the environment chosen, and overlays that were named besides.
public struct PlanOrigin: Sendable, Hashable, Codable {
    public var plan: String
    public var environment: String?
    public var overlays: [String]

    public init(plan: String, environment: String? = nil, overlays: [String] = []) {
        self.plan = plan
        self.environment = environment
        self.overlays = overlays
    }

    public func read() throws(PlanningError) -> Plan {
        try PlanReader.read(path: plan, environment: environment, overlays: overlays)
    }
}
