/// A place the same plan is carried out in, with what is different there.
public struct PlanEnvironment: Sendable {
    public typealias ID = Identifier<PlanEnvironment>

    public enum Kind: String, Sendable, CaseIterable {
        case staging, production
    }

    public let id: At<ID>
    public let kind: At<Kind>?
    /// The file that says what is different, relative to the plan's folder.
    public let overlay: At<String>?
}

/// Someone's word that a finding may stand for a while.
public struct Suppression: Sendable {
    /// The rule's code.
    public let rule: At<String>
    /// The id of what the finding is about; all of the rule's findings when absent.
    public let of: At<String>?
    public let reason: At<String>?
    public let owner: At<Person.ID>?
    public let expires: At<PlanTime>?
    public let position: Position
}

/// How long old is compared with old before anything moves, to see how much two alike sides differ.
public struct NoiseTerms: Sendable {
    public let lasts: At<Duration>
}

extension PlanEnvironment: PlanRecord {
    static let title = "environment"

    static func read(_ fields: inout Fields) -> PlanEnvironment {
        PlanEnvironment(
            id: fields.required("id", .identifier(), "What `--environment` names."),
            kind: fields.optional("kind", .choice(Kind.self), "Whether shoppers come there."),
            overlay: fields.optional("overlay", .text, "The file that says what is different there."))
    }
}

extension Suppression: PlanRecord {
    static let title = "suppression"

    static func read(_ fields: inout Fields) -> Suppression {
        Suppression(
            rule: fields.required("rule", .word, "The rule's code: EXP003."),
            of: fields.optional("of", .word, "The id the finding is about; all of the rule's findings if absent."),
            reason: fields.optional("reason", .text, "Why it may stand."),
            owner: fields.optional("owner", .identifier(), "Who answers for that."),
            expires: fields.optional("expires", .time, "Until when: 2027-03-31T00:00Z."),
            position: fields.position)
    }
}

extension NoiseTerms: PlanRecord {
    static let title = "noise baseline"

    static func read(_ fields: inout Fields) -> NoiseTerms {
        NoiseTerms(lasts: fields.required("lasts", .duration, "How long old is compared with old: 30m."))
    }
}
