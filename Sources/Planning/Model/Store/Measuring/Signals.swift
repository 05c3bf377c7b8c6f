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
        /// Latency as a whole: five quantiles of the old side, and the shares slower than each.
        case latency
        /// The share of units with a good answer of `success` at all.
        case reach
        /// The share of compared records that differ between two stores.
        case reconciliation
        /// Pages that search engines would lose: robots, noindex, X-Robots-Tag, canonical.
        case indexing
        /// A number held against `at_most` or `at_least`.
        case level
        /// What waits on an edge between two systems, and how long it has.
        case backlog
        /// The age of a feed.
        case staleness
        /// What the migration costs the people who run the store, by the hour.
        case load
        /// Scripted journeys on both sides at once, their results compared.
        case probe
        /// Reads repeated on both sides, their answers compared.
        case mirror

        /// Whether it is read from the world now and then, rather than counted session by session or compared.
        public var isReading: Bool {
            switch self {
            case .completion, .errors, .slow, .latency, .reach, .reconciliation: false
            case .indexing, .level, .backlog, .staleness, .load, .probe, .mirror: true
            }
        }
    }

    public enum Source: String, Sendable, CaseIterable {
        case edgeLog = "edge-log"
        /// Log files of the two sides' own servers.
        case logFile = "log-file"
        case ordersAPI = "orders-api"
        /// The two stores of an entity, row by row, as its `reconcile` says.
        case stores
        /// What a crawl left in the run's folder.
        case crawl
        case prometheus
        /// An answer in JSON, or its headers.
        case http
        case file
        /// Requests that Sluice makes itself.
        case probe
        /// What the run itself has counted: incidents, pages, interventions.
        case run
    }

    /// What a regression asks for.
    public enum Response: String, Sendable, CaseIterable {
        /// Going back, where that is safe.
        case rollback
        /// Nothing but to hold.
        case hold
    }

    /// What is counted.
    public enum Unit: String, Sendable, CaseIterable {
        case session, order, page, reading
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
    /// Segments that must prove health by themselves, with margins of their own.
    public let segmentMargins: [SegmentMargin]
    /// The difference in shares that is still no regression, 0...1; none when absent.
    public let tolerated: At<Double>?
    public let response: At<Response>?
    public let atMost: At<Double>?
    public let atLeast: At<Double>?
    /// How old the oldest may be: of what waits, or of a feed.
    public let oldest: At<Duration>?
    public let place: ReadingPlace?
    public let logs: SideLogs?
    /// The edge between two systems whose queue is watched.
    public let integration: At<Integration.ID>?
    public let load: LoadBounds?
    /// The cases of `probes` that are tried; all when empty.
    public let cases: [At<ProbeCase.ID>]

    public var isBusiness: Bool { business?.value ?? false }
    public var isEventDriven: Bool { eventDriven?.value ?? false }
    /// Whether it is read by comparing the stores of its entity.
    public var comparesStores: Bool { kind.value == .reconciliation && source.value == .stores }

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
            weight: fields.optional("weight", .number(0.001...1000), "Its part of the error budget."),
            segmentMargins: fields.records(
                "segment_margins", SegmentMargin.self, "Segments that must prove health by themselves."),
            tolerated: fields.optional("tolerated", .points, "The difference that is still no regression."),
            response: fields.optional(
                "response", .choice(Response.self), "What a regression asks for; holding, where it is a reading."),
            atMost: fields.optional("at_most", .number(-1e15...1e15), "The greatest number that is well."),
            atLeast: fields.optional("at_least", .number(-1e15...1e15), "The smallest number that is well."),
            oldest: fields.optional("oldest", .duration, "How old the oldest may be."),
            place: fields.record("place", ReadingPlace.self, "Where the number is asked for."),
            logs: fields.record("logs", SideLogs.self, "The log files of the two sides."),
            integration: fields.optional("integration", .identifier(), "The integration whose queue is watched."),
            load: fields.record("load", LoadBounds.self, "What may be asked of people by the hour."),
            cases: fields.list("cases", .identifier(), "The cases of `probes` that are tried; all if empty."))
    }
}
