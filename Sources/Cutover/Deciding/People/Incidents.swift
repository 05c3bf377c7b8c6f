import Gating
import Planning

extension Decision {
    /// Takes in what is heard of an incident.
    mutating func hear(_ id: String, _ news: IncidentNews, from source: String) {
        switch news {
        case .opened(let title, let severity, let link, let since):
            guard !state.incidents.contains(where: { $0.id == id && ($0.isOpen || since <= $0.since) }) else { return }
            // One that comes again is another one: what was learnt from the first was not enough.
            state.incidents.removeAll { $0.id == id }
            let stage = state.current.map { state.stages[$0].id }
            state.incidents.append(
                Incident(
                    id: id, source: source, title: title, severity: severity, link: link, stage: stage, since: since,
                    openedAt: now,
                    signals: Set(state.itinerary.stages.flatMap(\.signals))))
            remark(.alarm, stage: stage, "incident \(id) opened by \(source): \(title)")
            tighten()
        case .resolved:
            guard let place = state.incidents.firstIndex(where: { $0.id == id && $0.isOpen }),
                state.incidents[place].resolvedAt == nil
            else { return }
            state.incidents[place].resolvedAt = now
            remark(.person, "incident \(id) is over, says \(source); it binds the gate until it is closed with a cause")
        case .closed(let cause, let lesson):
            if let why = state.refusal(toClose: id, by: source, cause: cause, lesson: lesson) {
                remark(.person, "\(source) said close incident \(id), refused: \(why)")
                return
            }
            guard let place = state.incidents.firstIndex(where: { $0.id == id && $0.isOpen }) else { return }
            state.incidents[place].closedAt = now
            state.incidents[place].cause = cause
            state.incidents[place].lesson = lesson
            remark(.person, "\(source) closed incident \(id): \(cause)")
            if case .gate(let obstacle)? = state.hold, obstacle.kind == .incident, state.openIncidents.isEmpty {
                release()
            }
        }
    }

    /// What stands in the gate's way because of an incident; nil where nothing does.
    func incidentObstacle(_ index: Int) -> RunState.Obstacle? {
        guard state.itinerary.stages[index].incidents != .tighten, let first = state.openIncidents.first else {
            return nil
        }
        let more = state.openIncidents.count - 1
        return .init(
            kind: .incident, subject: first.id,
            why: "incident \(first.id) is open: \(first.title)" + (more > 0 ? ", and \(more) more" : "")
                + "; close it with its cause and a new or changed signal")
    }

    /// Whether the present stage must prove more than its margins, because an incident is open.
    func isTightened(_ index: Int) -> Bool {
        state.itinerary.stages[index].incidents == .tighten && !state.openIncidents.isEmpty
    }

    /// The gate of the present step asks for more from now on.
    private mutating func tighten() {
        guard let index = state.current, isTightened(index), state.openIncidents.count == 1 else { return }
        remark(.gate, stage: state.stages[index].id, "the next gate asks for half the margin while an incident is open")
        reopen()
    }
}
