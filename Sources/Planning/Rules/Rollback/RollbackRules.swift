extension Rule {
    /// About going back (RBK).
    static let rollbackRules: [Rule] = [
        .rbk001, .rbk002, .rbk003, .rbk004, .rbk005, .rbk006, .rbk007, .rbk008,
    ]

    static let rbk001 = Rule(
        "RBK001",
        catches: "a stage that does not say how long, by whom and with which words it is taken back",
        why: """
            The minutes in which a rollback helps are not the minutes in which to find out who may decide it and who \
            has to be told.
            """,
        mend: """
            complete `rollback` (class, form, window, trigger, executor), and say in `communications` who is told
            """
    ) { check in
        check.plan.stages.compactMap { stage in
            guard let rollback = stage.rollback else {
                return Violation("stage \(stage.id.value) has no `rollback`", stage.position)
            }
            // Who decides is OWN005's matter, and what the communications say COM001's.
            let parts: [(String, Bool)] = [
                ("class", rollback.declared != nil), ("form", rollback.form != nil),
                ("window", rollback.window != nil), ("trigger", rollback.trigger != nil),
                ("executor", rollback.executor != nil), ("communications", stage.communications != nil),
            ]
            let missing = parts.filter { !$0.1 }.map(\.0)
            guard !missing.isEmpty else { return nil }
            return Violation(
                "the rollback of stage \(stage.id.value) lacks \(missing.joined(separator: ", "))", rollback.position)
        }
    }

    static let rbk007 = Rule(
        "RBK007",
        catches: "an automatic rollback where going back loses something or is not known to be possible",
        why: """
            At R3 and R4 going back destroys writes or repeats what cannot be repeated. A machine that does so by \
            itself turns a bad release into a lost store; it must freeze exposure and call the people who may decide.
            """,
        mend: "write `automatic: false`, or change the hand over so that the way back is R2 or better"
    ) { check in
        let plan = check.plan
        return plan.stages.compactMap { stage in
            guard let rollback = stage.rollback, let automatic = rollback.automatic, automatic.value else { return nil }
            let derived = check.promisedWayBack(of: stage).wayBack
            let actual = max(derived, rollback.declared?.value ?? derived)
            guard !actual.allowsAutomatic else { return nil }
            return Violation(
                "stage \(stage.id.value) is taken back automatically, but its way back is \(actual)", automatic.position
            )
        }
    }
}
