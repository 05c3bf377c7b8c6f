extension Rule {
    static let rbk002 = Rule(
        "RBK002",
        catches: "a rollback window that outlasts the log, the licence or the certificate that it needs",
        why: """
            A reverse sync that stops can be taken up again only from a log that is still there, and an old side whose \
            licence ended cannot be gone back to. The window is the shortest of them, whatever the plan says.
            """,
        incident: """
            gh-ost's notes on reverting name what must still exist for it: the binary logs since the change, and the \
            table in which it noted how far it had come.
            """,
        mend: "shorten `window`, keep the log for longer, or extend what ends"
    ) { check in
        let plan = check.plan
        let first = plan.systems.filter { $0.side.value == .old }
            .flatMap { system in system.ends.map { (system: system.id.value, end: $0) } }
            .min { $0.end.at.value < $1.end.at.value }
        return zip(plan.stages, LosingWriters(plan).stages).flatMap { stage, losses -> [Violation] in
            guard let window = stage.rollback?.window else { return [] }
            var found: [Violation] = []
            if let (system, kept) = shortestLog(losses), kept < window.value {
                found.append(
                    Violation(
                        "stage \(stage.id.value) promises a way back for \(PlanText.duration(window.value)), but "
                            + "\(system) keeps its log for \(PlanText.duration(kept))", window.position))
            }
            let end = stage.wayBackSpan?.to ?? (check.time + window.value)
            if let first, first.end.at.value < end {
                found.append(
                    Violation(
                        "the way back of stage \(stage.id.value) is promised until \(end), but the "
                            + "\(first.end.what.value.rawValue) of \(first.system) ends at \(first.end.at.value)",
                        window.position))
            }
            return found
        }
    }

    static let rbk004 = Rule(
        "RBK004",
        catches: "a task that destroys a system of the old side while a stage may still go back to it",
        why: """
            The way back is a running system with its rows, not a line in a plan. Whoever tidies up before its window \
            is over takes it away, and finds out when it is asked for. That the \
            decommission waits is for DEC003 to ask.
            """,
        incident: "Vitess drops the source tables when a move of tables is completed, unless it is told to keep them.",
        mend: "move it past the end of the way back, or shorten the rollback's window; a task needs its `at` for that"
    ) { check in
        let plan = check.plan
        let needed = neededOldSystems(check)
        return plan.tasks.flatMap { task -> [Violation] in
            guard task.at != nil || task.before != nil else { return [] }
            return task.destroys.compactMap { system in
                guard let need = needed[system.value] else { return nil }
                let title = "task \(task.id.value) destroys \(system.value)"
                if let at = task.at {
                    guard at.value < need.until else { return nil }
                    return Violation("\(title) at \(at.value), \(need.reason)", system.position)
                }
                return Violation("\(title) at a time that is not said, \(need.reason)", system.position)
            }
        }
    }

    /// The system with the shortest log of those from which a synced move takes authority.
    private static func shortestLog(_ losses: [LosingWriters.Loss]) -> (System.ID, Duration)? {
        losses.filter { $0.move.reverse?.value == .sync }.flatMap(\.stores)
            .compactMap { system in system.logRetention.map { (system.id.value, $0.value) } }
            .min { $0.1 < $1.1 }
    }

    private struct Need {
        let stage: Stage.ID
        let until: PlanTime

        var reason: String { "and stage \(stage) may go back to it until \(until)" }
    }

    /// For each system of the old side the last moment at which a stage may go back to it. A stage that is not planned
    /// cannot have begun before the check.
    private static func neededOldSystems(_ check: Check) -> [System.ID: Need] {
        var needed: [System.ID: Need] = [:]
        for (stage, losses) in zip(check.plan.stages, LosingWriters(check.plan).stages) {
            let window = stage.rollback?.window?.value ?? .zero
            let until = stage.wayBackSpan?.to ?? (check.time + stage.leastDuration + window)
            for system in losses.flatMap(\.stores) where system.side.value == .old {
                if let known = needed[system.id.value], known.until >= until { continue }
                needed[system.id.value] = Need(stage: stage.id.value, until: until)
            }
        }
        return needed
    }
}
