public import Foundation

extension IncidentReport {
    /// Reads what Alertmanager's webhook receiver sends (version 4): one report an alert of the group, in its order.
    ///
    /// An alert is told from others by its fingerprint, which stays the same when it fires again: that opens it again. A
    /// severity is its label `severity`, a title its annotation `summary`, else its label `alertname`. Members that are
    /// not known are left alone. Leave the receiver's `max_alerts` unset: what it cuts off is never heard of. Pure.
    public static func alertmanager(_ body: Data) throws(IncidentError) -> [IncidentReport] {
        let body = try ReportBody(body, source: "Alertmanager")
        guard try body.text("version") == "4" else { throw body.wrong("version", "\"4\"") }
        var reports: [IncidentReport] = []
        for alert in try body.objects("alerts") {
            let fingerprint = try alert.identifier("fingerprint")
            let labels = try alert.object("labels")
            let isFiring: Bool
            switch try alert.text("status") {
            case "firing": isFiring = true
            case "resolved": isFiring = false
            default: throw alert.wrong("status", "\"firing\" or \"resolved\"")
            }
            reports.append(
                IncidentReport(
                    id: "alertmanager:\(fingerprint)", source: "alertmanager",
                    title: alert.optionalObject("annotations")?.shown("summary") ?? labels.shown("alertname")
                        ?? fingerprint,
                    severity: labels.shown("severity") ?? "", status: isFiring ? .opened : .closed,
                    at: try alert.time(isFiring ? "startsAt" : "endsAt"), link: alert.link("generatorURL")))
        }
        return reports
    }

    /// Reads what PagerDuty's webhooks send (version 3): a report of an incident that was triggered, acknowledged,
    /// reopened or resolved; none for other events, and for a webhook's own test.
    ///
    /// An acknowledged incident is open. A severity is its priority, else its urgency. Members that are not known are
    /// left alone. Pure.
    public static func pagerDuty(_ body: Data) throws(IncidentError) -> [IncidentReport] {
        let event = try ReportBody(body, source: "PagerDuty").object("event")
        let status: Status
        switch try event.text("event_type") {
        case "incident.triggered", "incident.acknowledged", "incident.reopened": status = .opened
        case "incident.resolved": status = .closed
        default: return []
        }
        let incident = try event.object("data")
        let id = try incident.identifier("id")
        return [
            IncidentReport(
                id: "pagerduty:\(id)", source: "pagerduty", title: incident.shown("title") ?? id,
                severity: incident.optionalObject("priority")?.shown("summary") ?? incident.shown("urgency") ?? "",
                status: status, at: try event.time("occurred_at"), link: incident.link("html_url"))
        ]
    }
}
