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

    @Argument(help: "The plan.")
    var plan: String

    @Option(help: "text, json, sarif or github.", transform: PlanArgument.format)
    var format = FindingFormat.text

    @Option(help: "The moment to judge for, as ISO 8601; now by default.", transform: PlanArgument.time)
    var at: PlanTime?

    @Option(help: "The folder of records that measuring commands wrote.")
    var evidence: String?

    @Option(help: "The environment of the plan, whose overlay is laid over it.")
    var environment: String?

    @Option(help: "A file that is laid over the plan; may be given several times.")
    var overlay: [String] = []

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
        var records = EvidenceRecords.none
        if let evidence { records = try EvidenceFolder.read(evidence) }
        let plan = try PlanReader.read(path: plan, environment: environment, overlays: overlay)
        return PlanCheck.report(plan, at: at ?? PlanTime(Date()), records: records, rules: rules)
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
        Terminal.say("\(plan): \(isClean ? "no findings" : report.summary)")
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
