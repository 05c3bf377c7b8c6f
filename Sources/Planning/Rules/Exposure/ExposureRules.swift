extension Rule {
    /// About how exposure grows (EXP).
    static let exposureRules: [Rule] = [.exp001, .exp002, .exp003, .exp004, .exp005, .exp006]

    static let exp001 = Rule(
        "EXP001",
        catches: "a percentage split by something other than the aggregate's key, or with two writers",
        why: """
            A cart that is on the old side for one request and on the new one for the next is two carts. Split by what \
            the aggregate belongs to, and route only what is born.
            """,
        mend: """
            assign by the entity's `aggregate`, with `births_only: true` and `handover: birth-pinned`
            """
    ) { check in
        let plan = check.plan
        return plan.stages.filter { $0.exposure.isSplit }.flatMap { stage in
            unclear(stage, plan)
                + stage.authority.compactMap { move in
                    guard let entity = plan.entity(move.entity.value), !entity.isShared,
                        let reason = splitProblem(of: entity, move, stage.exposure)
                    else { return nil }
                    return Violation(
                        "stage \(stage.id.value) splits \(move.place) between two writers, but \(reason.0)", reason.1)
                }
        }
    }

    static let exp004 = Rule(
        "EXP004",
        catches: "a dwell shorter than the slowest gate's window, or than the defaults for a real store",
        why: """
            A step that ends before its slowest gate has judged a single shopper to the end has proven nothing. On a \
            real store half an hour is the least that shows anything, and only a day shows how evenings differ from \
            mornings.
            """,
        mend: "lengthen `dwell`, or mark a plan that only rehearses with `rehearsal: true`"
    ) { check in
        let plan = check.plan
        return plan.stages.flatMap { stage in
            let dwell = stage.exposure.dwell
            let slowest = stage.gates.compactMap { plan.signal($0.value) }
                .compactMap { signal in signal.window.map { (signal.id.value, $0) } }
                .max { $0.1 < $1.1 }
            var found: [Violation] = []
            if let slowest, dwell.value < slowest.1 {
                found.append(
                    Violation(
                        "dwell \(PlanText.duration(dwell.value)) is shorter than the window of \(slowest.0), "
                            + PlanText.duration(slowest.1),
                        dwell.position, mend: "make dwell at least \(PlanText.duration(slowest.1))"))
            }
            return plan.isRehearsal ? found : found + belowDefaults(stage)
        }
    }

    static let exp005 = Rule(
        "EXP005",
        catches: "a step that cannot be decided in the time it has",
        why: """
            Too few shoppers see the new side at this step for any honest test to exclude a loss of the size that \
            matters. The step would stand undecided, and someone would wave it through.
            """,
        mend: "raise the exposure, widen the margin, or allow more time (`dwell`, or `decide_within` in a rehearsal)"
    ) { check in
        let plan = check.plan
        return plan.stages.flatMap { stage in
            plan.forecast(of: stage).filter { !$0.isDecidedInTime }.map { forecast in
                Violation(
                    "at \(forecast.step.value) stage \(stage.id.value) needs \(PlanText.hours(forecast.hours)) "
                        + "to prove \(forecast.signal) within \(PlanText.points(forecast.margin)) at "
                        + "\(PlanText.number(forecast.unitsPerHour)) units an hour, and has "
                        + PlanText.hours(forecast.bound),
                    forecast.step.position, mend: ways(out: forecast))
            }
        }
    }

    /// What both sides of a split write though the stage does not say who may.
    private static func unclear(_ stage: Stage, _ plan: Plan) -> [Violation] {
        plan.written(by: stage).compactMap { write in
            guard let entity = plan.entity(write.value), !entity.isShared,
                !plan.isWrittenByNewSide(entity, before: stage)
            else { return nil }
            return Violation(
                "both sides write \(write.value) at stage \(stage.id.value), which does not say who may",
                stage.position,
                mend: "move its authority in this stage, or keep the flow that writes it out of the unit")
        }
    }

    /// Which of the conditions of a safe split does not hold, and where. Whether assignment is stable is EXP002's.
    private static func splitProblem(
        of entity: Entity, _ move: AuthorityMove, _ exposure: Exposure
    ) -> (String, Position)? {
        let id = entity.id.value
        guard let by = exposure.by else { return ("what visitors are assigned by is not said", exposure.position) }
        guard let aggregate = entity.aggregate else {
            return ("what \(id) belong to is not said (`aggregate`)", entity.id.position)
        }
        guard by.value == aggregate.value else {
            return ("assigns by \(by.value), while \(id) belong to a \(aggregate.value)", by.position)
        }
        guard exposure.routesBirthsOnly else {
            return ("not only births are routed", exposure.birthsOnly?.position ?? exposure.position)
        }
        guard move.handover?.value == .birthPinned else {
            return ("what is under way does not finish where it was born", move.handover?.position ?? move.position)
        }
        return nil
    }

    private static func belowDefaults(_ stage: Stage) -> [Violation] {
        let dwell = stage.exposure.dwell
        if dwell.value < .seconds(1800) {
            return [
                Violation(
                    "dwell \(PlanText.duration(dwell.value)) is below half an hour, the least for a real store",
                    dwell.position)
            ]
        }
        guard !stage.isHandOver else { return [] }
        let small = stage.exposure.shares.prefix { $0 < 0.5 }.count
        guard small < stage.exposure.steps.count, dwell.value * small < .seconds(86_400) else { return [] }
        return [
            Violation(
                "stage \(stage.id.value) reaches half of the visitors after "
                    + "\(PlanText.duration(dwell.value * small)), before it has seen a full day",
                stage.exposure.steps[small].position,
                mend: "lengthen `dwell`, or add smaller steps, so that a day passes before 50%")
        ]
    }

    private static func ways(out forecast: StepForecast) -> String {
        var ways: [String] = []
        if let exposure = forecast.exposureNeeded {
            let verb = exposure > forecast.exposure ? "raise" : "lower"
            let holdback = forecast.step.value == .open ? " (holdback \(PlanText.percent(1 - exposure)))" : ""
            ways.append("\(verb) exposure to \(PlanText.percent(exposure))\(holdback)")
        }
        if let margin = forecast.marginNeeded { ways.append("accept \(PlanText.points(margin))") }
        if forecast.hours.isFinite { ways.append("allow \(PlanText.hours(forecast.hours))") }
        guard !ways.isEmpty else { return "give the signal a margin smaller than its baseline allows, or leave it out" }
        return ways.joined(separator: ", or ")
    }
}
