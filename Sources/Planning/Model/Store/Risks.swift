/// A failure mode: where, what it does, how bad, how likely, and what would see it.
public struct Risk: Sendable {
    public typealias ID = Identifier<Risk>

    /// The domains in which migrations fail most often.
    public enum Domain: String, Sendable, CaseIterable {
        /// With payments, promotions and pricing.
        case checkout
        case seo
        case integrations
        /// With inventory.
        case catalog
        case observability
    }

    /// How a flow fails.
    public enum Mode: String, Sendable, CaseIterable {
        case lostWrite = "lost-write"
        case doubleEffect = "double-effect"
        case wrongAmount = "wrong-amount"
        case silentStop = "silent-stop"
        case other
    }

    public let id: At<ID>
    public let domain: At<Domain>?
    public let mode: At<Mode>?
    /// A stage, unit, flow, system or integration.
    public let place: At<String>
    public let effect: At<String>
    /// 1...10
    public let severity: At<Int>
    /// 1...10
    public let occurrence: At<Int>
    /// How hard it is to see, as someone thinks: 1 (at once) to 10 (never). Derived when absent.
    public let detection: At<Int>?
    public let signals: [At<Signal.ID>]
    public let mitigation: Mitigation?
    public let acceptance: Acceptance?
}

/// What is done about a risk.
public struct Mitigation: Sendable {
    public let what: At<String>
    public let owner: At<Person.ID>?
    /// The stage before which it must be done.
    public let before: At<Stage.ID>?
    public let position: Position
}

/// Someone's word that a risk may stay, until a time.
public struct Acceptance: Sendable {
    public let signer: At<Person.ID>?
    public let expires: At<PlanTime>?
    public let position: Position
}

/// Someone's word that a high-risk domain has no part in this migration.
public struct NotApplicable: Sendable {
    public let domain: At<Risk.Domain>
    public let why: At<String>?
    public let signedBy: At<Person.ID>?
    public let position: Position
}

extension Risk: PlanRecord {
    static let title = "risk"

    static func read(_ fields: inout Fields) -> Risk {
        Risk(
            id: fields.required("id", .identifier(), "How the rest of the plan names this risk."),
            domain: fields.optional("domain", .choice(Domain.self), "The high-risk domain it belongs to."),
            mode: fields.optional("mode", .choice(Mode.self), "How it fails."),
            place: fields.required("where", .word, "The stage, unit, flow, system or integration it strikes."),
            effect: fields.required("effect", .text, "What a shopper or the store would suffer."),
            severity: fields.required("severity", .integer(1...10), "How bad, 1 to 10."),
            occurrence: fields.required("occurrence", .integer(1...10), "How likely, 1 to 10."),
            detection: fields.optional("detection", .integer(1...10), "How hard it is to see, 1 to 10."),
            signals: fields.list("signals", .identifier(), "The signals that would show it."),
            mitigation: fields.record("mitigation", Mitigation.self, "What is done about it."),
            acceptance: fields.record("acceptance", Acceptance.self, "Who lets it stand, until when."))
    }
}

extension Mitigation: PlanRecord {
    static let title = "mitigation"

    static func read(_ fields: inout Fields) -> Mitigation {
        Mitigation(
            what: fields.required("what", .text, "What is done."),
            owner: fields.optional("owner", .identifier(), "Who does it."),
            before: fields.optional("before", .identifier(), "The stage before which it must be done."),
            position: fields.position)
    }
}

extension Acceptance: PlanRecord {
    static let title = "acceptance"

    static func read(_ fields: inout Fields) -> Acceptance {
        Acceptance(
            signer: fields.optional("signer", .identifier(), "Who accepts it."),
            expires: fields.optional("expires", .time, "Until when: 2026-12-31T00:00Z."),
            position: fields.position)
    }
}

extension NotApplicable: PlanRecord {
    static let title = "not applicable"

    static func read(_ fields: inout Fields) -> NotApplicable {
        NotApplicable(
            domain: fields.required("domain", .choice(Risk.Domain.self), "The domain that has no part in this."),
            why: fields.optional("why", .text, "Why not."),
            signedBy: fields.optional("signed_by", .identifier(), "Who answers for that."),
            position: fields.position)
    }
}
