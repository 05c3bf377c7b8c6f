import Foundation
import Planning

extension PlanPage {
    /// What the template `stage` shows.
    func stageFields(_ stage: StageOutline) -> [String: Any] {
        let back = stage.wayBack
        let form =
            switch back.form {
            case "evict": "visitors on the new side are sent back too"
            case "stop-births": "new visitors go to the old side, those on the new side stay"
            default: "how visitors go back is not said"
            }
        return [
            "number": stage.number, "id": stage.id,
            "about": "unit \(stage.unit)\(stage.domain.map { ", \($0)" } ?? "")"
                + (stage.needs.isEmpty ? "" : ", after \(stage.needs.joined(separator: ", "))"),
            "class": back.derived.rawValue, "look": back.derived.chip, "meaning": back.meaning,
            "why": back.why.map(factFields), "moves": stage.moves, "noMoves": stage.moves.isEmpty,
            "window": back.window ?? "not said", "form": form,
            "automatic": back.isAutomatic ? "by itself when a gate says regressed" : "only when a person decides",
            "hasEvicted": back.evicted != nil, "evicted": back.evicted ?? "",
            "dwell": stage.dwell, "steps": stage.steps.map(stepFields), "gates": stage.gates.map(gateFields),
            "staff": staff(stage.staff), "entry": stage.entry.joined(separator: ", "),
            "exit": stage.exit.joined(separator: ", "), "words": words(stage.words), "hasWords": stage.words != nil,
            "noWords": stage.words == nil, "to": stage.words?.to.joined(separator: ", ") ?? "",
        ]
    }

    func factFields(_ fact: Fact) -> [String: Any] {
        ["text": fact.text, "place": fact.position?.description ?? "", "hasPlace": fact.position != nil]
    }

    private func stepFields(_ step: StageOutline.Step) -> [String: Any] {
        let sessions = step.newSessionsPerHour.map { "\(Figures.count(Int($0.rounded()))) sessions an hour" }
        return [
            "step": step.step == "open" ? "open (\(Figures.percent(step.exposure)))" : step.step,
            "sessions": sessions ?? "sessions not said", "expected": step.expected.map(expectationFields),
            "rows": max(1, step.expected.count), "none": step.expected.isEmpty,
            "noneWords": step.exposure >= 1
                ? "nobody is left on the old side to compare with" : "nothing can be forecast for these gates",
        ]
    }

    private func expectationFields(_ it: StageOutline.Expectation) -> [String: Any] {
        [
            "signal": it.signal, "margin": PlanText.points(it.margin), "hours": Hours.words(it.hours),
            "atMost": Hours.words(it.hoursAtMost), "allowed": Hours.words(it.hoursAllowed),
            "late": !it.isDecidedInTime, "five": Hours.words(it.hoursToCatch[0]),
            "ten": Hours.words(it.hoursToCatch[1]), "thirty": Hours.words(it.hoursToCatch[2]),
        ]
    }

    private func gateFields(_ gate: StageOutline.Gate) -> [String: Any] {
        ["signal": gate.signal, "says": gate.says, "unforeseen": gate.unforeseen.map { "; \($0)" } ?? ""]
    }

    private func staff(_ staff: StageOutline.Staff) -> [[String: Any]] {
        let signers = staff.signers.map { ", \($0) to sign" } ?? ""
        return [
            ("answers for it", staff.owner), ("stands in", staff.deputy), ("may call for going back", staff.trigger),
            ("decides", staff.decider.map { $0 + signers }), ("carries it out", staff.executor),
        ].map { ["role": $0, "who": $1 ?? "nobody named", "open": $1 == nil] }
    }

    private func words(_ words: StageOutline.Words?) -> [[String: Any]] {
        guard let words else { return [] }
        return [("it goes", words.go), ("it is held", words.hold), ("it is taken back", words.rollback)].map {
            ["when": $0, "said": $1 ?? "nothing is prepared", "open": $1 == nil]
        }
    }

    func riskFields(_ risk: RiskOutline.Line) -> [String: Any] {
        var mend = risk.mitigation ?? "nothing planned"
        if let owner = risk.mitigationOwner {
            mend += " (\(owner)\(risk.mitigationBefore.map { ", before \($0)" } ?? ""))"
        }
        if let signer = risk.acceptedBy { mend = "accepted by \(signer) until \(risk.acceptedUntil ?? "no date")" }
        let look = risk.priority == .high ? "is-bad" : risk.priority == .medium ? "is-warn" : "is-good"
        return [
            "rank": risk.rank, "id": risk.id, "where": risk.where, "effect": risk.effect, "severity": risk.severity,
            "occurrence": risk.occurrence, "detection": risk.detection, "priority": risk.priority.rawValue,
            "look": look, "mend": mend, "why": risk.why.map(\.text).joined(separator: "; "),
        ]
    }

    func questionFields(_ question: OwnershipMap.Question) -> [String: Any] {
        [
            "asks": question.asks, "look": question.isOpen ? "is-warn" : "is-good",
            "state": question.isOpen ? "open" : "answered", "answers": question.answers, "missing": question.missing,
        ]
    }

    /// The ownership map, a table for each kind of thing.
    var ownerGroups: [[String: Any]] {
        let lines = Dictionary(grouping: owners.lines, by: \.kind)
        return OwnershipMap.Kind.allCases.compactMap { kind in
            lines[kind].map { lines in
                [
                    "group": kind.title,
                    "lines": lines.map { line in
                        [
                            "id": line.id, "owner": line.owner ?? "nobody", "deputy": line.deputy ?? "–",
                            "open": line.open, "isOpen": !line.open.isEmpty,
                        ] as [String: Any]
                    },
                ]
            }
        }
    }

    func findingFields(_ finding: Finding) -> [String: Any] {
        [
            "code": finding.code, "severity": finding.severity.rawValue,
            "look": finding.severity == .error ? "is-bad" : "is-warn", "message": finding.message,
            "place": finding.position.description, "mend": finding.mend,
        ]
    }
}

extension OwnershipMap.Kind {
    /// The heading over things of this kind.
    package var title: String {
        switch self {
        case .responsibility: "Responsibilities"
        case .system: "Systems"
        case .integration: "Integrations"
        case .entity: "What the store keeps"
        case .stage: "Stages"
        case .risk: "Risks"
        case .milestone: "Milestones"
        case .task: "Tasks"
        }
    }
}

/// Hours as people read them.
package enum Hours {
    /// `110 h`, `12 min`, `3.4 s`; `never` for none.
    package static func words(_ hours: Double?) -> String {
        guard let hours, hours.isFinite else { return "never" }
        let (value, unit) =
            hours >= 48
            ? (hours / 24, "d")
            : hours >= 1 ? (hours, "h") : hours * 60 >= 1 ? (hours * 60, "min") : (hours * 3600, "s")
        if value >= 1e6 { return "over a million \(unit)" }
        let text = Figures.decimal(value, value < 10 ? 1 : 0)
        return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + " \(unit)"
    }
}
