/// A kind of thing the store keeps: orders, carts, stock, prices.
public struct Entity: Sendable {
    public typealias ID = Identifier<Entity>

    public enum Sensitivity: String, Sendable, CaseIterable {
        case none, personal, money, secret
    }

    /// What sort of thing it is; some sorts have rules of their own.
    public enum Kind: String, Sendable, CaseIterable {
        case order, invoice, customer, cart, session, stock, price, promotion, content, media, redirect, consent
        case credential, subscription
        case paymentToken = "payment-token"
        case giftCard = "gift-card"
        case storeCredit = "store-credit"
        case couponCount = "coupon-count"
        case numberSeries = "number-series"
        case other
    }

    /// Whether an id of one side leads to the record of the other.
    public enum IDMap: String, Sendable, CaseIterable {
        /// Both sides use the same id.
        case same
        /// There is a table that leads either way.
        case bothWays = "both-ways"
        case oneWay = "one-way"
    }

    /// Where a person's wish to be forgotten, or a withdrawn consent, is carried to.
    public enum Erasures: String, Sendable, CaseIterable {
        case bothWays = "both-ways"
        case oneWay = "one-way"
        case none
    }

    /// What becomes of a shopper's password.
    public enum Rehash: String, Sendable, CaseIterable {
        /// The new side can check the old side's hashes.
        case compatible
        /// Checked against the old hash at the first login, then hashed anew.
        case lazy
        /// Each shopper is asked to set a new one.
        case reset
        case none
    }

    public let id: At<ID>
    public let kind: At<Kind>?
    /// The part of the store it belongs to.
    public let domain: At<CutoverUnit.Domain>?
    public let owner: At<Person.ID>?
    public let deputy: At<Person.ID>?
    public let key: At<String>?
    /// What one instance belongs to as a whole, such as `visitor`: the only thing a split may be decided by.
    public let aggregate: At<String>?
    public let facets: [At<String>]
    public let sensitivity: At<Sensitivity>?
    /// Whether both sides change the same instance (stock, a gift card's balance, a number series).
    public let shared: At<Bool>?
    /// The one system that decides about a shared entity.
    public let allocator: At<System.ID>?
    public let writers: Writers?
    public let effects: [Effect]
    public let tables: [At<String>]
    public let fields: [FieldMapping]
    public let reconcile: ReconcileTerms?
    public let idMap: At<IDMap>?
    public let series: NumberSeries?
    public let erasures: At<Erasures>?
    public let rehash: At<Rehash>?

    public var isShared: Bool { shared?.value ?? false }
}

/// Who writes an entity past the store: each a system, or an explicit `none`.
public struct Writers: Sendable {
    public enum Writer: Sendable, Hashable {
        case none
        case system(System.ID)
    }

    public let admin: At<Writer>?
    public let csv: At<Writer>?
    public let cron: At<Writer>?
    public let erp: At<Writer>?
    public let pos: At<Writer>?
    public let marketplace: At<Writer>?
    public let position: Position

    /// The names of the ways and what was said of each, in the order of the plan's language.
    public var ways: [(way: String, writer: At<Writer>?)] {
        [
            ("admin", admin), ("csv", csv), ("cron", cron), ("erp", erp), ("pos", pos), ("marketplace", marketplace),
        ]
    }
}

/// Something that happens in the world when an entity is written.
public struct Effect: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// Doing it again changes nothing.
        case idempotent
        /// It can be made good.
        case compensable
        /// It can be neither repeated nor undone: money captured, a parcel gone.
        case irrevocable
    }

    public let what: At<String>
    public let kind: At<Kind>
    /// The facet whose write causes it; any facet when absent.
    public let facet: At<String>?
}

extension Entity: PlanRecord {
    static let title = "entity"

    static func read(_ fields: inout Fields) -> Entity {
        Entity(
            id: fields.required("id", .identifier(), "How the rest of the plan names this entity."),
            kind: fields.optional("kind", .choice(Kind.self), "What sort of thing it is."),
            domain: fields.optional("domain", .choice(CutoverUnit.Domain.self), "The part of the store it belongs to."),
            owner: fields.optional("owner", .identifier(), "The person accountable for it."),
            deputy: fields.optional("deputy", .identifier(), "The person who stands in for the owner."),
            key: fields.optional("key", .text, "What tells one instance from another."),
            aggregate: fields.optional("aggregate", .word, "What an instance belongs to as a whole, such as visitor."),
            facets: fields.list("facets", .word, "The ways of changing it that can have writers of their own."),
            sensitivity: fields.optional("sensitivity", .choice(Sensitivity.self), "What losing or showing it means."),
            shared: fields.optional("shared", .flag, "Whether both sides change the same instance."),
            allocator: fields.optional("allocator", .identifier(), "The one system that decides, where it is shared."),
            writers: fields.record("writers", Writers.self, "Who writes it past the store."),
            effects: fields.records("effects", Effect.self, "What happens in the world when it is written."),
            tables: fields.list("tables", .text, "The tables its records lie in."),
            fields: fields.records("fields", FieldMapping.self, "What each side can hold, field by field."),
            reconcile: fields.record("reconcile", ReconcileTerms.self, "How the two sides are compared."),
            idMap: fields.optional("id_map", .choice(IDMap.self), "Whether ids lead from either side to the other."),
            series: fields.record("series", NumberSeries.self, "How records are numbered on both sides."),
            erasures: fields.optional("erasures", .choice(Erasures.self), "Where erasures and consent are carried."),
            rehash: fields.optional("rehash", .choice(Rehash.self), "For credentials: what becomes of passwords."))
    }
}

extension Writers: PlanRecord {
    static let title = "writers"

    static func read(_ fields: inout Fields) -> Writers {
        Writers(
            admin: fields.optional("admin", .writer, "The administration pages."),
            csv: fields.optional("csv", .writer, "Imported files."),
            cron: fields.optional("cron", .writer, "Timed jobs."),
            erp: fields.optional("erp", .writer, "Batches of the ERP."),
            pos: fields.optional("pos", .writer, "Tills."),
            marketplace: fields.optional("marketplace", .writer, "Marketplace applications."),
            position: fields.position)
    }
}

extension Effect: PlanRecord {
    static let title = "effect"

    static func read(_ fields: inout Fields) -> Effect {
        Effect(
            what: fields.required("what", .text, "What happens."),
            kind: fields.required("kind", .choice(Kind.self), "Whether it can be repeated or undone."),
            facet: fields.optional("facet", .word, "The facet whose write causes it; any when absent."))
    }
}
