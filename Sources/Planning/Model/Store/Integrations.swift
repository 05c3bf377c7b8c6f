/// An edge between two systems: what is carried, and who answers when it stops.
public struct Integration: Sendable {
    public typealias ID = Identifier<Integration>

    public enum Direction: String, Sendable, CaseIterable {
        case forward, backward, both
    }

    public enum Kind: String, Sendable, CaseIterable {
        /// One asks, the other answers.
        case requests
        /// One tells what happened; the other may hear it twice, late, or not at all.
        case events
        /// Files are left in a place.
        case files
    }

    public let id: At<ID>
    public let from: At<System.ID>
    public let to: At<System.ID>
    public let carries: [At<Entity.ID>]
    public let kind: At<Kind>?
    public let direction: At<Direction>?
    public let transport: At<String>?
    public let retry: At<String>?
    public let idempotency: At<String>?
    public let owner: At<Person.ID>?
    /// For events: the field by which the consumer knows that it has seen one.
    public let eventID: At<String>?
    /// The signal that compares what was sent with what arrived.
    public let reconciledBy: At<Signal.ID>?
    /// The stage with which it begins; from the start when absent.
    public let since: At<Stage.ID>?
    /// The stage with which it ends; never when absent.
    public let until: At<Stage.ID>?
    /// Whether it tells only of what was born on its own side.
    public let birthsOnly: At<Bool>?

    public var tellsBirthsOnly: Bool { birthsOnly?.value ?? false }
}

extension Integration: PlanRecord {
    static let title = "integration"

    static func read(_ fields: inout Fields) -> Integration {
        Integration(
            id: fields.required("id", .identifier(), "How the rest of the plan names this integration."),
            from: fields.required("from", .identifier(), "The system at one end."),
            to: fields.required("to", .identifier(), "The system at the other end."),
            carries: fields.list("carries", .identifier(), "The entities carried."),
            kind: fields.optional("kind", .choice(Kind.self), "Whether it asks, tells, or leaves files."),
            direction: fields.optional("direction", .choice(Direction.self), "Which way they go, seen from `from`."),
            transport: fields.optional("transport", .text, "How they go: http, sftp, a queue."),
            retry: fields.optional("retry", .text, "What is done when it fails; `none: why` is an answer."),
            idempotency: fields.optional("idempotency", .text, "What makes a repeated message harmless."),
            owner: fields.optional("owner", .identifier(), "The person who answers when it fails."),
            eventID: fields.optional("event_id", .text, "For events: the field that tells a repeated one."),
            reconciledBy: fields.optional("reconciled_by", .identifier(), "The signal that finds what got lost."),
            since: fields.optional("since", .identifier(), "The stage with which it begins."),
            until: fields.optional("until", .identifier(), "The stage with which it ends."),
            birthsOnly: fields.optional(
                "births_only", .flag, "Whether it tells only of what was born on its own side."))
    }
}
