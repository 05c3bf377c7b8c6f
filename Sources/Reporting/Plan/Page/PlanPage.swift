import Crypto
import Foundation
public import Planning

/// A plan as one HTML document for those who decide about it: no script, nothing from outside, made to be printed.
///
/// The same plan at the same time always gives the same bytes.
public struct PlanPage: Sendable {
    let check: Check
    let report: CheckReport
    let clock: PlanClock
    let stages: [StageOutline]
    let risks: RiskOutline
    let owners: OwnershipMap
    var plan: Plan { check.plan }
    private static let templates = Templates(PlanPageTemplates.all)
    private static let styleHash =
        "sha256-" + Data(SHA256.hash(data: Data(PlanPageStyle.all.utf8))).base64EncodedString()

    /// - Parameters:
    ///   - time: the moment the document speaks of.
    ///   - records: what was measured by then.
    public init(_ plan: Plan, at time: PlanTime, records: EvidenceRecords = .none) {
        self.init(Check(plan, at: time, records: records))
    }

    package init(_ check: Check) {
        self.check = check
        report = PlanCheck.report(check.plan, at: check.time, records: check.records)
        clock = PlanClock(check.plan.calendar)
        stages = StageOutline.all(of: check)
        risks = RiskOutline(check.plan)
        owners = OwnershipMap(check.plan)
    }

    /// The page, UTF-8.
    public func html() -> String {
        let map = GraphPicture(PlanGraph(.systems, of: plan), name: "system-map")
        let after = AfterChapters(plan, clock)
        let work = WorkChapters(check, clock)
        let early = [CalendarChapter(check, clock, stages).chapter]
        let late = [work.work, work.access, RelocationChapter(plan, clock).chapter, after.redirects, after.end]
        let fields: [String: Any] = [
            "style": PlanPageStyle.all, "styleHash": Self.styleHash, "name": plan.name.value,
            "isRehearsal": plan.isRehearsal, "at": clock.moment(check.time), "zone": clock.name, "records": records,
            "verdict": verdict, "tiles": tiles, "units": units, "systemMap": map.svg(legend: false),
            "edges": map.legend.enumerated().map { ["number": $0 + 1, "says": $1] as [String: Any] },
            "hasEdges": !map.legend.isEmpty, "stageLine": StageLine(stages: stages).svg(),
            "classes": classes, "stages": stages.map(stageFields), "riskPicture": RiskPicture(risks).svg(),
            "risks": risks.risks.map(riskFields), "hasRisks": !risks.risks.isEmpty,
            "questions": owners.questions.map(questionFields), "owners": ownerGroups,
            "early": early.map(\.fields), "late": late.map(\.fields),
            "links": late.map { ["id": $0.id, "title": $0.title] },
            "findings": report.findings.map(findingFields), "hasFindings": !report.findings.isEmpty,
            "noFindings": report.findings.isEmpty, "suppressed": report.suppressed.map(suppressedFields),
            "hasSuppressed": !report.suppressed.isEmpty, "digest": plan.digest,
            "files": plan.files.map { ["path": $0.path, "fileDigest": $0.digest] },
        ]
        return Self.templates.render("plan", fields)
    }

    private var records: String {
        let count = check.records.count
        return count == 0
            ? "No record of a measurement was looked at."
            : "\(self.count(count, "record")) of what was measured \(count == 1 ? "was" : "were") looked at."
    }

    /// What the rules that were asked found. It claims nothing beyond them.
    private var verdict: [String: Any] {
        if report.errors > 0 {
            return [
                "look": "is-bad", "sign": "✕", "short": "Not fit to be run",
                "long": "\(count(report.errors, "error")) must be mended before anything moves; see the last chapter.",
            ]
        }
        let promised = stages.count { $0.wayBack.promised != nil }
        let open = [
            report.warnings > 0 ? count(report.warnings, "warning") : nil,
            report.suppressed.isEmpty ? nil : "\(count(report.suppressed.count, "finding")) that somebody lives with",
            owners.openCount > 0 ? "\(count(owners.openCount, "question")) of ownership nobody answers yet" : nil,
            promised > 0 ? "\(count(promised, "stage")) whose way back is yet to be proven" : nil,
        ].compactMap(\.self)
        guard open.isEmpty else {
            return [
                "look": "is-warn", "sign": "!", "short": "No rule finds an error, but not all is settled",
                "long": "Open: \(open.listed).",
            ]
        }
        return [
            "look": "is-good", "sign": "✓", "short": "No rule finds anything",
            "long": "\(Rule.all.count) rules were asked, and each question of ownership that is asked here has a name.",
        ]
    }

    private var tiles: [[String: Any]] {
        let worst = stages.map(\.wayBack.derived).max()
        let proven = stages.map { $0.wayBack.promised ?? $0.wayBack.derived }.max()
        return [
            ["label": "Stages", "value": "\(stages.count)", "more": "\(count(plan.units.count, "unit")) in all"],
            [
                "label": "Worst way back", "value": worst?.rawValue ?? "none",
                "more": worst.map { $0.meaning + (proven == worst ? "" : "; \(proven ?? $0) once proven") }
                    ?? "nothing moves",
            ],
            [
                "label": "Risks to act on", "value": "\(risks.count(.high))",
                "more": "of \(risks.risks.count), by priority H",
            ],
            ["label": "Open questions", "value": "\(owners.openCount)", "more": "of ownership"],
            [
                "label": "Findings", "value": "\(report.findings.count)",
                "more": "\(count(report.errors, "error")), \(count(report.warnings, "warning"))",
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

    private var classes: [[String: Any]] {
        WayBack.allCases.map { ["class": $0.rawValue, "look": $0.chip, "meaning": $0.meaning] }
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
