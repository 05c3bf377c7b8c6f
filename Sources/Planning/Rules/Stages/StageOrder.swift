/// STG002: needs that lead in a circle, to nothing, or to a stage that comes later.
///
/// The reader refuses a plan with any of these, and tells so many at most as it tells of anything.
struct StageOrder {
    private let plan: Plan
    private let order: [Stage.ID: Int]
    private let circles: NeedCircles

    static func findings(in plan: Plan) -> [Finding] {
        let order = StageOrder(plan)
        let found = plan.stages.enumerated().lazy.flatMap { place, stage in
            stage.needs.lazy.compactMap { need in order.finding(stage, place: place, need) }
        }
        return Array(found.prefix(ReadingBounds.findings))
    }

    private init(_ plan: Plan) {
        self.plan = plan
        let order = Dictionary(
            plan.stages.enumerated().map { ($1.id.value, $0) }, uniquingKeysWith: { first, _ in first })
        self.order = order
        circles = NeedCircles(plan.stages.map { $0.needs.compactMap { order[$0.value] } })
    }

    private func finding(_ stage: Stage, place: Int, _ need: At<Stage.ID>) -> Finding? {
        message(stage.id.value, place: place, need.value).map { message, mend in
            Finding(code: "STG002", severity: .error, message: message, position: need.position, mend: mend)
        }
    }

    private func message(_ stage: Stage.ID, place: Int, _ need: Stage.ID) -> (message: String, mend: String)? {
        guard let needed = order[need] else {
            let hint = NearestKey.hint(for: need.rawValue, among: order.keys.lazy.map(\.rawValue))
            return ("stage \(stage) needs `\(need)`, which is no stage\(hint)", "name a stage of this plan")
        }
        guard needed >= place else { return nil }
        if circles.share(place, needed) {
            return (
                "stage \(stage) needs \(need), which needs \(stage) in turn: none can begin",
                "remove one need of the circle"
            )
        }
        return (
            "stage \(stage) needs \(need), which comes after it",
            "move \(need) before \(stage): stages are carried out in the order they are written"
        )
    }
}
