import ArgumentParser
import Foundation
import Planning

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Check a plan, explain what is found, and show what it says.",
        subcommands: [
            PlanCheckCommand.self, PlanExplainCommand.self, PlanRisksCommand.self, PlanOwnersCommand.self,
            PlanStagesCommand.self, PlanGraphCommand.self, PlanRenderCommand.self,
        ])
}

struct PlanCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Refuse a plan that could break the store silently.",
        discussion: """
            Exit 0 without errors, 1 with errors, 2 when the file is no plan at all.

            Examples:
              sluice plan check plan.yaml
              sluice plan check plan.yaml --format json --at 2026-11-20T08:00+01:00
            """)

    @Argument(help: "The plan.")
    var plan: String

    @Option(help: "text or json.")
    var format = "text"

    @Option(help: "The moment to judge for, as ISO 8601; now by default.")
    var at: String?

    func run() throws {
        guard let format = FindingFormat(rawValue: format) else {
            throw ValidationError("--format is `\(self.format)`; use text or json")
        }
        let time = try at.map { text in
            guard let time = PlanTime(text) else {
                throw ValidationError("--at is `\(text)`; write it as 2026-11-20T08:00+01:00")
            }
            return time
        }
        let findings = PlanCheck.run(try PlanReader.read(path: plan), at: time ?? PlanTime(Date()))
        let text = format.render(findings)
        Terminal.say(findings.isEmpty && format == .text ? "\(plan): no findings" : text)
        if findings.hasErrors { throw ExitCode(Failure.Code.short.rawValue) }
    }
}

struct PlanExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "What a rule catches, why, and how to mend it.",
        discussion: "Examples:\n  sluice plan explain AUT005\n  sluice plan explain")

    @Argument(help: "The rule's code; all rules in a line each without one.")
    var code: String?

    func run() throws {
        guard let code else {
            for rule in Rule.all { Terminal.say("\(rule.code)  \(rule.severity.rawValue)  \(rule.catches)") }
            return
        }
        guard let rule = Rule.all.first(where: { $0.code == code.uppercased() }) else {
            let known = Rule.all.map(\.code).joined(separator: ", ")
            throw Failure("there is no rule \(code); there are \(known)", .unusable)
        }
        Terminal.say(
            "\(rule.code) (\(rule.severity.rawValue))\n\nCatches: \(rule.catches)\nWhy:     \(rule.why)\nMend:    \(rule.mend)"
        )
    }
}
