extension Rule {
    static let exp002 = Rule(
        "EXP002",
        catches: "a split whose assignment does not survive pauses and restarts",
        why: """
            A visitor who changes sides when something restarts meets two shops in one visit, and is counted on both. \
            Shares drift, and what the gates compare are no longer two groups.
            """,
        incident: """
            LaunchDarkly documents that a guarded rollout which is stopped and started again picks other people; in \
            Flagger the share of the new side was seen to drift.
            """,
        mend: "assign by a first-party id that is kept, and write `stable: true`"
    ) { check in
        check.plan.stages.filter { $0.exposure.isSplit && !$0.exposure.isStable }.map { stage in
            Violation(
                "stage \(stage.id.value) splits visitors, and their assignment does not survive restarts",
                stage.exposure.stable?.position ?? stage.exposure.position)
        }
    }

    /// The largest first step, 0...1, and the largest factor from one step to the next.
    private static let firstStep = 0.05
    private static let growth = 5.0
    /// Steps are written in decimals, which have no exact binary form.
    private static let slack = 1e-9

    static let exp003 = Rule(
        "EXP003", .warning,
        catches: "a first step above 5%, or a step more than five times the one before",
        why: """
            The first step meets what nobody thought of, so as few as can prove anything should stand in it; each later \
            one risks as many more as it adds. A hand over by drain or migration has no part to begin with, and is \
            left alone.
            """,
        mend: "begin with at most 5%, and let no step be more than five times the one before: 1%, 5%, 25%, open"
    ) { check in
        guard !check.plan.isRehearsal else { return [] }
        return check.plan.stages.filter { !$0.isHandOver }.flatMap { stage -> [Violation] in
            var before: Double?
            return zip(stage.exposure.steps, stage.exposure.shares).compactMap { step, share in
                guard share > 0 else { return nil }
                defer { before = share }
                guard let before else {
                    guard share > firstStep + slack else { return nil }
                    return Violation(
                        "stage \(stage.id.value) begins with \(PlanText.percent(share)) of the visitors, more than "
                            + PlanText.percent(firstStep), step.position)
                }
                guard share > before * growth + slack else { return nil }
                return Violation(
                    "stage \(stage.id.value) grows from \(PlanText.percent(before)) to \(PlanText.percent(share)), "
                        + "more than \(PlanText.number(growth)) times", step.position)
            }
        }
    }

    static let exp006 = Rule(
        "EXP006", .warning,
        catches: "a plan whose gates count staff, testers, bots or probes",
        why: """
            People who are paid to buy, and programs that never do, come at other rates than shoppers, and not to both \
            sides alike. At a first step of one percent they can outnumber the shoppers.
            """,
        mend: "write `exclude: [staff, testers, bots, probes]`"
    ) { check in
        let plan = check.plan
        let left = Set(plan.exclude.map(\.value))
        let counted = Excluded.allCases.filter { !left.contains($0) }.map(\.rawValue)
        guard !counted.isEmpty else { return [] }
        return [
            Violation(
                "gates count \(counted.joined(separator: ", ")) as shoppers",
                plan.exclude.first?.position ?? plan.name.position)
        ]
    }
}
