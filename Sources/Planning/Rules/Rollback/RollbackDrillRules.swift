extension Rule {
    /// How old the newest drill may be where the stage does not say.
    private static let drillAge = Duration.seconds(30 * 86_400)

    static let rbk003 = Rule(
        "RBK003",
        catches: "a stage that is about to begin without a fresh, passed drill of its rollback on record",
        why: """
            A way back that nobody went is a guess. It rots, too: a column is added, a certificate changes, and the \
            drill of last spring proves nothing about tonight.
            """,
        incident: """
            In Vitess, whose moves of tables can be reversed at the press of a key, reversing them failed in one way \
            after another (issues 9400, 14276, 16918), each seen first by somebody who needed it.
            """,
        mend: "take the stage back against staging, which leaves a `rollback-drill` record, and keep it in `--evidence`"
    ) { check in
        check.plan.stages.compactMap { stage in
            let id = stage.id.value
            let age = stage.rollback?.drillAge?.value ?? drillAge
            guard check.isDue(stage), check.proof(.rollbackDrill, of: id.rawValue, within: age) == nil
            else { return nil }
            guard let newest = check.records.newest(.rollbackDrill, of: id.rawValue, at: check.time) else {
                return Violation("no drill of the rollback of stage \(id) is on record", stage.position)
            }
            guard newest.passed else {
                return Violation("the newest drill of the rollback of stage \(id) failed", stage.position)
            }
            return Violation(
                "the newest drill of the rollback of stage \(id) is of \(newest.at), more than "
                    + "\(PlanText.duration(age)) ago", stage.rollback?.drillAge?.position ?? stage.position)
        }
    }
}
