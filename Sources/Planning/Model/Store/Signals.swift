/// Something measured on both sides, by which gates judge.
public struct Signal: Sendable {
    public typealias ID = Identifier<Signal>

    public enum Kind: String, Sendable, CaseIterable {
        /// The share of units that begin at `start` and reach `success`.
        case completion
        /// The share of units that met a server error.
        case errors
        /// The share of units that met an answer slower than `above`.
        case slow
        /// The share of compared records that differ between two stores.
        case reconciliation
        /// Pages that search engines would lose: robots, noindex, X-Robots-Tag, canonical.
        case indexing
    }

    public enum Source: String, Sendable, CaseIterable {
        case edgeLog = "edge-log"
        case ordersAPI = "orders-api"
        case crawl
    }

    /// What is counted.
    public enum Unit: String, Sendable, CaseIterable {
        case session, order, page
    }

    /// Which change is bad.
    public enum Direction: String, Sendable, CaseIterable {
        case drop, rise
    }

    /// By what the units are told apart.
    public enum Dimension: String, Sendable, CaseIterable {
        case region, device, variant
    }

    public let id: At<ID>
    public let kind: At<Kind>
    public let source: At<Source>
    public let flow: At<Flow.ID>?
    public let entity: At<Entity.ID>?
    public let start: At<FlowStep.ID>?
    public let success: At<FlowStep.ID>?
    public let business: At<Bool>?
    public let unit: At<Unit>
    public let direction: At<Direction>
    /// The share expected on the old side, 0...1.
    public let baseline: At<Double>?
    /// The smallest difference that matters, 0...1.
    public let margin: At<Double>?
    /// For `slow`: an answer that takes longer counts.
    public let above: At<Duration>?
    /// For `reconciliation`: the share of differing records that is accepted, 0...1.
    public let tolerance: At<Double>?
    /// For `reconciliation`: how often the stores are compared.
    public let every: At<Duration>?
    /// The ages of a unit at which it is judged.
    public let milestones: [At<Duration>]
    public let freshness: At<Duration>?
    /// Units on the new side below which nothing is concluded.
    public let minimum: At<Int>?
    /// What missing evidence means. Only `blind` passes the rules.
    public let noData: At<String>?
    public let segments: [At<Dimension>]
    /// The share of a unit's sessions that reach this signal, 0...1; 1 when absent.
    public let share: At<Double>?
    /// Whether it is judged at each event rather than at intervals.
    public let eventDriven: At<Bool>?
    /// The part of the error budget this signal gets, against the others'; 1 when absent.
    public let weight: At<Double>?

    public var isBusiness: Bool { business?.value ?? false }
    public var isEventDriven: Bool { eventDriven?.value ?? false }

    /// How long a unit takes until it has been judged: the last milestone, or the time between two comparisons.
    public var window: Duration? {
        (milestones.map(\.value) + [every?.value].compactMap { $0 }).max()
    }
}

extension Signal: PlanRecord {
    static let title = "signal"

    static func read(_ fields: inout Fields) -> Signal {
        Signal(
            id: fields.required("id", .identifier(), "How the rest of the plan names this signal."),
            kind: fields.required("kind", .choice(Kind.self), "What is measured."),
            source: fields.required("source", .choice(Source.self), "Where it is measured."),
            flow: fields.optional("flow", .identifier(), "The flow it watches."),
            entity: fields.optional("entity", .identifier(), "The entity it compares."),
            start: fields.optional("start", .identifier(), "The step at which a unit begins to count."),
            success: fields.optional("success", .identifier(), "The step that means the unit went well."),
            business: fields.optional("business", .flag, "Whether it sees the store's income."),
            unit: fields.required("unit", .choice(Unit.self), "What is counted."),
            direction: fields.required("direction", .choice(Direction.self), "Which change is bad."),
            baseline: fields.optional("baseline", .share, "The share expected on the old side: 97%."),
            margin: fields.optional("margin", .points, "The smallest difference that matters: 2 points."),
            above: fields.optional("above", .duration, "What counts as slow."),
            tolerance: fields.optional("tolerance", .fraction, "The share of differing records that is accepted."),
            every: fields.optional("every", .duration, "How often stores are compared."),
            milestones: fields.list("milestones", .duration, "The ages of a unit at which it is judged."),
            freshness: fields.optional("freshness", .duration, "How old the newest evidence may be."),
            minimum: fields.optional("minimum", .integer(0...100_000_000), "Units below which nothing is concluded."),
            noData: fields.optional("no_data", .word, "What missing evidence means; must be blind."),
            segments: fields.list("segments", .choice(Dimension.self), "By what the units are told apart."),
            share: fields.optional("share", .share, "The share of sessions that reach it."),
            eventDriven: fields.optional("event_driven", .flag, "Whether it is judged at each event."),
            weight: fields.optional("weight", .number(0.001...1000), "Its part of the error budget."))
    }
}
