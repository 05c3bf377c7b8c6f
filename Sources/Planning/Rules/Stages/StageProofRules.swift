extension Rule {
    static let stg005 = Rule(
        "STG005", .warning,
        catches: "a stage that is about to begin, and of which no rehearsal is on record",
        why: """
            What was never carried out where nobody shops is carried out for the first time where everybody does. \
            Going back is rehearsed too; that it was is for RBK003 to ask.
            """,
        mend: "carry out the stage against staging with `sluice rehearse`, which leaves a `rehearsal` record"
    ) { check in
        check.plan.stages.compactMap { stage in
            guard check.isDue(stage), check.proof(.rehearsal, of: stage.id.value.rawValue) == nil else { return nil }
            let failed = check.records.newest(.rehearsal, of: stage.id.value.rawValue, at: check.time) != nil
            return Violation(
                failed
                    ? "the newest rehearsal of stage \(stage.id.value) failed"
                    : "no rehearsal of stage \(stage.id.value) is on record", stage.position)
        }
    }

    static let stg007 = Rule(
        "STG007",
        catches: "a stage that changes production before staging passed and a backup was restored",
        why: """
            A backup that was never restored is a hope, and a change that staging never saw is an experiment. Both \
            must stand at the entry of a stage, or of one that it needs.
            """,
        incident: """
            In the case study of the seed every move of a storefront waited for a validation pass on staging and for \
            full backups.
            """,
        mend: "list `staging-passed` and `backup-restored` under `entry`, here or in a stage that this one needs"
    ) { check in
        guard !check.plan.isRehearsal else { return [] }
        let missing = missingCriteria(check.plan)
        let losses = LosingWriters(check.plan).stages
        return check.plan.stages.indices.flatMap { place -> [Violation] in
            let stage = check.plan.stages[place]
            var found: [Violation] = []
            if !missing[place].isEmpty {
                found.append(
                    Violation(
                        "stage \(stage.id.value) can begin without \(missing[place].joined(separator: ", "))",
                        stage.position))
            }
            let absent = check.isDue(stage) ? absentRecords(losses[place], check) : []
            if !absent.isEmpty {
                found.append(
                    Violation(
                        "stage \(stage.id.value) is due, and no passed record of \(absent.joined(separator: ", ")) "
                            + "is there", stage.position,
                        mend: "pass staging, restore the backups elsewhere, and keep the records under `--evidence`"))
            }
            return found
        }
    }

    private static let criteria = ["staging-passed", "backup-restored"]

    /// For each stage the criteria that neither it nor a stage that it needs asks for.
    private static func missingCriteria(_ plan: Plan) -> [[String]] {
        var asked: [Set<String>] = []
        for (place, stage) in plan.stages.enumerated() {
            var own = Set(stage.entry.map(\.value).filter(criteria.contains))
            // Needs lead to earlier stages, or STG002 refuses them.
            for need in stage.needs {
                if let earlier = plan.place(of: need.value), earlier < place { own.formUnion(asked[earlier]) }
            }
            asked.append(own)
        }
        return asked.map { own in criteria.filter { !own.contains($0) } }
    }

    /// The records that a stage which is due still lacks.
    private static func absentRecords(_ losses: [LosingWriters.Loss], _ check: Check) -> [String] {
        var absent: [String] = []
        if check.proof(.staging, of: "staging") == nil { absent.append("staging") }
        var seen: Set<System.ID> = []
        for system in losses.flatMap(\.writers) where seen.insert(system.id.value).inserted {
            guard system.side.value == .old, system.kind.value == .database || system.kind.value == .storefront,
                check.proof(.backupRestored, of: system.id.value.rawValue) == nil
            else { continue }
            absent.append("backup-restored \(system.id.value)")
        }
        return absent
    }
}
