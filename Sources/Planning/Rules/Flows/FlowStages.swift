/// FLW002: critical flows that no stage moves, and requests of flows that two stages move.
struct FlowStages {
    private(set) var violations: [Violation] = []
    /// The stage that moves a unit first.
    private let moving: [CutoverUnit.ID: Stage.ID]

    init(_ plan: Plan) {
        moving = Dictionary(
            plan.stages.map { ($0.unit.value, $0.id.value) }, uniquingKeysWith: { first, _ in first })
        let moved = Set(moving.keys.flatMap { plan.flows(through: $0) }.map(\.id.value))
        violations = plan.flows.filter { $0.isCritical && !moved.contains($0.id.value) }.map {
            Violation("no stage moves a unit through which critical flow \($0.id.value) goes", $0.id.position)
        }
        findClashes(plan)
    }

    /// A path under which a unit takes requests.
    private struct Taking {
        let unit: CutoverUnit
        let stage: Stage.ID
        let path: At<String>
    }

    private mutating func findClashes(_ plan: Plan) {
        var takings: [String: [Taking]] = [:]
        for unit in plan.units {
            guard let stage = moving[unit.id.value] else { continue }
            var seen: Set<String> = []
            for path in unit.match.paths where seen.insert(path.value).inserted {
                takings[path.value, default: []].append(Taking(unit: unit, stage: stage, path: path))
            }
        }
        let served = ServedPaths(plan.units)
        var looked: Set<String> = []
        for flow in plan.flows {
            for step in flow.steps {
                guard let path = served.longest(beginning: step.path.value), looked.insert(path).inserted
                else { continue }
                clashes(among: takings[path] ?? [], at: "`\(step.id.value)` of flow \(flow.id.value)")
            }
        }
    }

    /// Units that take the same path on a host that another one takes too.
    private mutating func clashes(among takings: [Taking], at step: String) {
        var byHost: [String: Taking] = [:]
        for taking in takings {
            let hosts = taking.unit.match.hosts.map(\.value)
            // A unit of any host meets whichever came first; a named host meets itself and any.
            let others = hosts.contains("*") ? [takings[0]] : (hosts + ["*"]).compactMap { byHost[$0] }
            if let other = others.first, other.unit.id.value != taking.unit.id.value {
                violations.append(
                    Violation(
                        "\(step) is moved by stage \(other.stage) with unit \(other.unit.id.value) and by stage "
                            + "\(taking.stage) with unit \(taking.unit.id.value), both at \(taking.path.value)",
                        taking.path.position))
            }
            for host in hosts where byHost[host] == nil { byHost[host] = taking }
        }
    }
}
