/// STG002: needs that lead in a circle, to nothing, or to a stage that comes later.
enum StageOrder {
    static func findings(in plan: Plan) -> [Finding] {
        let order = Dictionary(
            plan.stages.enumerated().map { ($1.id.value, $0) }, uniquingKeysWith: { first, _ in first })
        return plan.stages.enumerated().flatMap { place, stage in
            stage.needs.compactMap { need in
                message(stage, need.value, place: place, order: order, in: plan).map { message, mend in
                    Finding(
                        code: "STG002", severity: .error, message: message, position: need.position, mend: mend)
                }
            }
        }
    }

    private static func message(
        _ stage: Stage, _ need: Stage.ID, place: Int, order: [Stage.ID: Int], in plan: Plan
    ) -> (message: String, mend: String)? {
        guard let needed = order[need] else {
            let hint = NearestKey.hint(for: need.rawValue, among: order.keys.map(\.rawValue))
            return ("stage \(stage.id.value) needs `\(need)`, which is no stage\(hint)", "name a stage of this plan")
        }
        guard needed >= place else { return nil }
        if leads(from: need, to: stage.id.value, plan) {
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

    /// Whether the needs of one stage, followed, lead to another. Asked only where the order is wrong already.
    private static func leads(from stage: Stage.ID, to other: Stage.ID, _ plan: Plan) -> Bool {
        var seen: Set<Stage.ID> = []
        var waiting = [stage]
        while let next = waiting.popLast() {
            if next == other { return true }
            if seen.insert(next).inserted { waiting += plan.stage(next)?.needs.map(\.value) ?? [] }
        }
        return false
    }
}
