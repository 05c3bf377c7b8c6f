/// What is moved together: requests by host and path, and the entities whose authority goes with them.
public struct CutoverUnit: Sendable {
    public typealias ID = Identifier<CutoverUnit>

    public enum Domain: String, Sendable, CaseIterable {
        case checkout, catalog, pricing, integrations, seo, content, account, observability
    }

    public let id: At<ID>
    public let domain: At<Domain>
    public let match: RequestMatch
    public let entities: [At<Entity.ID>]
    /// Sessions that reach the unit, per hour.
    public let sessions: At<Double>?
}

/// Requests, by host and the beginning of the path; the longest path of all units wins.
public struct RequestMatch: Sendable {
    /// Host names; `*` is any.
    public let hosts: [At<String>]
    public let paths: [At<String>]
    public let position: Position
}

extension CutoverUnit: PlanRecord {
    static let title = "unit"

    static func read(_ fields: inout Fields) -> CutoverUnit {
        CutoverUnit(
            id: fields.required("id", .identifier(), "How the rest of the plan names this unit."),
            domain: fields.required("domain", .choice(Domain.self), "The part of the store it belongs to."),
            match: fields.requiredRecord("match", RequestMatch.self, "The requests it takes."),
            entities: fields.list("entities", .identifier(), "Entities whose authority goes with it."),
            sessions: fields.optional("sessions", .rate, "Sessions that reach it: 3600/h."))
    }
}

extension RequestMatch: PlanRecord {
    static let title = "match"

    static func read(_ fields: inout Fields) -> RequestMatch {
        RequestMatch(
            hosts: fields.list("hosts", .text, "Host names; \"*\" is any."),
            paths: fields.list("paths", .path, "Beginnings of paths; the longest of all units wins."),
            position: fields.position)
    }
}
