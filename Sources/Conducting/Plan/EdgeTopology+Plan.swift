package import Cutover
public import Planning
public import Traffic

extension RunPlan {
    /// The edge that the plan needs.
    /// - Parameters:
    ///   - listen: where shoppers come in.
    ///   - logPort: where this program listens for the edge's log, on loopback.
    public func topology(listen: EdgeAddress, logPort: Int) throws(ConductingError) -> EdgeTopology {
        try EdgeTopology(plan, listen: listen, logPort: logPort)
    }
}

extension EdgeTopology {
    /// The edge that a plan needs: both storefronts with all of their endpoints, its units, and its flows' steps.
    /// - Parameter logPort: nil for an edge that logs nothing.
    public init(_ plan: Plan, listen: EdgeAddress, logPort: Int?) throws(ConductingError) {
        let (old, new) = (try Self.storefront(.old, of: plan), try Self.storefront(.new, of: plan))
        let health = new.health?.value ?? old.health?.value ?? "/health"
        self.init(
            listeners: .init(http: listen), old: try Self.addresses(old), new: try Self.addresses(new),
            log: logPort.map { EdgeAddress(port: $0) }, healthPath: health == "connect" ? nil : health,
            units: plan.units.map { unit in
                EdgeUnit(
                    id: unit.id.value.rawValue, hosts: unit.match.hosts.map(\.value),
                    paths: unit.match.paths.map(\.value))
            },
            steps: plan.flows.flatMap { flow in
                flow.steps.map { step in
                    EdgeStep(
                        name: step.id.value.rawValue, path: step.path.value, exact: step.isExact,
                        variant: step.hasVariants, role: step.role)
                }
            })
    }

    private static func storefront(_ side: System.Side, of plan: Plan) throws(ConductingError) -> System {
        let found = plan.systems.first {
            $0.side.value == side && $0.kind.value == .storefront && !$0.endpoints.isEmpty
        }
        guard let found else {
            throw .plan(
                what: "no storefront on the \(side.rawValue) side has an endpoint", at: "\(plan.position)",
                mend: "give one system `kind: storefront`, `side: \(side.rawValue)` and `endpoints: [http://…]`")
        }
        return found
    }

    private static func addresses(_ system: System) throws(ConductingError) -> [EdgeAddress] {
        var addresses: [EdgeAddress] = []
        for endpoint in system.endpoints {
            let bare = endpoint.value.split(separator: "/").last.map(String.init) ?? endpoint.value
            guard let address = EdgeAddress(bare) else {
                throw .plan(
                    what: "`\(endpoint.value)` is no address with a port", at: "\(endpoint.position)",
                    mend: "write it as http://host:port")
            }
            addresses.append(address)
        }
        return addresses
    }
}

extension FlowStep {
    fileprivate var role: EdgeStep.Role {
        switch freeze?.value {
        case .starts: .starts
        case .finishes: .finishes
        case nil: .ordinary
        }
    }
}

extension EdgePolicy {
    /// The run's wish in the edge's words.
    package init(_ exposure: Cutover.Exposure) {
        self.init(
            generation: exposure.generation,
            units: exposure.units.mapValues { unit in
                UnitPolicy(
                    newBelow: unit.newBelow, controlFrom: unit.newBelow, mode: .open, leased: unit.leased,
                    pinsFrom: unit.pins ? unit.pinEpoch : 0, fallback: unit.fallback, decision: unit.decision)
            })
    }
}
