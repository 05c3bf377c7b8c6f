extension Rule {
    /// About what the edge can do (EDG).
    static let edgeRules: [Rule] = [.edg001]

    static let edg001 = Rule(
        "EDG001",
        catches: "a plan that needs what its edge declares it cannot do",
        why: """
            An edge without sticky assignment splits requests, not visitors; one that cannot freeze lets both sides \
            write during the hand over. It does so without an error, and the plan's way back is gone before anybody \
            looks.
            """,
        mend: """
            add the ability to the edge's `can` if its adapter has it; otherwise change the stage, or the edge
            """
    ) { check in
        let needs = EdgeNeed.all(of: check.plan)
        return check.plan.systems.filter { $0.kind.value == .edge && !$0.can.isEmpty }.flatMap { edge in
            let able = Set(edge.can.map(\.value))
            return needs.filter { !able.contains($0.ability) }.map {
                Violation(
                    "\($0.what): `\($0.ability.rawValue)` is not among what edge \(edge.id.value) can", $0.position)
            }
        }
    }
}

/// A place of a plan that needs an ability of the edge.
private struct EdgeNeed {
    let ability: EdgeAbility
    let what: String
    let position: Position

    private init?(_ ability: EdgeAbility, _ what: String, _ position: Position?) {
        guard let position else { return nil }
        self.ability = ability
        self.what = what
        self.position = position
    }

    static func all(of plan: Plan) -> [EdgeNeed] {
        plan.stages.flatMap { needs(of: $0) } + [segments(of: plan), redirects(of: plan)].compactMap(\.self)
    }

    /// What a stage needs, each ability once.
    private static func needs(of stage: Stage) -> [EdgeNeed] {
        let name = "stage \(stage.id.value)"
        let exposure = stage.exposure
        let split = exposure.steps.first { step in
            let share = exposure.share(of: step.value)
            return share > 0 && share < 1
        }
        let births = exposure.birthsOnly.flatMap { $0.value ? $0.position : nil }
        let pinned = stage.authority.compactMap(\.handover).first { $0.value == .birthPinned }
        let evicting = stage.rollback?.form.flatMap { $0.value == .evict ? $0.position : nil }
        return [
            EdgeNeed(.split, "\(name) puts a part of the visitors on each side", split?.position),
            EdgeNeed(.pins, "\(name) keeps visitors where they were born", births ?? pinned?.position),
            EdgeNeed(.evict, "the rollback of \(name) sends visitors back", evicting),
            EdgeNeed(.freeze, "\(name) holds writes", stage.authority.compactMap(\.hold).first?.position),
            EdgeNeed(.mirror, "\(name) copies requests", stage.mirror?.position),
        ].compactMap(\.self)
    }

    /// Units that differ in their hosts need a policy for each.
    private static func segments(of plan: Plan) -> EdgeNeed? {
        let hosts = plan.units.first.map { Set($0.match.hosts.map(\.value)) }
        let other = plan.units.first { Set($0.match.hosts.map(\.value)) != hosts }
        return other.flatMap { EdgeNeed(.segments, "unit \($0.id.value) has hosts of its own", $0.match.position) }
    }

    private static func redirects(of plan: Plan) -> EdgeNeed? {
        EdgeNeed(.redirects, "old addresses lead to new ones", plan.redirects?.entries.first?.from.position)
    }
}
