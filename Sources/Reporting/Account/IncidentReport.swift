package import Cutover

/// An incident that the run was told of, from its opening to its closing with a cause.
public struct IncidentReport: Sendable, Hashable, Codable {
    /// What was learnt from it.
    public enum Lesson: String, Sendable, Hashable, Codable {
        /// A signal that is new or changed, and would have shown it.
        case signal
        /// It has nothing to do with the migration.
        case unrelated
    }

    public var id: String
    /// Who told of it: a program, or a person.
    public var source: String
    public var title: String
    public var severity: String
    public var link: String?
    /// The stage that was under way.
    public var stage: String?
    /// Since when its source says that it is, ms since 1970.
    public var since: Int
    public var opened: Mark
    /// Its source says that it is over; nil while it has not said so.
    public var resolved: Mark?
    public var closed: Mark?
    public var closedBy: String?
    public var cause: String?
    public var lesson: Lesson?
    /// The signal's name, or why it is unrelated.
    public var learnt: String?

    public var isOpen: Bool { closed == nil }
    /// ms from its opening to its closing; nil while it is open.
    public var length: Int? { closed.map { $0.at - opened.at } }

    package init(_ incident: Incident, _ mark: Mark) {
        (id, source, title, severity) = (incident.id, incident.source, incident.title, incident.severity)
        (link, stage, since, opened) = (incident.link, incident.stage, incident.since, mark)
    }

    /// Takes over what the run now knows of it.
    mutating func follow(_ incident: Incident, by person: String, _ mark: Mark) {
        if incident.resolvedAt != nil, resolved == nil { resolved = mark }
        guard incident.closedAt != nil, closed == nil else { return }
        (closed, closedBy, cause) = (mark, person, incident.cause)
        switch incident.lesson {
        case .signal(let signal): (lesson, learnt) = (.signal, signal)
        case .unrelated(let why): (lesson, learnt) = (.unrelated, why)
        case nil: break
        }
    }
}
