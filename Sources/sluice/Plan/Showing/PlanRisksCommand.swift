import ArgumentParser
import Planning
import Reporting

struct PlanRisksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "risks", abstract: "Rank the risks: severity, occurrence, and detection as derived.",
        discussion: """
            Detection is derived from how long the watching signals take against the time a stage waits for them. The
            table of priorities is this project's own and follows no published standard.

            Examples:
              sluice plan risks plan.yaml
              sluice plan risks plan.yaml --format svg > risks.svg
            """)

    enum Format: String, FormatOption {
        case text, json, svg
    }

    @OptionGroup var source: PlanSource

    @Option(help: "text, json or svg.")
    var format = Format.text

    func run() throws {
        let outline = RiskOutline(try source.read())
        switch format {
        case .json: Terminal.say(try Terminal.json(outline))
        case .svg: Terminal.write(RiskPicture(outline).file())
        case .text: Terminal.say(Self.text(outline))
        }
    }

    private static func text(_ outline: RiskOutline) -> String {
        guard !outline.risks.isEmpty else { return "the plan names no risk" }
        var table = TextTable(["#", "AP", "S", "O", "D", "risk", "where", "what it does"])
        for risk in outline.risks {
            table.add([
                "\(risk.rank)", risk.priority.rawValue, "\(risk.severity)", "\(risk.occurrence)", "\(risk.detection)",
                risk.id, risk.where, risk.effect,
            ])
        }
        let why = outline.risks.map { risk in
            "\(risk.rank). \(risk.id): detection \(risk.detection)\n"
                + risk.why.map { "   \($0)" }.joined(separator: "\n")
        }
        return [table.text(), picture(outline), "Why each is detected so:\n\n" + why.joined(separator: "\n")]
            .joined(separator: "\n\n")
    }

    /// Ranks in a grid: severity upwards, detection to the right.
    private static func picture(_ outline: RiskOutline) -> String {
        let cells = Dictionary(grouping: outline.risks) { [$0.severity, $0.detection] }
        func words(_ severity: Int, _ detection: Int) -> String {
            let ranks = (cells[[severity, detection]] ?? []).map(\.rank)
            return ranks.count > 3 ? "\(ranks[0]) +\(ranks.count - 1)" : ranks.map(String.init).joined(separator: ",")
        }
        let width = 8
        func padded(_ text: String) -> String {
            let room = max(0, width - text.count)
            return String(repeating: " ", count: room / 2) + text + String(repeating: " ", count: room - room / 2)
        }
        var lines = ["severity"]
        for severity in (1...10).reversed() {
            let row = (1...10).map { padded(words(severity, $0).isEmpty ? "·" : words(severity, $0)) }.joined()
            lines.append("\(severity < 10 ? " " : "")\(severity) |\(row)")
        }
        lines.append("   +" + String(repeating: "-", count: width * 10))
        lines.append("    " + (1...10).map { padded("\($0)") }.joined())
        let (left, right) = ("seen at once", "never seen: detection")
        lines.append("    " + left + String(repeating: " ", count: width * 10 - left.count - right.count) + right)
        return lines.map { String($0.reversed().drop { $0 == " " }.reversed()) }.joined(separator: "\n")
    }
}
