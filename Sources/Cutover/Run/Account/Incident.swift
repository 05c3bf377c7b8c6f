import Gating

/// What a run hears of an incident.
public enum IncidentNews: Sendable, Hashable, Codable {
    /// Since when its source says that it is, ms since 1970: what is told twice is one incident.
    case opened(title: String, severity: String, link: String?, since: Int)
    /// Its source says that it is over. It still binds the next gate, until a person closes it.
    case resolved
    case closed(cause: String, lesson: Lesson)

    /// What was learnt from an incident.
    public enum Lesson: Sendable, Hashable, Codable {
        /// A signal that is new, or another than when the incident opened, and would have shown it.
        case signal(String)
        /// It has nothing to do with the migration, and why.
        case unrelated(String)
    }
}

/// An incident, from its opening on.
public struct Incident: Sendable, Hashable, Codable {
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
    /// When the run heard of it, ms since 1970.
    public var openedAt: Int
    public var resolvedAt: Int?
    public var closedAt: Int?
    public var cause: String?
    public var lesson: IncidentNews.Lesson?
    /// The signals as they were when it opened.
    var signals: Set<SignalSpec>

    public var isOpen: Bool { closedAt == nil }
}

extension RunState {
    /// Incidents that bind the next gate, oldest first.
    public var openIncidents: [Incident] { incidents.filter(\.isOpen) }

    /// Why an incident cannot be closed like this; nil where it can.
    public func refusal(toClose id: String, by person: String, cause: String, lesson: IncidentNews.Lesson) -> String? {
        guard let incident = incidents.first(where: { $0.id == id }) else {
            return "there is no incident `\(id)`; open are \(openIncidents.map(\.id).joined(separator: ", "))"
        }
        guard incident.isOpen else { return "incident `\(id)` is closed already" }
        guard !cause.isEmpty else { return "an incident is closed with its cause" }
        switch lesson {
        case .signal(let name):
            let now = itinerary.stages.flatMap(\.signals).filter { $0.id == name }
            if now.isEmpty { return "no stage is judged by a signal `\(name)`" }
            guard !incident.signals.isSuperset(of: now) else {
                return "signal `\(name)` is what it was when the incident opened; change it, or add one, in the plan "
                    + "and have the change signed"
            }
        case .unrelated(let why):
            if why.isEmpty { return "say why it has nothing to do with the migration" }
            guard itinerary.stages.contains(where: { $0.decider == person }) else {
                return "only who decides about a stage can say that it is unrelated: "
                    + Set(itinerary.stages.map(\.decider)).sorted().joined(separator: ", ")
            }
        }
        return nil
    }
}
