/// A phase of the migration that its teams work towards.
public struct Milestone: Sendable {
    public typealias ID = Identifier<Milestone>

    public let id: At<ID>
    public let name: At<String>
    public let teams: [At<Team.ID>]
    public let owner: At<Person.ID>?
    public let due: At<PlanTime>?
    /// The stages that must be done for it to be reached.
    public let stages: [At<Stage.ID>]
}

/// Something that a person does by hand: the client's IT moves a name, or ends an account.
public struct PlanTask: Sendable {
    public typealias ID = Identifier<PlanTask>

    public let id: At<ID>
    public let what: At<String>
    public let who: At<Person.ID>
    public let milestone: At<Milestone.ID>?
    /// The stage that cannot begin before it is done.
    public let before: At<Stage.ID>?
    public let at: At<PlanTime>?
    /// How a machine sees that it is done.
    public let check: MachineCheck?
    /// Systems, or what is kept on them, that are gone afterwards.
    public let destroys: [At<System.ID>]
}

/// What a machine looks at to see whether people did what they said.
public struct MachineCheck: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// A name resolves to the expected value.
        case dns
        /// A page answers with the expected status.
        case http
        /// A port accepts connections.
        case tcp
        /// A login with the access item of this name works; with `expect: refused`, that it no longer does.
        case login
        /// A certificate is valid for a host.
        case tls
        /// A message arrives at a mailbox.
        case mail
        /// A file is there.
        case file
        /// A command that measures has left a record.
        case record
    }

    public let kind: At<Kind>
    public let target: At<String>
    public let expect: At<String>?
    public let position: Position
}

extension Milestone: PlanRecord {
    static let title = "milestone"

    static func read(_ fields: inout Fields) -> Milestone {
        Milestone(
            id: fields.required("id", .identifier(), "How the rest of the plan names this milestone."),
            name: fields.required("name", .text, "What is reached."),
            teams: fields.list("teams", .identifier(), "The teams that work towards it."),
            owner: fields.optional("owner", .identifier(), "The person who answers for it."),
            due: fields.optional("due", .time, "When it is to be reached."),
            stages: fields.list("stages", .identifier(), "Stages that must be done for it."))
    }
}

extension PlanTask: PlanRecord {
    static let title = "task"

    static func read(_ fields: inout Fields) -> PlanTask {
        PlanTask(
            id: fields.required("id", .identifier(), "How the rest of the plan names this task."),
            what: fields.required("what", .text, "What a person does."),
            who: fields.required("who", .identifier(), "The person who does it."),
            milestone: fields.optional("milestone", .identifier(), "The milestone it belongs to."),
            before: fields.optional("before", .identifier(), "The stage that waits for it."),
            at: fields.optional("at", .time, "When it is planned: 2027-03-01T09:00+01:00."),
            check: fields.record("check", MachineCheck.self, "How a machine sees that it is done."),
            destroys: fields.list("destroys", .identifier(), "Systems that are gone, or emptied, afterwards."))
    }
}

extension MachineCheck: PlanRecord {
    static let title = "machine check"

    static func read(_ fields: inout Fields) -> MachineCheck {
        MachineCheck(
            kind: fields.required("kind", .choice(Kind.self), "What is looked at."),
            target: fields.required("target", .text, "Where: a name, an address, a path, an access item."),
            expect: fields.optional("expect", .text, "What must be seen there."),
            position: fields.position)
    }
}
