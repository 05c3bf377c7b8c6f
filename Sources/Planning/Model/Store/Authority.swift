/// The part of the world an authority speaks of: everywhere, or one named scope such as a region.
public enum Scope: Sendable, Hashable, CustomStringConvertible {
    case everywhere
    case named(String)

    public func overlaps(_ other: Scope) -> Bool {
        self == .everywhere || other == .everywhere || self == other
    }

    public var description: String {
        switch self {
        case .everywhere: "*"
        case .named(let name): name
        }
    }
}

/// Which system writes one facet of an entity in a scope, before the first stage.
public struct AuthorityGrant: Sendable {
    public let entity: At<Entity.ID>
    public let facet: At<String>
    public let scope: At<Scope>
    public let writer: At<System.ID>
    public let position: Position
}

/// A change of writer that a stage makes.
public struct AuthorityMove: Sendable {
    public enum Handover: String, Sendable, CaseIterable {
        /// What was born on a side finishes there; only births are routed.
        case birthPinned = "birth-pinned"
        /// The old side finishes what it has, then the new one begins.
        case drain
        /// What the old side has is carried over.
        case migrate
    }

    public enum Reverse: String, Sendable, CaseIterable {
        case none
        /// Writes of the new side are carried to the old one as they happen.
        case sync
        /// Writes of the new side are kept and can be applied to the old one.
        case replay
    }

    public let entity: At<Entity.ID>
    public let facet: At<String>
    public let scope: At<Scope>
    public let to: At<System.ID>
    public let handover: At<Handover>?
    /// What keeps the losing writer from writing.
    public let fence: At<String>?
    /// How long nobody writes while the selection of the writer spreads.
    public let hold: At<Duration>?
    /// The system that selects the writer; the edge when absent.
    public let selector: At<System.ID>?
    public let reverse: At<Reverse>?
    /// How old the proof of the way back may be.
    public let proofAge: At<Duration>?
    /// The most writes the old side may not have acknowledged.
    public let unacknowledged: At<Int>?
    public let position: Position
}

extension AuthorityGrant: PlanRecord {
    static let title = "authority grant"

    static func read(_ fields: inout Fields) -> AuthorityGrant {
        AuthorityGrant(
            entity: fields.required("entity", .identifier(), "The entity written."),
            facet: fields.required("facet", .word, "The facet of it."),
            scope: fields.required("scope", .scope, "Where: a name such as a region, or \"*\"."),
            writer: fields.required("writer", .identifier(), "The one system that writes it."),
            position: fields.position)
    }
}

extension AuthorityMove: PlanRecord {
    static let title = "authority move"

    static func read(_ fields: inout Fields) -> AuthorityMove {
        AuthorityMove(
            entity: fields.required("entity", .identifier(), "The entity whose writer changes."),
            facet: fields.required("facet", .word, "The facet of it."),
            scope: fields.required("scope", .scope, "Where: a name such as a region, or \"*\"."),
            to: fields.required("to", .identifier(), "The system that writes it from this stage on."),
            handover: fields.optional("handover", .choice(Handover.self), "How what is under way changes over."),
            fence: fields.optional("fence", .text, "What keeps the losing writer from writing."),
            hold: fields.optional("hold", .duration, "How long nobody writes while the change spreads."),
            selector: fields.optional(
                "selector", .identifier(), "The system that selects the writer; the edge if absent."),
            reverse: fields.optional("reverse", .choice(Reverse.self), "How writes get back to the old side."),
            proofAge: fields.optional("proof_age", .duration, "How old the proof of the way back may be."),
            unacknowledged: fields.optional(
                "unacknowledged", .integer(0...1_000_000), "The most writes the old side may lack."),
            position: fields.position)
    }
}
