/// One step of the cutover: a unit whose exposure grows as evidence allows, and what follows from it.
public struct Stage: Sendable {
    public typealias ID = Identifier<Stage>

    public let id: At<ID>
    public let unit: At<CutoverUnit.ID>
    public let owner: At<Person.ID>?
    public let deputy: At<Person.ID>?
    public let needs: [At<ID>]
    public let entry: [At<String>]
    public let exposure: Exposure
    public let gates: [At<Signal.ID>]
    public let business: NoBusinessSignal?
    public let authority: [AuthorityMove]
    public let exit: [At<String>]
    public let rollback: Rollback?
    public let communications: Communications?

    public var position: Position { id.position }
}

/// Why a stage has no signal of its own that sees the store's income, and who accepts that.
public struct NoBusinessSignal: Sendable {
    public let none: At<String>?
    public let acceptedBy: At<Person.ID>?
    public let position: Position
}

/// What is said, and to which teams.
public struct Communications: Sendable {
    public let go: At<String>?
    public let hold: At<String>?
    public let rollback: At<String>?
    public let to: [At<Team.ID>]
    public let position: Position
}

/// How a stage is taken back, by whom, and for how long that is promised.
public struct Rollback: Sendable {
    public enum Form: String, Sendable, CaseIterable {
        /// New visitors go to the old side; those on the new side stay.
        case stopBirths = "stop-births"
        /// Those on the new side are sent back too.
        case evict
    }

    public let declared: At<WayBack>?
    public let automatic: At<Bool>?
    public let form: At<Form>?
    /// What a visitor who is sent back loses, or how it is carried back.
    public let evicted: At<String>?
    public let window: At<Duration>?
    public let trigger: At<Person.ID>?
    public let decider: At<Person.ID>?
    public let executor: At<Person.ID>?
    /// How many people must sign, 1 or 2.
    public let signers: At<Int>?
    public let position: Position

    public var isAutomatic: Bool { automatic?.value ?? false }
}

extension Stage: PlanRecord {
    static let title = "stage"

    static func read(_ fields: inout Fields) -> Stage {
        Stage(
            id: fields.required("id", .identifier(), "How the rest of the plan names this stage."),
            unit: fields.required("unit", .identifier(), "The unit it moves."),
            owner: fields.optional("owner", .identifier(), "The person accountable for it."),
            deputy: fields.optional("deputy", .identifier(), "The person who stands in for the owner."),
            needs: fields.list("needs", .identifier(), "Stages that must be done before."),
            entry: fields.list("entry", .word, "What must hold before it begins."),
            exposure: fields.requiredRecord("exposure", Exposure.self, "How its exposure grows."),
            gates: fields.list("gates", .identifier(), "The signals that must prove health at every step."),
            business: fields.record("business", NoBusinessSignal.self, "Why it has no signal of the store's income."),
            authority: fields.records("authority", AuthorityMove.self, "Which writers change."),
            exit: fields.list("exit", .word, "What must hold before it is done."),
            rollback: fields.record("rollback", Rollback.self, "How it is taken back."),
            communications: fields.record("communications", Communications.self, "What is said, to whom."))
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

extension Communications: PlanRecord {
    static let title = "communications"

    static func read(_ fields: inout Fields) -> Communications {
        Communications(
            go: fields.optional("go", .text, "What is said when it begins."),
            hold: fields.optional("hold", .text, "What is said when it is held."),
            rollback: fields.optional("rollback", .text, "What is said when it is taken back."),
            to: fields.list("to", .identifier(), "The teams that are told."),
            position: fields.position)
    }
}

extension Rollback: PlanRecord {
    static let title = "rollback"

    static func read(_ fields: inout Fields) -> Rollback {
        Rollback(
            declared: fields.optional("class", .choice(WayBack.self), "The way back that is promised; never better."),
            automatic: fields.optional("automatic", .flag, "Whether a regressed gate takes it back unasked."),
            form: fields.optional("form", .choice(Form.self), "Whether those on the new side stay there."),
            evicted: fields.optional("evicted", .text, "What an evicted visitor loses, or how it is carried back."),
            window: fields.optional("window", .duration, "How long the way back is kept open."),
            trigger: fields.optional("trigger", .identifier(), "Who may call for it."),
            decider: fields.optional("decider", .identifier(), "Who decides."),
            executor: fields.optional("executor", .identifier(), "Who carries it out."),
            signers: fields.optional("signers", .integer(1...2), "How many people must sign, 1 or 2."),
            position: fields.position)
    }
}
