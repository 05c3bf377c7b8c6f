import Conducting
import Crypto
import Cutover
import Foundation
import Gating
public import Journaling

/// The report as one HTML file that needs nothing else: no script, no font, no picture from anywhere.
///
/// The same report and rows always give the same bytes.
public struct ReportPage: Sendable {
    let report: RunReport
    private let rows: [Row]
    private static let templates = Templates(PageTemplates.all)
    private static let styleHash =
        "sha256-" + Data(SHA256.hash(data: Data(PageStyle.all.utf8))).base64EncodedString()

    /// - Parameter rows: those the report was made from; they stand at the page's end.
    public init(_ report: RunReport, rows: [Row]) {
        self.report = report
        self.rows = rows
    }

    /// The page, UTF-8.
    public func html() -> String {
        let (sign, words, look) = ending
        let plan = report.planned
        var fields: [String: Any] = [
            "style": PageStyle.all, "styleHash": Self.styleHash, "name": plan.name, "isRehearsal": plan.isRehearsal,
            "run": report.run, "began": Figures.moment(report.began.at), "ended": Figures.moment(report.last.at),
            "length": Figures.duration(report.length), "beganRows": links(report.began.row), "ending": words,
            "endingSign": sign, "endingClass": look, "endingWords": endingWords, "lastRows": links(report.last.row),
            "tiles": tiles, "timeline": TimelinePicture(report: report).svg(),
            "hasRollbacks": !report.rollbacks.isEmpty, "rollbacks": report.rollbacks.map(fields(of:)),
            "stages": report.stages.indices.map(stageFields), "hasHolds": !report.holds.isEmpty,
            "noHolds": report.holds.isEmpty, "holds": holds, "hasPeople": !report.people.isEmpty,
            "noPeople": report.people.isEmpty, "people": people, "signers": signers,
            "spent": Figures.decimal(report.budget.spent * 100, 3) + " %",
            "whole": Figures.decimal(report.budget.whole * 100, 3) + " %",
            "hasAmendments": !amendments.isEmpty, "amendments": amendments, "attempts": attempts,
            "hasTroubles": !report.troubles.isEmpty, "troubles": troubles, "moments": moments,
            "hasIncidents": !incidents.isEmpty, "incidents": incidents, "hasNotices": !notices.isEmpty,
            "notices": notices,
            "rowCount": Figures.count(report.journal.rows), "head": report.journal.head,
            "planDigest": report.planDigest, "digest": report.digest, "journal": journal,
        ]
        if let orders { fields["orders"] = orders } else { fields["noOrders"] = true }
        return Self.templates.render("page", fields)
    }

    private var ending: (String, String, String) {
        switch report.ending {
        case .completed: ("✓", "Completed", "is-good")
        case .stopped: ("■", "Stopped", "is-warn")
        case .held: ("‖", "Held", "is-bad")
        case .running: ("…", "Running", "is-calm")
        }
    }

    private var endingWords: String {
        let stages = "\(report.stagesDone) of \(report.stages.count) stages are done."
        return switch report.ending {
        case .completed: "All units are on the new side, and every acknowledged order was found once."
        case .stopped: "A person ended the run; the store goes on as it stood. " + stages
        case .held: "\(report.heldBecause ?? "") — " + stages
        case .running: "The run goes on; this is its account so far. " + stages
        }
    }

    private var tiles: [[String: Any]] {
        let failed = report.rollbacks.reduce(0) { $0 + $1.requests.newEvents }
        var tiles: [[String: Any]] = [
            [
                "label": "Stages done", "value": "\(report.stagesDone) of \(report.stages.count)", "more": "",
                "rows": links(RowSpans(of: report.stages.compactMap(\.ended?.row))),
            ],
            [
                "label": "Rollbacks", "value": "\(report.rollbacks.count)",
                "more": report.rollbacks.isEmpty ? "" : "\(Figures.count(failed)) requests failed before",
                "rows": links(RowSpans(of: report.rollbacks.map(\.decided.row))),
            ],
        ]
        if let orders = report.orders {
            let lost =
                orders.lost.map { "\($0) lost, \(orders.duplicated ?? 0) duplicated" } ?? "\(orders.mismatches) wrong"
            tiles.append([
                "label": "Orders acknowledged", "value": Figures.count(orders.acknowledged),
                "more": orders.couldCheck ? lost : "could not be checked", "rows": links(orders.mark.row),
            ])
        }
        if let incidents = report.incidents {
            let open = incidents.count(where: \.isOpen)
            tiles.append([
                "label": "Incidents", "value": "\(incidents.count)", "more": open == 0 ? "all closed" : "\(open) open",
                "rows": links(RowSpans(of: incidents.map(\.opened.row))),
            ])
        }
        let held = report.holds.reduce(0) { $0 + ($1.length ?? report.last.at - $1.from.at) }
        tiles.append([
            "label": "Held", "value": Figures.duration(held),
            "more": report.holds.count == 1 ? "once" : "\(report.holds.count) times",
            "rows": links(RowSpans(of: report.holds.map(\.from.row))),
        ])
        return tiles
    }

    private var orders: [String: Any]? {
        guard let orders = report.orders else { return nil }
        var words = "\(Figures.count(orders.acknowledged)) orders acknowledged"
        if !orders.couldCheck {
            words = "The orders could not be compared"
        } else if let lost = orders.lost, let duplicated = orders.duplicated {
            words += ", \(lost) lost, \(duplicated) duplicated"
        } else {
            words += ", \(orders.mismatches) wrong"
        }
        if let old = orders.foundOld, let new = orders.foundNew {
            words += "; found: \(Figures.count(old)) on old, \(Figures.count(new)) on new"
        }
        let times = orders.comparisons.count
        return [
            "words": words, "rows": links(orders.mark.row), "detail": orders.detail,
            "times": times == 1 ? "once" : "\(times) times", "at": Figures.moment(orders.mark.at),
            "all": links(orders.comparisons),
        ]
    }

    private var signers: String {
        let asked = report.planned.reportSigners
        return asked.isEmpty
            ? "The plan asks nobody to sign this report."
            : "To be signed by \(asked.joined(separator: " and ")); signatures stand beside this file."
    }

    private var journal: String {
        let remarks = Dictionary(grouping: report.timeline, by: \.row).mapValues { $0.map(\.remark.text) }
        return RowTable(rows, remarks: remarks).html()
    }
}

extension RowSpans {
    init(of rows: [Int]) {
        self.init()
        for row in rows.sorted() { insert(row) }
    }
}
