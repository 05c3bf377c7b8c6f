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
    /// The path that health checks ask for, `/health` when absent; `connect` for a connection that is accepted.
    public let health: At<String>?
    /// The entities of which this system is the system of record.
    public let records: [At<Entity.ID>]
    public let volume: Volume?
    /// The name of the adapter that drives this system, where one does.
    public let adapter: At<String>?
    /// How long until a change of what selects a writer has spread through this system.
    public let propagation: At<Duration>?
    /// What an edge can do; everything its adapter can when it names nothing.
    public let can: [At<EdgeAbility>]
    /// How far back its log of changes reaches.
    public let logRetention: At<Duration>?
    /// What of it ends at a known time: a licence, a token, a certificate.
    public let ends: [Ending]
    /// For a payment provider: how long after the sale money can be given back, or claimed back.
    public let refundWindow: At<Duration>?
    public let disputeWindow: At<Duration>?
    /// Writes per hour that it accepts.
    public let rateLimit: At<Double>?
    public let plugins: [At<String>]
    /// Tables that all units or regions use.
    public let sharedTables: [At<String>]
}

/// Something an edge can do for a stage.
public enum EdgeAbility: String, Sendable, CaseIterable {
    /// A part of the visitors on each side.
    case split
    /// Visitors stay where they were born.
    case pins
    /// Pins end at a change.
    case evict
    /// Writes wait, or are refused, for a while.
    case freeze
    /// Reads are copied to the other side.
    case mirror
    /// Exposure returns by itself when nobody renews it.
    case lease
    /// Hosts and regions have a policy of their own.
    case segments
    case redirects
}

/// Something that ends at a known time.
public struct Ending: Sendable {
    public enum What: String, Sendable, CaseIterable {
        case licence, token, certificate, hosting, contract, webhook
    }

    public let what: At<What>
    public let at: At<PlanTime>
}

/// Measured traffic, each an hourly rate.
public struct Volume: Sendable {
    public let sessions: At<Double>?
    public let requests: At<Double>?
    public let orders: At<Double>?
    public let peak: At<Double>?
    public let position: Position
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
            health: fields.optional("health", .text, "The path of its health checks; /health if absent, or connect."),
            records: fields.list("records", .identifier(), "Entities of which it is the system of record."),
            volume: fields.record("volume", Volume.self, "Measured traffic."),
            adapter: fields.optional("adapter", .text, "The adapter that drives it."),
            propagation: fields.optional(
                "propagation", .duration, "How long until a change of what selects a writer has spread through it."),
            can: fields.list("can", .choice(EdgeAbility.self), "What an edge can do; all its adapter can if empty."),
            logRetention: fields.optional("log_retention", .duration, "How far back its log of changes reaches."),
            ends: fields.records("ends", Ending.self, "What of it ends at a known time."),
            refundWindow: fields.optional("refund_window", .duration, "How long a payment can be given back."),
            disputeWindow: fields.optional("dispute_window", .duration, "How long a payment can be disputed."),
            rateLimit: fields.optional("rate_limit", .rate, "Writes that it accepts: 2/s."),
            plugins: fields.list("plugins", .text, "Plugins and dependencies that run in it."),
            sharedTables: fields.list("shared_tables", .text, "Tables that all its units or regions use."))
    }
}

extension Ending: PlanRecord {
    static let title = "ending"

    static func read(_ fields: inout Fields) -> Ending {
        Ending(
            what: fields.required("what", .choice(What.self), "What ends."),
            at: fields.required("at", .time, "When: 2027-12-31T00:00Z."))
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
