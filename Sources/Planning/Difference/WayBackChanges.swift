/// The stages whose class is another one than before.
enum WayBackChanges {
    static func between(_ old: Plan, _ new: Plan) -> [PlanChange] {
        let known = Set(old.stages.map(\.id.value))
        return new.stages.filter { known.contains($0.id.value) }.compactMap { stage in
            let id = stage.id.value
            guard let former = old.stage(id) else { return nil }
            let own = change(
                id, former, stage, old.wayBack(of: id), new.wayBack(of: id), "stages[\(id)]", "for itself")
            // A rollback undoes the later stages first, so these may worsen a class that stays as it was by itself.
            return own
                ?? change(
                    id, former, stage, old.wayBack(of: id, after: Set(old.stages.map(\.id.value))),
                    new.wayBack(of: id, after: Set(new.stages.map(\.id.value))), "stages[\(id)]",
                    "once all later stages are live")
        }
    }

    private static func change(
        _ id: Stage.ID, _ former: Stage, _ stage: Stage, _ before: WayBackDerivation, _ after: WayBackDerivation,
        _ path: String, _ when: String
    ) -> PlanChange? {
        guard before.wayBack != after.wayBack else { return nil }
        let isWorse = after.wayBack > before.wayBack
        return PlanChange(
            isWorse ? .worse : .better, .wayBack, path, old: .init(before.wayBack.rawValue, former.position),
            new: .init(after.wayBack.rawValue, stage.position),
            why: "its way back \(isWorse ? "worsens" : "improves") \(when)", before: before.why, after: after.why)
    }
}
