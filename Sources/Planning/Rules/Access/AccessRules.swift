extension Rule {
    /// About credentials, permissions and tasks done by people (ACC).
    static let accessRules: [Rule] = [.acc001, .acc002]

    static let acc001 = Rule(
        "ACC001",
        catches: "a credential or permission that will not be there when a stage needs it",
        why: """
            The cutover stands still at night because a login is with somebody who sleeps. Whoever has to give it \
            needs to be asked weeks before, and a reference shows that it came.
            """,
        incident: """
            In the move that this program was made for, credentials and access had to come from the client's own IT \
            department, item by item, before any server could be touched.
            """,
        mend: "write where the secret is kept (`reference: env:NAME` or `file:PATH`) and a `due` before the stage"
    ) { check in
        let plan = check.plan
        let needing = plan.firstStagesNeedingAccess
        return plan.access.flatMap { item -> [Violation] in
            let id = item.id.value
            var found: [Violation] = []
            if item.reference == nil {
                found.append(Violation("nothing says where access item \(id) is kept", item.id.position))
            }
            if let before = item.before, let named = plan.place(of: before.value), let first = needing.order[id],
                first < named
            {
                found.append(
                    Violation(
                        "access item \(id) is wanted before \(before.value), and "
                            + "\(plan.stages[first].id.value) needs it already", before.position,
                        mend: "write `before: \(plan.stages[first].id.value)`"))
            }
            if let due = item.due, let first = needing.start[id], first.starts < due.value {
                found.append(
                    Violation(
                        "access item \(id) is due after stage \(first.stage), which needs it, begins", due.position))
            }
            return found
        }
    }

    static let acc002 = Rule(
        "ACC002", .warning,
        catches: "something done by hand that no machine looks at afterwards",
        why: """
            \u{201C}Done\u{201D} in a list means that somebody thinks so. A name that still points elsewhere, or an \
            account that still opens, is found by asking it.
            """,
        mend: "say what is looked at: `check: { kind: dns, target: …, expect: … }`"
    ) { check in
        check.plan.tasks.filter { $0.check == nil }.map {
            Violation("no machine sees whether task \($0.id.value) is done", $0.id.position)
        }
    }
}

extension Plan {
    /// For each access item the first stage, in order and in time, that cannot begin without it.
    fileprivate var firstStagesNeedingAccess:
        (order: [AccessItem.ID: Int], start: [AccessItem.ID: (stage: Stage.ID, starts: PlanTime)])
    {
        var order: [AccessItem.ID: Int] = [:]
        var start: [AccessItem.ID: (stage: Stage.ID, starts: PlanTime)] = [:]
        func need(_ item: AccessItem.ID, _ stage: Stage) {
            guard let starts = stage.starts?.value else { return }
            if let known = start[item], known.starts <= starts { return }
            start[item] = (stage.id.value, starts)
        }
        for (place, stage) in stages.enumerated() {
            for item in stage.access {
                if order[item.value] == nil { order[item.value] = place }
                need(item.value, stage)
            }
        }
        for item in access {
            if let stage = item.before.flatMap({ stage($0.value) }) { need(item.id.value, stage) }
        }
        return (order, start)
    }
}
