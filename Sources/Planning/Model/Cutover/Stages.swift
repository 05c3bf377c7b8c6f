/// One step of the cutover: a unit whose exposure grows as evidence allows, and what follows from it.
public struct Stage: Sendable {
    public typealias ID = Identifier<Stage>

    public let id: At<ID>
    public let unit: At<CutoverUnit.ID>
    public let owner: At<Person.ID>?
    public let deputy: At<Person.ID>?
    /// The people who may release it.
    public let approvers: [At<Person.ID>]
    /// When it is planned to begin.
    public let starts: At<PlanTime>?
    /// The hours in which its steps open; any when absent.
    public let hours: At<ReachableHours>?
    public let needs: [At<ID>]
    public let access: [At<AccessItem.ID>]
    public let entry: [At<String>]
    /// Steps of the relocation that are done between its entry and its first exposure.
    public let carryOut: [At<RelocationStep>]
    public let exposure: Exposure
    public let mirror: MirrorTerms?
    public let gates: [At<Signal.ID>]
    public let business: NoBusinessSignal?
    /// What an incident that is open does to the next gate.
    public let incidents: At<IncidentRule>?
    public let authority: [AuthorityMove]
    public let exit: [At<String>]
    public let rollback: Rollback?
    public let communications: Communications?
    public let decision: DecisionTerms?
    public let changes: [CustomerChange]

    public var position: Position { id.position }

    /// Whether everything changes over at once because its state does: there is no part of it to expose first.
    public var isHandOver: Bool {
        !exposure.isSplit && authority.contains { $0.handover?.value == .drain || $0.handover?.value == .migrate }
    }

    /// The least time from its first step to its last one, when nothing holds it.
    public var leastDuration: Duration { exposure.dwell.value * exposure.steps.count }

    /// From its beginning to the end of its way back, when both are planned.
    public var wayBackSpan: (from: PlanTime, to: PlanTime)? {
        guard let starts = starts?.value else { return nil }
        return (starts, starts + leastDuration + (rollback?.window?.value ?? .zero))
    }
}

/// What an open incident does to a stage's next gate, until it is closed with a cause and a new or changed signal.
public enum IncidentRule: String, Sendable, Codable, CaseIterable {
    case block, tighten
}

/// Why a stage has no signal of its own that sees the store's income, and who accepts that.
public struct NoBusinessSignal: Sendable {
    public let none: At<String>?
    public let acceptedBy: At<Person.ID>?
    public let position: Position
}

extension Stage: PlanRecord {
    static let title = "stage"

    static func read(_ fields: inout Fields) -> Stage {
        Stage(
            id: fields.required("id", .identifier(), "How the rest of the plan names this stage."),
            unit: fields.required("unit", .identifier(), "The unit it moves."),
            owner: fields.optional("owner", .identifier(), "The person accountable for it."),
            deputy: fields.optional("deputy", .identifier(), "The person who stands in for the owner."),
            approvers: fields.list("approvers", .identifier(), "The people who may release it."),
            starts: fields.optional("starts", .time, "When it is planned to begin: 2027-03-01T09:00+01:00."),
            hours: fields.optional("hours", .hours, "The hours in which its steps open: 09:00-16:00."),
            needs: fields.list("needs", .identifier(), "Stages that must be done before."),
            access: fields.list("access", .identifier(), "Access items it cannot begin without."),
            entry: fields.list("entry", .word, "What must hold before it begins."),
            carryOut: fields.list(
                "carry_out", .choice(RelocationStep.self), "Steps of the relocation that it does before exposure."),
            exposure: fields.requiredRecord("exposure", Exposure.self, "How its exposure grows."),
            mirror: fields.record("mirror", MirrorTerms.self, "Requests that are copied to the new side."),
            gates: fields.list("gates", .identifier(), "The signals that must prove health at every step."),
            business: fields.record("business", NoBusinessSignal.self, "Why it has no signal of the store's income."),
            incidents: fields.optional(
                "incidents", .choice(IncidentRule.self), "What an open incident does to the next gate."),
            authority: fields.records("authority", AuthorityMove.self, "Which writers change."),
            exit: fields.list("exit", .word, "What must hold before it is done."),
            rollback: fields.record("rollback", Rollback.self, "How it is taken back."),
            communications: fields.record("communications", Communications.self, "What is said, to whom."),
            decision: fields.record("decision", DecisionTerms.self, "Until when a hold must be decided, and by whom."),
            changes: fields.records("changes", CustomerChange.self, "What customers will notice."))
    }
}

extension NoBusinessSignal: PlanRecord {
    static let title = "business"

    static func read(_ fields: inout Fields) -> NoBusinessSignal {
        NoBusinessSignal(
            none: fields.optional("none", .text, "Why there is none."),
            acceptedBy: fields.optional("accepted_by", .identifier(), "The person who accepts that."),
            position: fields.position)
    }
}
