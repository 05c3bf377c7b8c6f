import Cutover
import Foundation
import Gating
import Journaling

/// The journal's rows as a table at the end of the page, each with an anchor; looks at the evidence folded.
struct RowTable {
    private struct Line {
        var row: Row
        var words: String
        var isLook: Bool
    }

    private let lines: [Line]

    init(_ rows: [Row], remarks: [Int: [String]]) {
        let decoder = JSONDecoder()
        lines = rows.map { row in
            let body = Data(row.body.utf8)
            if row.kind == .intent {
                let effect = try? decoder.decode(Effect.self, from: body)
                return Line(
                    row: row, words: effect.map { "about to: \($0.action.words)" } ?? "about to act", isLook: false)
            }
            let event = try? decoder.decode(Event.self, from: body)
            let told = remarks[row.sequence] ?? []
            var isLook = false
            if case .evidence = event { isLook = told.isEmpty }
            let words = [event?.words ?? "unknown"] + told
            return Line(row: row, words: words.joined(separator: " · "), isLook: isLook)
        }
    }

    /// The table's body.
    func html() -> String {
        var html = ""
        var place = 0
        while place < lines.count {
            let end = lines[place...].firstIndex { !$0.isLook } ?? lines.count
            if end - place >= 3 {
                html += fold(lines[place..<end])
                place = end
            } else {
                html += single(lines[place])
                place += 1
            }
        }
        return html
    }

    private func single(_ line: Line) -> String {
        "<tr id=\"r\(line.row.sequence)\"><td class=\"n\">\(line.row.sequence)</td><td>\(Figures.clock(line.row.at))</td>"
            + "<td>\(line.row.kind.rawValue)</td><td><code>\(line.row.hash.prefix(12))</code></td>"
            + "<td>\(escaped(line.words))</td></tr>\n"
    }

    private func fold(_ looks: ArraySlice<Line>) -> String {
        guard let first = looks.first?.row, let last = looks.last?.row else { return "" }
        var html =
            "<tr><td class=\"n\">\(first.sequence)–\(last.sequence)</td><td>\(Figures.clock(first.at))</td><td>event</td>"
            + "<td></td><td><details><summary>\(looks.count) looks at the evidence</summary><ol class=\"looks\">\n"
        for line in looks {
            html +=
                "<li id=\"r\(line.row.sequence)\"><span class=\"soft\">\(line.row.sequence), \(Figures.clock(line.row.at)), "
                + "<code>\(line.row.hash.prefix(12))</code></span> \(escaped(line.words))</li>\n"
        }
        html += "</ol></details></td></tr>\n"
        return html
    }
}

extension Effect.Action {
    fileprivate var words: String {
        switch self {
        case .expose(let exposure, let heading):
            let units = exposure.units.sorted { $0.key < $1.key }
                .map { "\($0.key) \(Figures.percent(Double($0.value.newBelow) / 10_000))" }
            return "tell the edge (\(heading.rawValue)): \(units.joined(separator: ", "))"
        case .compareOrders: return "compare the orders of both shops"
        case .askApproval(let stage, let attempt): return "ask for signatures: \(stage), attempt \(attempt)"
        case .tell(let notice): return "tell \(notice.receiver.words): \(notice.text)"
        case .carryOut(let work, let stage): return "carry out \(work.name) of \(stage)"
        }
    }
}

extension Event {
    fileprivate var words: String {
        switch self {
        case .began(let itinerary): "run of \(itinerary.name) began"
        case .evidence(let batch):
            "evidence of \(batch.decision): \(Figures.count(batch.lines)) lines, \(batch.missing) missing; requests "
                + "\(batch.requests.oldUnits) old (\(batch.requests.oldEvents) failed), "
                + "\(batch.requests.newUnits) new (\(batch.requests.newEvents) failed)"
        case .blinded(let why): "blind: \(why)"
        case .read(let signal, let evidence): "\(signal) was read\(evidence.exact.map { ": \($0.detail)" } ?? "")"
        case .outcome(let outcome): "outcome of effect \(outcome.effect): \(outcome.result.words)"
        case .drifted(let differences): "the edge drifted: \(differences.joined(separator: "; "))"
        case .resumed: "the program was started again"
        case .command(let command): "\(command.by) asked for: \(command.order.words)"
        case .approved(let approval): "\(approval.person) approved \(approval.stage), attempt \(approval.attempt)"
        case .amended(let amendment):
            "the plan became \(amendment.itinerary.planDigest.prefix(12)), signed by "
                + amendment.signers.joined(separator: " and ")
        }
    }
}

extension Command.Order {
    fileprivate var words: String {
        switch self {
        case .hold(let why): "hold (\(why))"
        case .resume(let version): "resume\(version.map { " with version \($0)" } ?? "")"
        case .rollback(let stage): "roll back \(stage)"
        case .stop: "stop"
        case .incident(let id, let news): "incident \(id) \(news.words)"
        }
    }
}

extension IncidentNews {
    fileprivate var words: String {
        switch self {
        case .opened(let title, let severity, _, _): "opened (\(severity)): \(title)"
        case .resolved: "is over"
        case .closed(let cause, .signal(let signal)): "closed: \(cause); signal \(signal)"
        case .closed(let cause, .unrelated(let why)): "closed: \(cause); unrelated: \(why)"
        }
    }
}

extension Notice.Receiver {
    package var words: String {
        switch self {
        case .channel(let channel, let audience): "\(audience) through \(channel)"
        case .person(let person): person
        }
    }
}

extension Outcome.Result {
    fileprivate var words: String {
        switch self {
        case .exposed(let took, _): "the edge holds it, after \(Figures.decimal(took, 1)) ms"
        case .compared(let result): result.detail
        case .asked: "asked"
        case .told(let how), .carriedOut(let how): how
        case .refused(let why): "refused: \(why)"
        case .failed(let why): "not done: \(why)"
        }
    }
}
