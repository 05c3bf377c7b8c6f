/// A failure mode: where, what it does, how bad, how likely, and what would see it.
public struct Risk: Sendable {
    public typealias ID = Identifier<Risk>

    public let id: At<ID>
    /// A stage, unit, flow, system or integration.
    public let place: At<String>
    public let effect: At<String>
    /// 1...10
    public let severity: At<Int>
    /// 1...10
    public let occurrence: At<Int>
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
}

/// Someone's word that a risk may stay, until a time.
public struct Acceptance: Sendable {
    public let signer: At<Person.ID>?
    public let expires: At<PlanTime>?
    public let position: Position
}

extension Risk: PlanRecord {
    static let title = "risk"

    static func read(_ fields: inout Fields) -> Risk {
        Risk(
            id: fields.required("id", .identifier(), "How the rest of the plan names this risk."),
            place: fields.required("where", .word, "The stage, unit, flow, system or integration it strikes."),
            effect: fields.required("effect", .text, "What a shopper or the store would suffer."),
            severity: fields.required("severity", .integer(1...10), "How bad, 1 to 10."),
            occurrence: fields.required("occurrence", .integer(1...10), "How likely, 1 to 10."),
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
            before: fields.optional("before", .identifier(), "The stage before which it must be done."))
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
