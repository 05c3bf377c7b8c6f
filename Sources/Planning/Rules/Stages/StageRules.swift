extension Rule {
    /// About the order and the limits of stages (STG).
    static let stageRules: [Rule] = [.stg001, .stg002, .stg003, .stg004, .stg005, .stg006, .stg007, .stg008]

    static let stg001 = Rule(
        "STG001",
        catches: "a stage without entry or exit criteria",
        why: "Without them a stage begins when someone is impatient and ends when someone is tired.",
        mend: "list what must hold before the stage begins (`entry`) and before it is done (`exit`)"
    ) { check in
        check.plan.stages.flatMap { stage in
            [("entry", stage.entry), ("exit", stage.exit)].filter(\.1.isEmpty).map {
                Violation("stage \(stage.id.value) has no \($0.0) criteria", stage.position)
            }
        }
    }

    static let stg002 = Rule(
        "STG002",
        catches: "needs that lead in a circle, to nothing, or to a later stage",
        why: "A run that waits for what can never be done stands still in the middle of a migration.",
        mend: "let each stage need only stages written before it"
    ) { check in
        StageOrder.findings(in: check.plan).map { Violation($0.message, $0.position, mend: $0.mend) }
    }
}
