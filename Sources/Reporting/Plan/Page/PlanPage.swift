import Crypto
import Foundation
public import Planning

/// A plan as one HTML document for those who decide about it: no script, nothing from outside, made to be printed.
///
/// The same plan at the same time always gives the same bytes.
public struct PlanPage: Sendable {
    let plan: Plan
    let time: PlanTime
    let findings: [Finding]
    let stages: [StageOutline]
    let risks: RiskOutline
    let owners: OwnershipMap
    private static let templates = Templates(PlanPageTemplates.all)
    private static let styleHash =
        "sha256-" + Data(SHA256.hash(data: Data(PlanPageStyle.all.utf8))).base64EncodedString()

    /// - Parameters:
    ///   - findings: what the rules found in it.
    ///   - time: the moment the document speaks of.
    public init(_ plan: Plan, findings: [Finding], at time: PlanTime) {
        self.plan = plan
        self.findings = findings
        self.time = time
        stages = StageOutline.all(of: plan)
        risks = RiskOutline(plan)
        owners = OwnershipMap(plan)
    }

    /// The page, UTF-8.
    public func html() -> String {
        let errors = findings.count { $0.severity == .error }
        let map = GraphPicture(PlanGraph(.systems, of: plan), name: "system-map")
        let fields: [String: Any] = [
            "style": PlanPageStyle.all, "styleHash": Self.styleHash, "name": plan.name.value,
            "isRehearsal": plan.isRehearsal, "at": Figures.moment(Int(time.milliseconds)),
            "verdict": verdict(errors), "tiles": tiles(errors), "units": units, "systemMap": map.svg(legend: false),
            "edges": map.legend.enumerated().map { ["number": $0 + 1, "says": $1] as [String: Any] },
            "hasEdges": !map.legend.isEmpty, "systems": systems, "stageLine": StageLine(stages: stages).svg(),
            "classes": classes, "stages": stages.map(stageFields), "riskPicture": RiskPicture(risks).svg(),
            "risks": risks.risks.map(riskFields), "hasRisks": !risks.risks.isEmpty,
            "questions": owners.questions.map(questionFields), "owners": ownerGroups,
            "calendar": calendar, "hasCalendar": !calendar.isEmpty, "zone": plan.calendar?.zone?.value ?? "",
            "hasZone": plan.calendar?.zone != nil, "findings": findings.map(findingFields),
            "hasFindings": !findings.isEmpty, "noFindings": findings.isEmpty, "digest": plan.digest,
            "files": plan.files.map { ["path": $0.path, "fileDigest": $0.digest] },
        ]
        return Self.templates.render("plan", fields)
    }

    private func verdict(_ errors: Int) -> [String: Any] {
        if errors > 0 {
            return [
                "look": "is-bad", "sign": "✕", "short": "Not fit to be run",
                "long": "\(count(errors, "error")) must be mended before anything moves; see the last chapter.",
            ]
        }
        if owners.openCount > 0 {
            return [
                "look": "is-warn", "sign": "!", "short": "Fit to be run, with open questions",
                "long":
                    "No rule finds an error. \(count(owners.openCount, "question")) of ownership nobody answers yet.",
            ]
        }
        return [
            "look": "is-good", "sign": "✓", "short": "Fit to be run",
            "long": "No rule finds an error, and every question of ownership is answered.",
        ]
    }

    private func tiles(_ errors: Int) -> [[String: Any]] {
        let worst = stages.map(\.wayBack.derived).max()
        return [
            ["label": "Stages", "value": "\(stages.count)", "more": "\(count(plan.units.count, "unit")) in all"],
            [
                "label": "Worst way back", "value": worst?.rawValue ?? "none",
                "more": worst.map(\.meaning) ?? "nothing moves",
            ],
            [
                "label": "Risks to act on", "value": "\(risks.count(.high))",
                "more": "of \(risks.risks.count), by priority H",
            ],
            [
                "label": "Open questions", "value": "\(owners.openCount)",
                "more": "of ownership",
            ],
            [
                "label": "Findings", "value": "\(findings.count)",
                "more": "\(count(errors, "error")), \(count(findings.count - errors, "warning"))",
            ],
        ]
    }

    private var units: [[String: Any]] {
        plan.units.map { unit in
            [
                "id": unit.id.value.rawValue, "domain": unit.domain.value.rawValue,
                "hosts": unit.match.hosts.map { $0.value == "*" ? "any host" : $0.value }.joined(separator: ", "),
                "paths": unit.match.paths.map(\.value).joined(separator: ", "),
                "entities": unit.entities.map(\.value.rawValue).joined(separator: ", "),
                "sessions": unit.sessions.map { Figures.count(Int($0.value.rounded())) } ?? "not said",
            ]
        }
    }

    private var systems: [[String: Any]] {
        plan.systems.map { system in
            [
                "id": system.id.value.rawValue, "kind": system.kind.value.rawValue,
                "side": system.side.value.title, "keeps": system.records.map(\.value.rawValue).joined(separator: ", "),
            ]
        }
    }

    private var classes: [[String: Any]] {
        WayBack.allCases.map { ["class": $0.rawValue, "look": $0.chip, "meaning": $0.meaning] }
    }

    private var calendar: [[String: Any]] {
        (plan.calendar?.freezes ?? []).map { freeze in
            [
                "from": Figures.moment(Int(freeze.from.value.milliseconds)),
                "to": Figures.moment(Int(freeze.to.value.milliseconds)), "kind": "freeze", "what": freeze.why.value,
            ]
        }
    }

    /// `1 error`, `3 errors`
    private func count(_ count: Int, _ what: String) -> String { "\(count) \(what)\(count == 1 ? "" : "s")" }
}

extension WayBack {
    /// The chip's class on a page.
    var chip: String {
        switch self {
        case .r0, .r1: "is-good"
        case .r2: "is-calm"
        case .r3: "is-warn"
        case .r4: "is-bad"
        }
    }
}
