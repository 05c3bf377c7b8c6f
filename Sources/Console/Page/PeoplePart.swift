import Cutover
import Reporting

extension ConsolePage {
    /// Who does what about the present stage, by when, and what people were told.
    var routine: [String: Any] {
        guard let routine = view.routine else { return ["hasRoutine": false] }
        let (deadline, look) = deadline(routine)
        return [
            "hasRoutine": true, "stage": routine.stage,
            "roles": [
                ["role": "Owns it", "who": routine.owner], ["role": "Decides", "who": routine.decider],
                ["role": "Carries it out", "who": routine.executor],
                [
                    "role": "Called when time is over",
                    "who": routine.escalateTo.isEmpty ? "nobody" : routine.escalateTo,
                ],
            ],
            "wayBack": routine.wayBack, "wayWords": wayBack(routine), "deadline": deadline, "deadlineLook": look,
            "hasNotices": !view.notices.isEmpty, "noNotices": view.notices.isEmpty,
            "notices": view.notices.suffix(12).reversed().map { notice -> [String: Any] in
                let (word, sign, look) = notice.standing.wording
                return [
                    "asked": Figures.clock(notice.asked.at), "occasion": notice.occasion.words,
                    "to": notice.receiver, "text": notice.text, "standing": word, "sign": sign, "look": look,
                    "noticeStage": notice.stage, "answers": notice.answer.isEmpty ? [] : [notice.answer],
                    "ended": notice.ended.map { Figures.clock($0.at) } ?? "",
                ]
            },
        ]
    }

    private func wayBack(_ routine: ResponseRoutine) -> String {
        guard routine.isRoutableBack else {
            return "Routing cannot take it back: two people must decide how to go on."
        }
        let form =
            switch routine.form {
            case .stopBirths: "new visitors go to the old side, and who began on the new side finishes there"
            case .evict: "everybody goes to the old side, also who began on the new side"
            }
        return (routine.isAutomatic ? "Taken back by its gate, at once: " : "Taken back when a person says so: ") + form
            + "."
    }

    /// The words, and their look.
    private func deadline(_ routine: ResponseRoutine) -> (String, String) {
        let then = routine.escalateTo.isEmpty ? "nobody is called then" : "then \(routine.escalateTo) is called"
        guard let heldAt = routine.heldAt else {
            let limit = routine.decideWithin.map { "A hold is to be decided within \(Figures.duration($0)); \(then)." }
            return ("Nothing is held. " + (limit ?? "The plan sets no time for deciding about a hold."), "is-calm")
        }
        let held =
            "Held since \(Figures.clock(heldAt)) UTC, for \(Figures.duration((view.clock - heldAt) / 1000 * 1000))"
        guard let dueAt = routine.dueAt else { return (held + ". The plan sets no time for deciding.", "is-warn") }
        let left = (dueAt - view.clock) / 1000 * 1000
        if left > 0 {
            return (
                held + ". To be decided by \(Figures.clock(dueAt)) UTC: \(Figures.duration(left)) left; \(then).",
                "is-warn"
            )
        }
        let called =
            routine.calledAt.map { "\(routine.escalateTo) was called at \(Figures.clock($0)) UTC" }
            ?? (routine.escalateTo.isEmpty ? then : "\(routine.escalateTo) is to be called")
        return (held + ". To be decided by \(Figures.clock(dueAt)) UTC, which is over; \(called).", "is-bad")
    }

    /// Open incidents with what closing them needs; closed ones below.
    var incidents: [String: Any] {
        let open = view.incidents.filter(\.isOpen)
        let closed = view.incidents.filter { !$0.isOpen }
        let effect =
            view.routine?.incidents == "tighten"
            ? "While one is open, the gate asks for half the margin."
            : "While one is open, the gate opens no further step."
        return [
            "hasOpen": !open.isEmpty, "noneOpen": open.isEmpty, "effect": effect,
            "open": open.map { incident -> [String: Any] in
                let isLink = incident.link.map { $0.hasPrefix("https://") || $0.hasPrefix("http://") } ?? false
                return [
                    "id": incident.id, "title": incident.title, "severity": incident.severity,
                    "source": incident.source, "age": Figures.duration((view.clock - incident.opened.at) / 1000 * 1000),
                    "opened": Figures.clock(incident.opened.at),
                    "of": incident.stage.map { "during \($0)" } ?? "between stages",
                    "links": isLink ? [incident.link ?? ""] : [],
                    "plain": isLink ? [] : [incident.link].compactMap(\.self),
                    "over": incident.resolved.map {
                        "Its source says that it is over since \(Figures.clock($0.at)) UTC."
                    }
                        ?? "Its source has not said that it is over.",
                ]
            },
            "hasClosed": !closed.isEmpty, "closedCount": closed.count == 1 ? "One closed" : "\(closed.count) closed",
            "closed": closed.reversed().map { incident -> [String: Any] in
                let learnt =
                    switch incident.lesson {
                    case .signal: "learnt: signal \(incident.learnt ?? "")"
                    case .unrelated: "unrelated: \(incident.learnt ?? "")"
                    case nil: ""
                    }
                return [
                    "id": incident.id, "title": incident.title, "cause": incident.cause ?? "", "learnt": learnt,
                    "by": incident.closedBy ?? "", "length": Figures.duration(incident.length ?? 0),
                ]
            },
        ]
    }
}

extension RunState.Obstacle.Kind {
    /// What takes it out of the way.
    var end: String {
        switch self {
        case .blind: "It opens again by itself once it can be seen."
        case .breach: "It opens again by itself once the reading is within its bounds."
        case .incident: "It opens again once every incident is closed."
        }
    }
}
