import Conducting
import Cutover
import Gating

extension ReportPage {
    /// Links to journal rows, as HTML.
    func links(_ spans: RowSpans) -> String {
        guard !spans.isEmpty else { return "" }
        let shown = spans.ranges.count <= 5 ? spans.ranges : Array(spans.ranges.prefix(3))
        var parts = shown.map(link)
        if shown.count < spans.ranges.count, let last = spans.ranges.last {
            parts += ["… (\(spans.count) rows)", link(last)]
        }
        return "<span class=\"rows\">\(spans.count == 1 ? "row" : "rows") \(parts.joined(separator: ", "))</span>"
    }

    func links(_ rows: Int...) -> String { links(RowSpans(of: rows)) }

    private func link(_ span: ClosedRange<Int>) -> String {
        let (low, high) = (span.lowerBound, span.upperBound)
        let first = "<a href=\"#r\(low)\">\(low)</a>"
        return low == high ? first : "\(first)–<a href=\"#r\(high)\">\(high)</a>"
    }

    var holds: [[String: Any]] {
        report.holds.map { hold in
            [
                "from": Figures.clock(hold.from.at), "held": hold.length.map(Figures.duration) ?? "still held",
                "holdStage": hold.stage ?? "–", "reason": hold.reason,
                "obstacle": hold.obstacle.map { ["the gate: \($0.kind.words)"] } ?? [],
                "rows": links(RowSpans(of: [hold.from.row] + (hold.until.map { [$0.row] } ?? []))),
            ]
        }
    }

    var people: [[String: Any]] {
        report.people.map { act in
            let what =
                switch act.deed {
                case .approved: "approved \(act.stage ?? "") (attempt \(act.attempt ?? 1))"
                case .hold: "held: \(act.words ?? "")"
                case .resume: "resumed\(act.words.map { " with version \($0)" } ?? "")"
                case .rollback: "took \(act.stage ?? "") back"
                case .stop: "stopped the run"
                case .closed: "closed incident \(act.words ?? "")"
                }
            return [
                "when": Figures.clock(act.mark.at), "who": act.person, "what": what,
                "request": act.requestDigest.map { String($0.prefix(16)) } ?? "", "rows": links(act.mark.row),
            ]
        }
    }

    var amendments: [[String: Any]] {
        (report.amendments ?? []).map { change in
            [
                "from": String(change.from.prefix(12)), "to": String(change.to.prefix(12)),
                "when": Figures.clock(change.mark.at), "requester": change.requester,
                "signers": change.signers.joined(separator: " and "),
                "request": String(change.requestDigest.prefix(16)), "changes": change.changes,
                "rows": links(change.mark.row),
            ]
        }
    }

    var attempts: [[String: Any]] {
        report.budget.attempts.map { attempt in
            [
                "of": attempt.stage, "attempt": attempt.attempt,
                "given": Figures.decimal(attempt.share * 100, 4) + " %",
                "rows": links(attempt.mark.row),
            ]
        }
    }

    var troubles: [[String: Any]] {
        report.troubles.map { trouble in
            let kind =
                switch trouble.kind {
                case .drift: "edge drifted"
                case .refused: "world did not answer"
                case .restart: "restart"
                case .blind: "blind"
                }
            return [
                "from": Figures.clock(trouble.first), "kind": kind, "what": trouble.what, "times": trouble.times,
                "rows": links(trouble.rows),
            ]
        }
    }

    var moments: [[String: Any]] {
        report.timeline.map { moment in
            [
                "at": Figures.clock(moment.at), "since": TimeAxis.label(moment.at - report.began.at),
                "momentStage": moment.remark.stage ?? "–", "text": moment.remark.text, "mood": moment.remark.kind.mood,
                "sign": moment.remark.kind.sign, "rows": links(moment.row),
            ]
        }
    }

    func fields(of rollback: RollbackReport) -> [String: Any] {
        var facts: [[String: Any]] = []
        func fact(_ label: String, _ value: String, _ more: String = "") {
            facts.append(["label": label, "value": value, "more": more])
        }
        if let sessions = rollback.newSessions {
            fact("Sessions on the new side", Figures.count(sessions), "since the step opened")
        }
        if let after = rollback.afterOpening { fact("Seen after", Figures.duration(after), "since the step opened") }
        let requests = rollback.requests
        fact(
            "Requests failed on the new side", Figures.count(requests.newEvents),
            "of \(Figures.count(requests.newUnits)); old side \(Figures.count(requests.oldEvents)) of "
                + Figures.count(requests.oldUnits))
        if let lost = rollback.gate?.lost {
            fact("Lost on the new side", Figures.about(lost), "successes of \(rollback.gate?.signal ?? "")")
        }
        if let affected = rollback.gate?.affected {
            fact("To blame", affected.joined(separator: ", "), "segments that are worse on the new side")
        }
        if let first = rollback.firstFailure, let end = rollback.acknowledged {
            fact(
                "Exposed after the first failure", Figures.duration(max(0, end.at - first)),
                "until the edge acknowledged")
        }
        if let took = rollback.took {
            let whole = rollback.acknowledged.map {
                "\(Figures.duration($0.at - rollback.decided.at)) after the decision"
            }
            fact("Back at 0 % in", "\(Figures.decimal(took, 1)) ms", whole ?? "")
        }
        var words = rollback.gate.map { "\($0.signal): \($0.reason)." } ?? ""
        if let mended = rollback.mended {
            words += " \(mended.by) resumed with version \(mended.version) at \(Figures.clock(mended.mark.at)) UTC."
        }
        var rows = RowSpans(of: [rollback.decided.row])
        if let acknowledged = rollback.acknowledged { rows.insert(acknowledged.row) }
        if let mended = rollback.mended { rows.insert(mended.mark.row) }
        let cause = rollback.person.map { "taken back by \($0)" } ?? "\(rollback.gate?.signal ?? "a gate") regressed"
        return [
            "backStage": rollback.stage,
            "cause": "\(cause) at \(Figures.percent(rollback.share))"
                + (rollback.gate?.segment.map { ", in \($0)" } ?? ""),
            "facts": facts, "backWords": words,
            "backRows": "Decided, acknowledged, resumed: \(links(rows)); evidence: \(links(rollback.rows))",
        ]
    }
}

extension Remark.Kind {
    /// How a line of a timeline is set off, besides its words.
    package var mood: String {
        switch self {
        case .rollback, .alarm: "bad"
        case .hold, .edge: "warn"
        case .stage: "good"
        case .run, .step, .gate, .orders, .person: "plain"
        }
    }

    package var sign: String {
        switch self {
        case .rollback: "▼ "
        case .alarm: "! "
        case .hold: "‖ "
        case .run, .stage, .step, .gate, .orders, .person, .edge: ""
        }
    }
}
