/// What is said when a stage goes, holds or is taken back: in general, and where it differs, to one audience.
public struct Communications: Sendable {
    public let go: At<String>?
    public let hold: At<String>?
    public let rollback: At<String>?
    public let to: [At<Team.ID>]
    public let channel: At<String>?
    public let sender: At<Person.ID>?
    public let audiences: [Audience]
    public let position: Position
}

/// People who are told in words, or by a way, of their own. What is absent is as in the stage's communications.
public struct Audience: Sendable {
    public let who: At<String>
    public let channel: At<String>?
    public let sender: At<Person.ID>?
    public let go: At<String>?
    public let hold: At<String>?
    public let rollback: At<String>?
}

/// Something that customers will notice.
public struct CustomerChange: Sendable {
    public let what: At<String>
    public let notice: At<String>?
    public let channel: At<String>?
    public let at: At<PlanTime>?
    public let position: Position
}

/// Until when a stage must be decided, and who is called when it is not.
public struct DecisionTerms: Sendable {
    public let within: At<Duration>?
    public let escalateTo: At<Person.ID>?
    public let position: Position
}

extension Communications: PlanRecord {
    static let title = "communications"

    static func read(_ fields: inout Fields) -> Communications {
        Communications(
            go: fields.optional("go", .text, "What is said when it begins."),
            hold: fields.optional("hold", .text, "What is said when it is held."),
            rollback: fields.optional("rollback", .text, "What is said when it is taken back."),
            to: fields.list("to", .identifier(), "The teams that are told."),
            channel: fields.optional("channel", .text, "By what way they are told: a mailing list, a room."),
            sender: fields.optional("sender", .identifier(), "The person in whose name it is said."),
            audiences: fields.records("audiences", Audience.self, "People who are told in words of their own."),
            position: fields.position)
    }
}

extension Audience: PlanRecord {
    static let title = "audience"

    static func read(_ fields: inout Fields) -> Audience {
        Audience(
            who: fields.required("who", .text, "Who is told: customers, the press, the call centre."),
            channel: fields.optional("channel", .text, "By what way."),
            sender: fields.optional("sender", .identifier(), "In whose name."),
            go: fields.optional("go", .text, "What is said when it begins."),
            hold: fields.optional("hold", .text, "What is said when it is held."),
            rollback: fields.optional("rollback", .text, "What is said when it is taken back."))
    }
}

extension CustomerChange: PlanRecord {
    static let title = "customer change"

    static func read(_ fields: inout Fields) -> CustomerChange {
        CustomerChange(
            what: fields.required("what", .text, "What customers will notice."),
            notice: fields.optional("notice", .text, "What they are told."),
            channel: fields.optional("channel", .text, "By what way."),
            at: fields.optional("at", .time, "When they are told."),
            position: fields.position)
    }
}

extension DecisionTerms: PlanRecord {
    static let title = "decision"

    static func read(_ fields: inout Fields) -> DecisionTerms {
        DecisionTerms(
            within: fields.optional("within", .duration, "How long a held stage may stay undecided."),
            escalateTo: fields.optional("escalate_to", .identifier(), "Who is called when that time is over."),
            position: fields.position)
    }
}
