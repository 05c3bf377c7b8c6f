package import Cutover
import Planning
public import Traffic

extension RunPlan {
    /// The edge that the plan needs.
    /// - Parameters:
    ///   - listen: where shoppers come in.
    ///   - logPort: where this program listens for the edge's log, on loopback.
    public func topology(listen: EdgeAddress, logPort: Int) throws(ConductingError) -> EdgeTopology {
        EdgeTopology(
            listeners: .init(http: listen), old: [try Self.address(oldEndpoint)], new: [try Self.address(newEndpoint)],
            log: EdgeAddress(port: logPort), healthPath: "/health",
            units: plan.units.map { unit in
                EdgeUnit(
                    id: unit.id.value.rawValue, hosts: unit.match.hosts.map(\.value),
                    paths: unit.match.paths.map(\.value))
            },
            steps: plan.flows.flatMap { flow in
                flow.steps.map { step in
                    EdgeStep(
                        name: step.id.value.rawValue, path: step.path.value, exact: step.isExact,
                        variant: step.hasVariants)
                }
            })
    }

    private static func address(_ endpoint: String) throws(ConductingError) -> EdgeAddress {
        let bare = endpoint.split(separator: "/").last.map(String.init) ?? endpoint
        guard let address = EdgeAddress(bare) else {
            throw .plan(
                what: "`\(endpoint)` is no address with a port", at: "systems", mend: "write it as http://host:port")
        }
        return address
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
