import Conducting
import Foundation
import Planning
import Relocation

/// The watch of names, for people as it goes on and for programs at its end.
struct PointingBoard: Sendable {
    private let terms: PointingTerms
    private let asJSON: Bool
    private let isLive = isatty(STDERR_FILENO) == 1

    init(_ terms: PointingTerms, asJSON: Bool) { (self.terms, self.asJSON) = (terms, asJSON) }

    private var goal: String { terms.goal == .edge ? "the edge" : "the managed host" }

    func begin(_ view: PointingView) {
        guard !asJSON else { return }
        Terminal.say(table(view))
        live(view)
    }

    /// One line for each name and server that says something else than at the look before.
    func changed(from before: PointingView, to view: PointingView) {
        guard !asJSON else { return }
        for (old, new) in zip(before.lines, view.lines) where old.state.word != new.state.word || old.place != new.place
        {
            if isLive { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
            let detail = new.detail.isEmpty ? "" : "; \(new.detail)"
            Terminal.say(
                "\(Self.time(view.at))  \(new.name) at \(new.server): \(new.state.word), \(new.place)\(detail)")
        }
        live(view)
    }

    func end() { if isLive { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) } }

    private func live(_ view: PointingView) {
        guard isLive else { return }
        let agreeing = view.lines.count { $0.state == .agrees }
        var text = "\(agreeing) of \(view.lines.count) agree"
        if let over = view.over(terms) {
            let left = max(0, (over - view.at) / 1_000)
            text += left > 0 ? ", nobody may remember the old place after \(left) s more" : ""
        }
        FileHandle.standardError.write(Data("\r\(text)\u{1B}[K".utf8))
    }

    func show(_ view: PointingView, _ certificates: [CertificateLine], _ advice: PointingAdvice) {
        if asJSON {
            let told = PointingTold(terms, view, certificates, advice)
            return Terminal.say((try? Terminal.json(told)) ?? "{}")
        }
        Terminal.say(table(view))
        for line in certificates { Terminal.say(Self.text(line)) }
        Terminal.say(lowering(view))
        Terminal.say(text(advice, view))
    }

    private func table(_ view: PointingView) -> String {
        var table = TextTable(["name", "server", "leads to", "ttl", "state", ""])
        for line in view.lines {
            table.add([
                "\(line.name)", "\(line.server)\(line.server.role == .authoritative ? " (holds it)" : "")", line.place,
                line.ttl.map { "\($0) s" } ?? "-", line.state.word, line.detail,
            ])
        }
        return table.text()
    }

    private func lowering(_ view: PointingView) -> String {
        let old = "an answer from before lives for \(view.lowering.old) s (\(view.lowering.source))"
        return switch view.lowering.state {
        case .done(let since): "TTLs are low since \(Self.time(since)); \(old)"
        case .waiting(let since, _): "TTLs are seen low since \(Self.time(since)); \(old)"
        case .high, .unseen: old
        }
    }

    private static func text(_ line: CertificateLine) -> String {
        let place = "\(line.name) at \(line.address)"
        return switch line.outcome {
        case .valid(let end): "certificate of \(place): good\(end.map { " until \(Self.day($0))" } ?? "")"
        case .refused(let why): "certificate of \(place): REFUSED: \(why)"
        case .notSeen(let why): "certificate of \(place): not seen: \(why)"
        }
    }

    private func text(_ advice: PointingAdvice, _ view: PointingView) -> String {
        switch advice {
        case .settled:
            let over = view.over(terms).map {
                $0 > view.at ? "; all who remember older answers end by \(Self.time($0))" : ""
            }
            let edge =
                terms.goal == .new
                ? "; the edge may be taken out \(view.over(terms).map { "at \(Self.time(max($0, view.at)))" } ?? "then")"
                : ""
            return "every server leads every name to \(goal)\(over ?? "")\(edge)"
        case .under(let changes):
            return changes.isEmpty
                ? "every server that holds a zone leads to \(goal); others remember older answers"
                : "the move has begun; left to be changed\(task):" + Self.list(changes)
        case .unseen(let lines):
            return "REFUSED: what cannot be seen is not ready; servers of the zone that say nothing:"
                + lines.map { "\n  \($0.name) at \($0.server): \($0.detail)" }.joined()
        case .lower(let high):
            return
                "REFUSED: lower these TTLs to \(terms.low) s first; names may move \(view.lowering.old) s after that is "
                + "seen:" + high.map { "\n  \($0)" }.joined()
        case .wait(let until):
            return
                "REFUSED until \(Self.time(until)): in \(max(0, (until - view.at + 999) / 1_000)) s nobody remembers an "
                + "answer with the old TTL any more"
        case .certificates(let lines):
            return "\(goal) shows certificates that browsers refuse for "
                + Set(lines.map(\.name.description)).sorted().joined(separator: ", ")
        case .move(let changes): return "names may be moved now\(task); change:" + Self.list(changes)
        }
    }

    private var task: String {
        terms.task.map { ", by \($0.who.value) (task `\($0.id.value)`: \($0.what.value))" } ?? ""
    }

    private static func list(_ changes: [NameChange]) -> String { changes.map { "\n  \($0.description)" }.joined() }

    static func time(_ milliseconds: Int) -> String { PlanTime(milliseconds: Int64(milliseconds)).seconds }

    private static func day(_ date: Date) -> String { String(PlanTime(date).seconds.prefix(10)) }
}

/// The same for programs.
private struct PointingTold: Encodable {
    let to: String
    let agreed: Bool
    let advice: String
    let mayMoveAt: String?
    let lines: [Line]
    let changes: [Change]
    let certificates: [Certificate]

    struct Line: Encodable {
        let name, server, role, state, detail, leadsTo: String
        let ttl: Int?
    }

    struct Change: Encodable {
        let name, type, from, to: String
    }

    struct Certificate: Encodable {
        let name, address, state, detail: String
    }

    init(_ terms: PointingTerms, _ view: PointingView, _ shown: [CertificateLine], _ advice: PointingAdvice) {
        to = terms.goal.rawValue
        agreed = view.isWhole
        lines = view.lines.map {
            Line(
                name: "\($0.name)", server: "\($0.server)", role: $0.server.role.rawValue, state: $0.state.word,
                detail: $0.detail, leadsTo: $0.place, ttl: $0.ttl)
        }
        changes = view.changes.map { Change(name: "\($0.name)", type: $0.type, from: $0.from, to: $0.to) }
        certificates = shown.map { line in
            let (state, detail) =
                switch line.outcome {
                case .valid(let end): ("good", end.map { PlanTime($0).seconds } ?? "")
                case .refused(let why): ("refused", why)
                case .notSeen(let why): ("not seen", why)
                }
            return Certificate(name: "\(line.name)", address: "\(line.address)", state: state, detail: detail)
        }
        var time: Int?
        switch advice {
        case .settled: self.advice = "settled"
        case .under: self.advice = "under-way"
        case .unseen: self.advice = "unseen"
        case .lower: self.advice = "lower-ttl"
        case .wait(let until): (self.advice, time) = ("wait", until)
        case .certificates: self.advice = "certificates"
        case .move: self.advice = "move"
        }
        mayMoveAt = time.map(PointingBoard.time)
    }
}
