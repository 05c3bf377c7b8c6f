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
            return EdgeAbility.allCases.filter { !able.contains($0) }.compactMap { ability in
                needs[ability].map {
                    Violation(
                        "\($0.what), which edge \(edge.id.value) cannot do: `\(ability.rawValue)` is not among what it can",
                        $0.position)
                }
            }
        }
    }
}

/// The first place of a plan that needs an ability of the edge.
private struct EdgeNeed {
    let what: String
    let position: Position

    static func all(of plan: Plan) -> [EdgeAbility: EdgeNeed] {
        var needs: [EdgeAbility: EdgeNeed] = [:]
        func need(_ ability: EdgeAbility, _ what: String, _ position: Position?) {
            guard needs[ability] == nil, let position else { return }
            needs[ability] = EdgeNeed(what: what, position: position)
        }
        for stage in plan.stages {
            let name = "stage \(stage.id.value)"
            let exposure = stage.exposure
            let split = exposure.steps.first { step in
                let share = exposure.share(of: step.value)
                return share > 0 && share < 1
            }
            need(.split, "\(name) puts a part of the visitors on each side", split?.position)
            if exposure.routesBirthsOnly { need(.pins, "\(name) routes births only", exposure.birthsOnly?.position) }
            if stage.rollback?.form?.value == .evict {
                need(.evict, "the rollback of \(name) sends visitors back", stage.rollback?.form?.position)
            }
            need(.mirror, "\(name) copies requests", stage.mirror?.position)
            for move in stage.authority {
                if move.handover?.value == .birthPinned {
                    need(.pins, "\(name) lets \(move.entity.value) finish where they began", move.handover?.position)
                }
                if let hold = move.hold, hold.value > .zero {
                    need(.freeze, "\(name) holds writes of \(move.entity.value)", hold.position)
                }
            }
        }
        let hosts = plan.units.first.map { Set($0.match.hosts.map(\.value)) } ?? []
        let other = plan.units.first { Set($0.match.hosts.map(\.value)) != hosts }
        need(
            .segments, "unit \(other?.id.value.rawValue ?? "") has hosts of its own", other?.match.position)
        need(.redirects, "old addresses lead to new ones", plan.redirects?.entries.first?.from.position)
        return needs
    }
}
