import ArgumentParser
import Foundation
import Planning

struct PlanCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Refuse a plan that could break the store silently.",
        discussion: """
            Exit 0 without errors, 1 with errors, 2 when the plan or its evidence cannot be read.

            Examples:
              sluice plan check plan.yaml
              sluice plan check plan.yaml --environment staging --evidence records
              sluice plan check plan.yaml --format sarif --at 2026-11-20T08:00+01:00
              sluice plan check plan.yaml --only AUT001,AUT005 --show-suppressed
            """)

    @OptionGroup var source: PlanSource

    @OptionGroup var judgement: PlanJudgement

    @Option(help: "text, json, sarif or github.", transform: PlanArgument.format)
    var format = FindingFormat.text

    @Flag(help: "Show each suppressed finding, who lives with it, until when and why.")
    var showSuppressed = false

    @Option(help: "Codes of the only rules to ask, separated by commas.")
    var only: String?

    func run() throws {
        let rules = try self.rules()
        let report: CheckReport
        do { report = try judge(by: rules) } catch { throw refusal(error) }
        show(report)
        if report.findings.hasErrors { throw ExitCode(Failure.Code.short.rawValue) }
    }

    private func judge(by rules: [Rule]) throws(PlanningError) -> CheckReport {
        let records = try judgement.records()
        return PlanCheck.report(try source.read(), at: judgement.at ?? .now, records: records, rules: rules)
    }

    /// Programs get what the reader refuses in the format they asked for.
    private func refusal(_ error: PlanningError) -> any Error {
        guard case .refused(let findings) = error, format != .text else { return error }
        Terminal.say(format.render(findings))
        return ExitCode(Failure.Code.unusable.rawValue)
    }

    private func show(_ report: CheckReport) {
        let body = format.render(report, showingSuppressed: showSuppressed)
        if !body.isEmpty { Terminal.say(body) }
        guard format == .text else { return }
        let isClean = report.findings.isEmpty && report.suppressed.isEmpty
        Terminal.say("\(source.plan): \(isClean ? "no findings" : report.summary)")
    }

    private func rules() throws -> [Rule] {
        guard let only else { return Rule.all }
        return try only.split(separator: ",").map { part in
            let code = part.trimmingCharacters(in: .whitespaces)
            if let rule = Rule.named(code) { return rule }
            let hint = RulePage.nearest(to: code).map { "; did you mean \($0)?" } ?? ""
            throw ValidationError("--only names `\(code)`, which is no rule\(hint)")
        }
    }
}
