public import Cutover
import Gating
public import Planning

extension Itinerary {
    /// One stage of a plan as far as its gates need it: its signals, steps, margins and its part of the budget. What a
    /// run asks for besides (criteria, endpoints, people) may be missing yet: a draft can be asked too.
    /// - Throws: `ConductingError.plan` where the plan has no such stage, or a signal says too little to be judged.
    public static func gates(of plan: Plan, stage id: String) throws(ConductingError) -> Itinerary {
        guard let stage = plan.stages.first(where: { $0.id.value.rawValue == id }) else {
            let known = plan.stages.map(\.id.value.rawValue).joined(separator: ", ")
            throw .plan(what: "the plan has no stage `\(id)`", at: "\(plan.position)", mend: "use one of \(known)")
        }
        var gates = Itinerary(
            name: plan.name.value, planDigest: plan.digest, isRehearsal: plan.isRehearsal,
            stages: [try StageItinerary(gatesOf: stage, of: plan)], reportSigners: [])
        gates.alpha /= Double(plan.stages.count)
        return gates
    }
}

extension StageItinerary {
    fileprivate init(gatesOf stage: Stage, of plan: Plan) throws(ConductingError) {
        let (promise, forecast) = (plan.promise(of: stage), StageForecast(stage, of: plan))
        self.init(
            id: stage.id.value.rawValue, unit: stage.unit.value.rawValue, needs: [], entry: [.freshEvidence],
            exit: [.stepsProven], steps: stage.exposure.shares.map { Int(($0 * 10_000).rounded()) },
            dwell: Int(stage.exposure.dwell.value.milliseconds), signals: try forecast.specs(of: stage, in: plan),
            compareEvery: nil, wayBack: promise.wayBack, why: promise.why,
            isRollbackAutomatic: stage.rollback?.isAutomatic ?? false,
            form: stage.rollback?.form?.value == .evict ? .evict : .stopBirths, pins: false, lease: nil,
            approvalsNeeded: 0, orderScopes: [], owner: "", decider: "", executor: "",
            expected: forecast.steps.map(\.slowest))
    }
}
