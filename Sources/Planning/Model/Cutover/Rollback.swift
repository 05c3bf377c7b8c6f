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
    /// The stages whose beginning ends the way back.
    public let until: [At<Stage.ID>]
    /// The moment after which there is only forward, in words.
    public let pointOfNoReturn: At<String>?
    /// How old the newest drill may be.
    public let drillAge: At<Duration>?
    public let trigger: At<Person.ID>?
    public let decider: At<Person.ID>?
    public let executor: At<Person.ID>?
    /// How many people must sign, 1 or 2.
    public let signers: At<Int>?
    public let position: Position

    public var isAutomatic: Bool { automatic?.value ?? false }
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
            until: fields.list("until", .identifier(), "The stages whose beginning ends the way back."),
            pointOfNoReturn: fields.optional(
                "point_of_no_return", .text, "The moment after which there is only forward."),
            drillAge: fields.optional("drill_age", .duration, "How old the newest drill may be; 30d if absent."),
            trigger: fields.optional("trigger", .identifier(), "Who may call for it."),
            decider: fields.optional("decider", .identifier(), "Who decides."),
            executor: fields.optional("executor", .identifier(), "Who carries it out."),
            signers: fields.optional("signers", .integer(1...2), "How many people must sign, 1 or 2."),
            position: fields.position)
    }
}
