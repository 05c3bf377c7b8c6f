/// STG002: needs that lead in a circle, to nothing, or to a stage that comes later.
enum StageOrder {
    static func findings(in plan: Plan) -> [Finding] {
        let order = Dictionary(
            plan.stages.enumerated().map { ($1.id.value, $0) }, uniquingKeysWith: { first, _ in first })
        let circles = Circles(plan).members
        return plan.stages.enumerated().flatMap { place, stage in
            stage.needs.compactMap { need in
                message(stage, need.value, place: place, order: order, circles: circles).map { message, mend in
                    Finding(
                        code: "STG002", severity: .error, message: message, position: need.position, mend: mend)
                }
            }
        }
    }

    private static func message(
        _ stage: Stage, _ need: Stage.ID, place: Int, order: [Stage.ID: Int], circles: Set<Stage.ID>
    ) -> (message: String, mend: String)? {
        guard let needed = order[need] else {
            let hint = NearestKey.hint(for: need.rawValue, among: order.keys.map(\.rawValue))
            return ("stage \(stage.id.value) needs `\(need)`, which is no stage\(hint)", "name a stage of this plan")
        }
        guard needed >= place else { return nil }
        if circles.contains(stage.id.value), circles.contains(need) {
            return (
                "stage \(stage.id.value) needs \(need), which needs \(stage.id.value) in turn: none can begin",
                "remove one need of the circle"
            )
        }
        return (
            "stage \(stage.id.value) needs \(need), which comes after it",
            "move \(need) before \(stage.id.value): stages are carried out in the order they are written"
        )
    }
}

/// The stages whose needs lead back to themselves.
private struct Circles {
    private(set) var members: Set<Stage.ID> = []

    init(_ plan: Plan) {
        let needs = Dictionary(
            plan.stages.map { ($0.id.value, $0.needs.map(\.value)) }, uniquingKeysWith: { first, _ in first })
        for stage in needs.keys where Self.reachable(from: stage, needs).contains(stage) { members.insert(stage) }
    }

    private static func reachable(from stage: Stage.ID, _ needs: [Stage.ID: [Stage.ID]]) -> Set<Stage.ID> {
        var seen: Set<Stage.ID> = []
        var waiting = needs[stage] ?? []
        while let next = waiting.popLast() {
            if seen.insert(next).inserted { waiting += needs[next] ?? [] }
        }
        return seen
    }
}
