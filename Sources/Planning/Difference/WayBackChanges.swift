/// The stages whose class is another one than before.
enum WayBackChanges {
    /// What a plan says of a stage: its class for itself, and with all later stages live.
    private struct Class {
        let own: WayBackDerivation
        let whole: WayBackDerivation
        let position: Position
    }

    static func between(_ old: Plan, _ new: Plan) -> [PlanChange] {
        let (was, now) = (classes(of: old), classes(of: new))
        return new.stages.map(\.id.value).compactMap { id in
            guard let before = was[id], let after = now[id] else { return nil }
            // A rollback undoes the later stages first, so these may worsen a class that stays as it was by itself.
            return change(id, before, after, \.own, "for itself")
                ?? change(id, before, after, \.whole, "once all later stages are live")
        }
    }

    /// From the last stage to the first, so that the worst of all later ones is at hand.
    private static func classes(of plan: Plan) -> [Stage.ID: Class] {
        var classes: [Stage.ID: Class] = [:]
        var later: WayBackDerivation?
        for stage in plan.stages.reversed() {
            let own = plan.wayBack(of: stage.id.value)
            classes[stage.id.value] = Class(
                own: own, whole: later.map { own.worse($0) } ?? own, position: stage.position)
            let cause = Fact("stage \(stage.id.value) is live and would be taken back first", stage.position)
            let goesFirst = WayBackDerivation(own.wayBack, why: [cause] + own.why)
            later = later.map { goesFirst.worse($0) } ?? goesFirst
        }
        return classes
    }

    private static func change(
        _ id: Stage.ID, _ before: Class, _ after: Class, _ part: KeyPath<Class, WayBackDerivation>, _ when: String
    ) -> PlanChange? {
        let (was, now) = (before[keyPath: part], after[keyPath: part])
        guard was.wayBack != now.wayBack else { return nil }
        let isWorse = now.wayBack > was.wayBack
        return PlanChange(
            isWorse ? .worse : .better, .wayBack, "stages[\(id)]", old: .init(was.wayBack.rawValue, before.position),
            new: .init(now.wayBack.rawValue, after.position),
            why: "its way back \(isWorse ? "worsens" : "improves") \(when)", before: was.why, after: now.why)
    }
}
