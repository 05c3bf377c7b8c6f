import Planning

extension PlanPage {
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
            "name": question.name, "asks": question.asks, "look": question.isOpen ? "is-warn" : "is-good",
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

    func suppressedFields(_ suppressed: CheckReport.Suppressed) -> [String: Any] {
        [
            "code": suppressed.finding.code, "message": suppressed.finding.message, "reason": suppressed.reason,
            "owner": PersonNames(plan)[At(suppressed.owner, suppressed.position)] ?? "",
            "expires": clock.day(suppressed.expires), "place": suppressed.position.description,
        ]
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
        case .access: "Access"
        case .report: "Sign-off"
        case .decommission: "The end of the old side"
        case .maintenance: "Maintenance"
        }
    }
}
