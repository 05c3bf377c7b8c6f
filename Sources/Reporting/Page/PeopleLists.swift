import Cutover

extension ReportPage {
    /// Incidents in the order of their opening, each with its cause and what was learnt.
    var incidents: [[String: Any]] {
        (report.incidents ?? []).map { incident in
            var ending = "open"
            if let closed = incident.closed, let by = incident.closedBy, let length = incident.length {
                ending = "closed \(Figures.clock(closed.at)) by \(by), after \(Figures.duration(length))"
            } else if let resolved = incident.resolved {
                ending = "over since \(Figures.clock(resolved.at)), says \(incident.source); not closed"
            }
            let learnt =
                switch incident.lesson {
                case .signal: "signal \(incident.learnt ?? "")"
                case .unrelated: "unrelated: \(incident.learnt ?? "")"
                case nil: "–"
                }
            let marks = [incident.opened, incident.resolved, incident.closed].compactMap(\.self)
            return [
                "id": incident.id, "title": incident.title, "severity": incident.severity, "source": incident.source,
                "link": [incident.link].compactMap(\.self), "opened": Figures.clock(incident.opened.at),
                "incidentStage": incident.stage ?? "–", "ending": ending,
                "endingLook": incident.isOpen ? "is-warn" : "", "cause": incident.cause ?? "–", "learnt": learnt,
                "rows": links(RowSpans(of: marks.map(\.row))),
            ]
        }
    }

    /// Notices in the order in which they were decided on.
    var notices: [[String: Any]] {
        (report.notices ?? []).map { notice in
            let (word, sign, look) = notice.standing.wording
            return [
                "asked": Figures.clock(notice.asked.at), "occasion": notice.occasion.words, "noticeStage": notice.stage,
                "to": notice.receiver, "text": notice.text, "sender": notice.sender, "standing": word, "sign": sign,
                "look": look, "answer": notice.answer,
                "ended": notice.ended.map { Figures.clock($0.at) } ?? "",
                "rows": links(RowSpans(of: [notice.asked, notice.ended].compactMap(\.?.row))),
            ]
        }
    }
}
