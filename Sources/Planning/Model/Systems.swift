/// One thing that holds or serves a part of the store.
public struct System: Sendable {
    public typealias ID = Identifier<System>

    public enum Kind: String, Sendable, CaseIterable {
        case storefront, database, erp, crm, pim, psp, search, cdn, dns, mail, files, host, edge, warehouse, tax
        case marketplace, other
    }

    /// Which side of the migration a system belongs to.
    public enum Side: String, Sendable, CaseIterable {
        case old, new, shared
    }

    public let id: At<ID>
    public let kind: At<Kind>
    public let side: At<Side>
    public let owner: At<Person.ID>?
    public let deputy: At<Person.ID>?
    public let endpoints: [At<String>]
    /// The entities of which this system is the system of record.
    public let records: [At<Entity.ID>]
    public let volume: Volume?
    /// The name of the adapter that drives this system, where one does.
    public let adapter: At<String>?
}

/// Measured traffic, each an hourly rate.
public struct Volume: Sendable {
    public let sessions: At<Double>?
    public let requests: At<Double>?
    public let orders: At<Double>?
    public let peak: At<Double>?
    public let position: Position
}

/// An edge between two systems: what is carried, and who answers when it stops.
public struct Integration: Sendable {
    public typealias ID = Identifier<Integration>

    public enum Direction: String, Sendable, CaseIterable {
        case forward, backward, both
    }

    public let id: At<ID>
    public let from: At<System.ID>
    public let to: At<System.ID>
    public let carries: [At<Entity.ID>]
    public let direction: At<Direction>?
    public let transport: At<String>?
    public let retry: At<String>?
    public let idempotency: At<String>?
    public let owner: At<Person.ID>?
}

extension System: PlanRecord {
    static let title = "system"

    static func read(_ fields: inout Fields) -> System {
        System(
            id: fields.required("id", .identifier(), "How the rest of the plan names this system."),
            kind: fields.required("kind", .choice(Kind.self), "What it is."),
            side: fields.required("side", .choice(Side.self), "Old, new, or shared by both."),
            owner: fields.optional("owner", .identifier(), "The person accountable for it."),
            deputy: fields.optional("deputy", .identifier(), "The person who stands in for the owner."),
            endpoints: fields.list("endpoints", .text, "Where it answers."),
            records: fields.list("records", .identifier(), "Entities of which it is the system of record."),
            volume: fields.record("volume", Volume.self, "Measured traffic."),
            adapter: fields.optional("adapter", .text, "The adapter that drives it."))
    }
}

extension Volume: PlanRecord {
    static let title = "volume"

    static func read(_ fields: inout Fields) -> Volume {
        Volume(
            sessions: fields.optional("sessions", .rate, "Sessions: 3600/h."),
            requests: fields.optional("requests", .rate, "Requests: 120/s."),
            orders: fields.optional("orders", .rate, "Orders: 900/d."),
            peak: fields.optional("peak", .rate, "The busiest rate seen, of the same thing."),
            position: fields.position)
    }
}

extension Integration: PlanRecord {
    static let title = "integration"

    static func read(_ fields: inout Fields) -> Integration {
        Integration(
            id: fields.required("id", .identifier(), "How the rest of the plan names this integration."),
            from: fields.required("from", .identifier(), "The system at one end."),
            to: fields.required("to", .identifier(), "The system at the other end."),
            carries: fields.list("carries", .identifier(), "The entities carried."),
            direction: fields.optional("direction", .choice(Direction.self), "Which way they go, seen from `from`."),
            transport: fields.optional("transport", .text, "How they go: http, sftp, a queue."),
            retry: fields.optional("retry", .text, "What is done when it fails; `none: why` is an answer."),
            idempotency: fields.optional("idempotency", .text, "What makes a repeated message harmless."),
            owner: fields.optional("owner", .identifier(), "The person who answers when it fails."))
    }
}
