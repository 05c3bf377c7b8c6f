import ArgumentParser
import Planning
import Reporting

struct PlanOwnersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "owners", abstract: "Who answers for what, and what nobody answers for yet.",
        discussion: """
            Exit 1 while a question is open. It asks for names, not whether a plan is safe: that is for `plan check`.

            Examples:
              sluice plan owners plan.yaml
              sluice plan owners plan.yaml --format json
            """)

    @OptionGroup var source: PlanSource

    @Option(help: "text or json.")
    var format = TextOrJSON.text

    func run() throws {
        let map = OwnershipMap(try source.read())
        Terminal.say(format == .json ? try Terminal.json(map) : Self.text(map))
        if map.openCount > 0 { throw ExitCode(Failure.Code.short.rawValue) }
    }

    private static func text(_ map: OwnershipMap) -> String {
        var parts = map.questions.map { question in
            let mark = question.isOpen ? "OPEN " : "ok   "
            let more = question.missing.map { "       open: \($0)" } + question.answers.map { "       \($0)" }
            return ([mark + "\(question.name): \(question.asks)"] + more).joined(separator: "\n")
        }
        for kind in OwnershipMap.Kind.allCases {
            let lines = map.lines.filter { $0.kind == kind }
            guard !lines.isEmpty else { continue }
            var table = TextTable([kind.title, "owner", "deputy", "open"])
            for line in lines {
                table.add([line.id, line.owner ?? "nobody", line.deputy ?? "-", line.open.joined(separator: " ")])
            }
            parts.append(table.text())
        }
        let count = map.openCount
        parts.append(
            count == 0
                ? "each of these has a person who answers for it"
                : "\(count) question\(count == 1 ? " is" : "s are") open")
        return parts.joined(separator: "\n\n")
    }
}
