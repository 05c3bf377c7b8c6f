import Crypto
import Foundation
import Journaling
import Planning

/// A relocation's report as one HTML page that needs nothing else; its links lead to the files of the bundle.
///
/// The same report and journals always give the same bytes.
struct RelocationPage {
    private let report: RelocationReport
    private let journals: [RelocationReport.JournalRead]
    private static let templates = Templates(RelocationPageTemplates.all)
    private static let style =
        PlanPageStyle.all + "\npre{overflow-x:auto;background:var(--card);border:1px solid var(--line);"
        + "border-radius:10px;padding:.8rem 1rem;font-size:.86rem}:target{background:var(--warn-bg)}"
    private static let styleHash = "sha256-" + Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString()

    init(_ report: RelocationReport, journals: [RelocationReport.JournalRead]) {
        (self.report, self.journals) = (report, journals.sorted { $0.name < $1.name })
    }

    /// UTF-8.
    func html() -> String {
        let chapters = [outcomes, checks, passages, records, rows, people]
        return Self.templates.render(
            "relocation",
            [
                "style": Self.style, "styleHash": Self.styleHash, "name": report.name,
                "at": Figures.moment(report.at), "verdict": verdict,
                "tiles": report.outcomes.map { outcome in
                    [
                        "label": outcome.name, "value": outcome.value, "isMissing": outcome.state != .good,
                        "more": outcome.asked.map { "asked: \($0)" } ?? outcome.detail,
                    ] as [String: Any]
                },
                "chapters": chapters.map { $0.fields }, "plan": report.plan,
                "signers": report.signers.map { ["id": $0] },
            ])
    }

    private var verdict: [String: Any] {
        func some(_ state: RelocationReport.Check.State) -> Int { report.checks.count { $0.state == state } }
        let short = report.outcomes.count { $0.state == .short }
        let open = report.outcomes.count { $0.state == .notMeasured }
        let long =
            "\(some(.passed)) checks passed, \(some(.failed)) failed, \(some(.notMeasured)) were not measured; of "
            + "\(report.outcomes.count) outcomes \(short) fall short and \(open) were not measured."
        if some(.failed) > 0 || short > 0 {
            return ["look": "is-bad", "sign": "✕", "short": "Something falls short", "long": long]
        }
        if some(.notMeasured) > 0 || open > 0 {
            return [
                "look": "is-warn", "sign": "!", "short": "Nothing falls short, but not all was measured", "long": long,
            ]
        }
        return ["look": "is-good", "sign": "✓", "short": "Everything was measured and is as promised", "long": long]
    }

    private var outcomes: PageChapter {
        var table = PageTable(
            "", caption: "What was promised, and what was measured",
            heads: [
                "Outcome", "Asked", "Measured", "Comes from",
            ])
        for outcome in report.outcomes {
            table.add(
                PageCell(outcome.name), PageCell(outcome.asked ?? "–"),
                PageCell(outcome.value, more: outcome.detail, isMissing: outcome.state != .good),
                Self.cell(outcome.sources))
        }
        return Self.chapter("outcomes", "Outcomes", [table])
    }

    private var checks: PageChapter {
        var table = PageTable("", caption: "What the move had to show", heads: ["Check", "Of", "Result", "Evidence"])
        for check in report.checks {
            let word =
                switch check.state {
                case .passed: "passed"
                case .failed: "FAILED"
                case .notMeasured: "not measured"
                }
            table.add(
                PageCell(check.kind), PageCell(check.subject),
                PageCell(word, more: check.detail, isMissing: check.state != .passed),
                Self.cell(check.source.map { [$0] } ?? []))
        }
        return Self.chapter("checks", "Checks and their evidence", [table])
    }

    private var passages: PageChapter {
        var table = PageTable("", heads: ["Began", "To", "Ended", PageCell.number("Shoppers held"), "Journal"])
        for passage in report.passages {
            let end =
                switch passage.end {
                case .done: "done, the way back open"
                case .noWayBack: "done, without a way back"
                case .takenBack: "taken back"
                case .unfinished: "not ended"
                }
            table.add(
                PageCell(Figures.moment(passage.began)),
                PageCell(passage.direction == "over" ? "the new side" : "the old side"),
                PageCell(end, isMissing: passage.end != .done),
                .number(passage.held.map(Figures.duration) ?? "not at all"),
                PageCell(
                    "rows \(passage.first) to \(passage.last)", more: passage.journal,
                    link: "#\(Self.anchor(passage.journal, passage.first))"))
        }
        return Self.chapter("hand-overs", "Hand overs", [table], nothing: "No journal of a hand over was found.")
    }

    private var records: PageChapter {
        var table = PageTable("", heads: ["Record", "When", "By", "Passed", "SHA-256"], limit: 5_000)
        for record in report.records {
            let figures = record.figures.sorted { $0.key < $1.key }.map { "\($0.key) \(Figures.plain($0.value))" }
            table.add(
                PageCell(
                    "\(record.kind) \(record.subject)",
                    more: (figures + [record.note ?? ""]).filter { !$0.isEmpty }
                        .joined(separator: "; ")),
                PageCell(Figures.moment(record.at)), PageCell(record.by),
                PageCell(record.passed ? "yes" : "no", isMissing: !record.passed),
                PageCell(record.digest, link: record.file))
        }
        return Self.chapter("records", "All records", [table], nothing: "No record was found.")
    }

    private var rows: PageChapter {
        let tables = journals.map { journal in
            let file = "\(RelocationReport.journalFolder)/\(journal.name)"
            var table = PageTable(journal.name, heads: [PageCell.number("Row"), "When", "Hash", "What"], limit: 10_000)
            for row in journal.rows {
                table.add(
                    PageCell("\(row.sequence)", anchor: Self.anchor(file, row.sequence)),
                    PageCell(Figures.moment(row.at)), PageCell(String(row.hash.prefix(12))),
                    PageCell(RelocationReport.words(of: row)))
            }
            return table
        }
        return Self.chapter("journals", "Rows of the journals", tables, nothing: "There is no journal.")
    }

    private var people: PageChapter {
        var chapter = Self.chapter("people", "Who signs", [], nothing: "The plan asks nobody to sign.")
        if !report.signers.isEmpty {
            chapter.pairs = report.signers.map { person in
                (person, PageCell(report.client.contains(person) ? "signs for the client" : "signs"))
            }
        }
        return chapter
    }

    private static func chapter(
        _ id: String, _ title: String, _ tables: [PageTable], nothing: String = "There is nothing."
    ) -> PageChapter {
        PageChapter(id: id, title: title, tables: tables, nothing: nothing)
    }

    /// The first source as a link, and how many more there are.
    private static func cell(_ sources: [RelocationReport.Source]) -> PageCell {
        guard let first = sources.first else { return PageCell("–") }
        let more = sources.count > 1 ? " and \(sources.count - 1) more, below" : ""
        let text = first.row.map { "row \($0) of \(first.file)" } ?? first.file
        return PageCell(
            text, more: "\(first.digest.prefix(16))…\(more)",
            link: first.row.map { "#\(anchor(first.file, $0))" } ?? first.file)
    }

    private static func anchor(_ file: String, _ row: Int) -> String {
        let plain = file.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        return "row-\(String(plain))-\(row)"
    }
}
