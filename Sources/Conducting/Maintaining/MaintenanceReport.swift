package import Foundation
package import Planning

/// A month of maintenance, for people and for programs.
package struct MaintenanceReport: Sendable, Codable {
    package struct Line: Sendable, Codable {
        package var id: String
        package var what: String
        package var owner: String?
        /// `good`, `short`, `not-seen`, `missed`, `due`.
        package var state: String
        package var done: String?
        package var due: String
        package var why: String
        package var figures: [String: Double]
        package var findings: [String]
    }

    package var plan: String
    package var digest: String
    /// `2026-11`
    package var month: String
    package var at: String
    package var lines: [Line]

    /// - Parameters:
    ///   - outcomes: of the items that were done now.
    ///   - time: now.
    package init(
        _ plan: Plan, digest: String, _ calendar: MaintenanceCalendar, _ outcomes: [MaintenanceOutcome],
        at time: PlanTime
    ) {
        self.plan = plan.name.value
        self.digest = digest
        at = time.seconds
        month = String(time.seconds.prefix(7))
        let done = Dictionary(outcomes.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        lines = calendar.lines.map { line in
            let id = line.item.id.value.rawValue
            let now = done[id]
            let state =
                switch line.state {
                case .missed: "missed"
                case .due where line.last == nil: "due"
                default: line.last.map { $0.passed ? "good" : "short" } ?? "due"
                }
            return Line(
                id: id, what: line.item.what.value.rawValue,
                owner: (line.item.owner ?? plan.maintenance?.owner)?.value.rawValue,
                state: now?.state.rawValue ?? state, done: line.last?.at.seconds, due: line.due.seconds,
                why: now?.why ?? line.last?.note ?? "", figures: now?.figures ?? line.last?.figures ?? [:],
                findings: now?.findings ?? [])
        }
    }

    package var isWell: Bool { lines.allSatisfy { $0.state == "good" } }

    package var markdown: String {
        var text = "# Maintenance of \(month): \(plan)\n\n"
        let bad = lines.filter { $0.state != "good" }
        text +=
            bad.isEmpty
            ? "All \(lines.count) items are done and good.\n\n"
            : "**\(bad.count) of \(lines.count) items are not good: \(bad.map(\.id).joined(separator: ", ")).**\n\n"
        text += "| item | what | state | done | next | who | found |\n| --- | --- | --- | --- | --- | --- | --- |\n"
        for line in lines {
            let cells = [
                line.id, line.what, line.state == "good" ? "good" : "**\(line.state)**", line.done ?? "never", line.due,
                line.owner ?? "nobody", line.why,
            ]
            text += "| \(cells.map(Self.cell).joined(separator: " | ")) |\n"
        }
        for line in lines where !line.figures.isEmpty || !line.findings.isEmpty {
            text += "\n## \(line.id)\n\n"
            for (name, value) in line.figures.sorted(by: { $0.key < $1.key }) {
                text += "- \(name): \(Self.number(value))\n"
            }
            for finding in line.findings.prefix(200) { text += "- \(Self.cell(finding))\n" }
            if line.findings.count > 200 { text += "- and \(line.findings.count - 200) more\n" }
        }
        return text + "\nMeasured by Sluice at \(at) for plan \(digest.prefix(12)).\n"
    }

    private static func number(_ value: Double) -> String {
        value.rounded() == value && value.magnitude < 1e15 ? "\(Int(value))" : "\((value * 1000).rounded() / 1000)"
    }

    /// What would end a cell, or begin something else, is shown as it is.
    private static func cell(_ text: String) -> String {
        text.replacing("|", with: "\\|").replacing("<", with: "&lt;").split(whereSeparator: \.isNewline)
            .joined(separator: " ")
    }

    /// Writes `MONTH.md` and `MONTH.json` into a folder; a later run of the month takes their place.
    package func write(into folder: URL) throws -> URL {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try RunFolder.write(try encoder.encode(self) + Data("\n".utf8), to: folder.appending(path: "\(month).json"))
        let page = folder.appending(path: "\(month).md")
        try RunFolder.write(Data(markdown.utf8), to: page)
        return page
    }
}
