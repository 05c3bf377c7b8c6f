/// Records carried from one system to another ahead of the stage that needs them.
public struct Import: Sendable {
    public typealias ID = Identifier<Import>

    public let id: At<ID>
    public let entity: At<Entity.ID>
    public let from: At<System.ID>
    public let to: At<System.ID>
    public let records: At<Int>?
    /// Records per hour.
    public let rate: At<Double>?
    /// Whether what was imported can be neither deleted nor imported again.
    public let oneWay: At<Bool>?
    /// Whether the copies do nothing at the target until they are switched on.
    public let inactive: At<Bool>?
    /// From when the entity no longer changes at the source.
    public let freeze: At<PlanTime>?
    public let at: At<PlanTime>?
    public let before: At<Stage.ID>?

    public var isOneWay: Bool { oneWay?.value ?? false }
    public var isInactive: Bool { inactive?.value ?? false }
}

/// Something outside that calls the store, or lets it in, by host name: each new host must be known there.
public struct Callback: Sendable {
    public typealias ID = Identifier<Callback>

    public enum Kind: String, Sendable, CaseIterable {
        case oauth
        case threeDSecure = "3ds"
        case applePay = "apple-pay"
        case webhook
        case allowList = "allow-list"
    }

    public let id: At<ID>
    public let kind: At<Kind>
    /// The system that calls.
    public let system: At<System.ID>
    public let host: At<String>
    public let before: At<Stage.ID>?
}

extension Import: PlanRecord {
    static let title = "import"

    static func read(_ fields: inout Fields) -> Import {
        Import(
            id: fields.required("id", .identifier(), "How the rest of the plan names this import."),
            entity: fields.required("entity", .identifier(), "The entity whose records are carried."),
            from: fields.required("from", .identifier(), "The system they come from."),
            to: fields.required("to", .identifier(), "The system they go to."),
            records: fields.optional("records", .integer(0...1_000_000_000), "How many there are."),
            rate: fields.optional("rate", .rate, "How fast they go: 100/s."),
            oneWay: fields.optional("one_way", .flag, "Whether it can be neither undone nor repeated."),
            inactive: fields.optional("inactive", .flag, "Whether the copies do nothing until switched on."),
            freeze: fields.optional("freeze", .time, "From when the source no longer changes them."),
            at: fields.optional("at", .time, "When it is planned."),
            before: fields.optional("before", .identifier(), "The stage that waits for it."))
    }
}

extension Callback: PlanRecord {
    static let title = "callback"

    static func read(_ fields: inout Fields) -> Callback {
        Callback(
            id: fields.required("id", .identifier(), "How the rest of the plan names this callback."),
            kind: fields.required("kind", .choice(Kind.self), "What calls, or lets in."),
            system: fields.required("system", .identifier(), "The system that calls, or lets in."),
            host: fields.required("host", .text, "The host name it must know."),
            before: fields.optional("before", .identifier(), "The stage that waits for it."))
    }
}
