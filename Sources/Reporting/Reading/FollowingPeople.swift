import Cutover

extension ReportFold {
    /// Follows an incident. One that comes again after it was closed is another one.
    mutating func noteIncident(_ event: Event, _ after: RunState, _ mark: Mark) {
        guard case .command(let command) = event, case .incident(let id, _) = command.order,
            let incident = after.incidents.first(where: { $0.id == id })
        else { return }
        if let place = incidents.lastIndex(where: { $0.id == id && $0.since == incident.since }) {
            incidents[place].follow(incident, by: command.by, mark)
        } else {
            incidents.append(IncidentReport(incident, mark))
        }
    }

    /// Follows what people are told: decided with one event, done or given up with another.
    mutating func noteNotices(_ event: Event, _ after: RunState, _ mark: Mark) {
        for effect in after.intents where effect.id > lastEffect {
            lastEffect = effect.id
            guard case .tell(let notice) = effect.action else { continue }
            untold[effect.id] = notices.count
            notices.append(NoticeReport(notice, effect: effect.id, mark))
        }
        guard case .outcome(let outcome) = event, let place = untold[outcome.effect] else { return }
        notices[place].follow(outcome.result, mark)
        if notices[place].standing != .pending { untold[outcome.effect] = nil }
    }
}
