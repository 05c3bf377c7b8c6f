public import Planning

extension OwnershipMap {
    public init(_ plan: Plan) {
        var lines = OwnershipLines(plan)
        lines.addDuties(of: plan)
        lines.addParts(of: plan)
        lines.addStages(of: plan)
        lines.addRisks(of: plan)
        lines.addWork(of: plan)
        lines.addEnd(of: plan)
        self.init(
            plan: plan.name.value, questions: OwnershipQuestions(plan, lines.names).all, lines: lines.lines)
    }
}

extension OwnershipLines {
    /// What is shared by all parts.
    fileprivate mutating func addDuties(of plan: Plan) {
        let shared = plan.responsibilities
        for (name, duty) in Responsibilities.duties(of: shared) {
            add(
                .responsibility, name, called: name, owner: duty?.owner, deputy: duty?.deputy,
                duty?.position ?? shared?.position ?? plan.position)
        }
    }

    fileprivate mutating func addParts(of plan: Plan) {
        for system in plan.systems {
            add(.system, system.id.value.rawValue, owner: system.owner, deputy: system.deputy, system.id.position)
        }
        for integration in plan.integrations {
            let id = integration.id.value.rawValue
            add(
                .integration, id, owner: integration.owner, deputy: nil, needsDeputy: false, integration.id.position,
                also: integration.retry == nil ? ["What is done when integration \(id) fails, and again?"] : [])
        }
        for entity in plan.entities {
            add(.entity, entity.id.value.rawValue, owner: entity.owner, deputy: entity.deputy, entity.id.position)
        }
    }

    fileprivate mutating func addStages(of plan: Plan) {
        for stage in plan.stages {
            let id = stage.id.value.rawValue
            let roles: [(Bool, String)] = [
                (stage.approvers.isEmpty, "Who may release stage \(id)?"),
                (stage.rollback?.trigger == nil, "Who may call for taking back stage \(id)?"),
                (stage.rollback?.decider == nil, "Who decides whether stage \(id) is taken back?"),
                (stage.rollback?.executor == nil, "Who takes stage \(id) back?"),
            ]
            add(
                .stage, id, owner: stage.owner, deputy: stage.deputy, stage.position,
                also: roles.filter(\.0).map(\.1))
        }
    }

    fileprivate mutating func addRisks(of plan: Plan) {
        for entry in RiskRanking(plan).entries {
            let (risk, id) = (entry.risk, entry.risk.id.value.rawValue)
            if let signer = risk.acceptance?.signer {
                add(.risk, id, owner: signer, deputy: nil, needsDeputy: false, risk.id.position)
                continue
            }
            let isDue = risk.mitigation?.before != nil || entry.priority != .high
            add(
                .risk, id, owner: risk.mitigation?.owner, deputy: nil, needsDeputy: false, risk.id.position,
                also: isDue ? [] : ["Before which stage must risk \(id) be dealt with?"])
        }
    }

    /// What people do, and what they need for it.
    fileprivate mutating func addWork(of plan: Plan) {
        for milestone in plan.milestones {
            let id = milestone.id.value.rawValue
            add(
                .milestone, id, owner: milestone.owner, deputy: nil, needsDeputy: false, milestone.id.position,
                also: milestone.teams.isEmpty ? ["Which teams work towards milestone \(id)?"] : [])
        }
        for task in plan.tasks {
            add(
                .task, task.id.value.rawValue, owner: task.who, deputy: plan.person(task.who.value)?.deputy,
                needsDeputy: false, task.id.position)
        }
        for item in plan.access {
            let id = item.id.value.rawValue
            add(
                .access, id, owner: names[item.to], deputy: item.to.flatMap { names[plan.person($0.value)?.deputy] },
                open: item.to == nil ? ["Who receives access item \(id) from \(item.from.value)?"] : [],
                item.id.position)
        }
    }

    /// Who signs, who ends the old side, and who looks after the new one. A plan that only rehearses has neither to
    /// answer for, but what it says is shown.
    fileprivate mutating func addEnd(of plan: Plan) {
        let isReal = !plan.isRehearsal
        if isReal || plan.report != nil {
            let signers = (plan.report?.signers ?? []).compactMap { names[$0] }
            let asks = [
                (signers.isEmpty, "Who signs the report?"),
                ((plan.report?.client ?? []).isEmpty, "Who signs the report for the client?"),
            ]
            add(
                .report, "report", owner: signers.isEmpty ? nil : signers.joined(separator: ", "),
                open: isReal ? asks.filter(\.0).map(\.1) : [], plan.report?.position ?? plan.position)
        }
        if isReal || plan.decommission != nil {
            let end = plan.decommission
            add(
                .decommission, "decommission", called: "the end of the old side", owner: end?.owner,
                deputy: end?.deputy, end?.position ?? plan.position)
        }
        for export in plan.decommission?.exports ?? [] {
            add(
                .decommission, export.what.value, called: "keeping \(export.what.value)", owner: export.owner,
                deputy: nil, needsDeputy: false, export.what.position)
        }
        if isReal || plan.maintenance != nil {
            let care = plan.maintenance
            add(
                .maintenance, "maintenance", called: "maintenance once the store has moved", owner: care?.owner,
                deputy: care?.deputy, care?.position ?? plan.position)
        }
        for item in plan.maintenance?.items ?? [] {
            // An item without an owner of its own is the maintenance owner's.
            add(
                .maintenance, item.id.value.rawValue, called: "maintenance item \(item.id.value)",
                owner: item.owner ?? plan.maintenance?.owner, deputy: plan.maintenance?.deputy, needsDeputy: false,
                item.id.position)
        }
    }
}

extension Responsibilities {
    /// The five duties under the names people know them by.
    static func duties(of shared: Responsibilities?) -> [(name: String, duty: Duty?)] {
        [
            ("integration failures and retries", shared?.integrationFailures), ("monitoring", shared?.monitoring),
            ("alerting", shared?.alerting), ("incident response", shared?.incidentResponse),
            ("SEO routing and indexing validation", shared?.seoValidation),
        ]
    }
}
