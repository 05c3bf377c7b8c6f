extension Rule {
    static let stg008 = Rule(
        "STG008",
        catches: "a step of the relocation that a stage carries out, and the plan says too little for",
        why: """
            The run finds that out when it comes to the step: at night, with people waiting, after everything before it \
            was done.
            """,
        mend: "write under `relocation` what the step needs, or leave it out of `carry_out`"
    ) { check in
        let relocation = check.plan.relocation
        var done: Set<RelocationStep> = []
        return check.plan.stages.flatMap { stage -> [Violation] in
            let steps = Set(stage.carryOut.map(\.value))
            return stage.carryOut.flatMap { step -> [Violation] in
                var lacks = lacks(of: step.value, relocation)
                // Where people copy by hand before the run, no stage does.
                if step.value == .handOver, steps.union(done).contains(.transfer), !steps.union(done).contains(.follow)
                {
                    lacks.append("nothing follows after the `transfer` before it: list `follow` too")
                }
                done.insert(step.value)
                return lacks.map {
                    Violation("stage \(stage.id.value) carries out `\(step.value.rawValue)`, and \($0)", step.position)
                }
            }
        }
    }

    private static func lacks(of step: RelocationStep, _ relocation: Relocation?) -> [String] {
        guard let relocation else { return ["the plan has no `relocation`"] }
        let databases = relocation.databases
        func unfollowed() -> [String] {
            guard !databases.isEmpty else { return ["`relocation.databases` names none"] }
            return databases.filter { $0.replication == nil }.map {
                "database \($0.id.value) has no `replication`"
            }
        }
        switch step {
        case .backup: return relocation.backup == nil ? ["`relocation.backup` does not say where to"] : []
        case .transfer:
            let isEmpty = databases.isEmpty && relocation.files.isEmpty && relocation.configuration.isEmpty
            return isEmpty ? ["`relocation` names no databases, files or configuration"] : []
        case .verify:
            let isEmpty = databases.isEmpty && relocation.files.isEmpty && relocation.networks.isEmpty
            return isEmpty ? ["`relocation` names no databases, files or networks"] : []
        case .point: return relocation.names == nil ? ["`relocation.names` does not say who is asked"] : []
        case .follow: return unfollowed()
        case .handOver:
            return unfollowed()
                + databases.filter { $0.writers.isEmpty }.map {
                    "database \($0.id.value) names no `writers`, so nobody could be locked out"
                }
        }
    }
}
