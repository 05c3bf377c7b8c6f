import ArgumentParser
import Planning
import Reporting

struct PlanStagesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stages", abstract: "Each stage: its way back and why, and how long its gates will take.",
        discussion: """
            Times are forecasts: the expected hours until health is proven, the hours that are enough nine times in ten
            (90%), and the expected hours until a loss of 5, 10 and 30 % is caught. The way back is as what was measured
            allows (`--evidence`), and as it becomes once proofs are there that are not asked for yet.

            Examples:
              sluice plan stages plan.yaml
              sluice plan stages plan.yaml --evidence records --at 2026-11-20T08:00+01:00
              sluice plan stages plan.yaml --environment staging --format json
            """)

    @OptionGroup var source: PlanSource

    @OptionGroup var judgement: PlanJudgement

    @Option(help: "text or json.")
    var format = TextOrJSON.text

    func run() throws {
        let records = try judgement.records()
        let stages = StageOutline.all(of: Check(try source.read(), at: judgement.at ?? .now, records: records))
        Terminal.say(
            format == .json ? try Terminal.json(stages) : stages.map(Self.text).joined(separator: "\n\n"))
    }

    private static func text(_ stage: StageOutline) -> String {
        let back = stage.wayBack
        var lines = [
            "\(stage.number). \(stage.id)  \(back.derived)  \(back.meaning)  (\(stage.position))",
            "   unit \(stage.unit)\(stage.domain.map { ", \($0)" } ?? "")"
                + (stage.needs.isEmpty ? "" : ", after \(stage.needs.joined(separator: ", "))"),
            "   why \(back.derived):",
        ]
        lines += back.why.map { "     \($0)" }
        if let promised = back.promised {
            lines.append("   \(promised) once its proofs are on record: \(promised.meaning)")
        }
        lines.append("   way back: " + terms(back).joined(separator: ", "))
        if let last = back.pointOfNoReturn { lines.append("   no way back after: \(last)") }
        if let starts = stage.starts {
            lines.append("   starts \(starts)\(stage.hours.map { ", steps open \($0)" } ?? "")")
        }
        lines += stage.moves.isEmpty ? ["   moves requests only"] : stage.moves.map { "   moves \($0)" }
        lines.append(people(stage.staff))
        if let rule = stage.incidents { lines.append("   an open incident: \(rule)") }
        if !stage.entry.isEmpty { lines.append("   begins when: \(stage.entry.joined(separator: ", "))") }
        if !stage.exit.isEmpty { lines.append("   ends when: \(stage.exit.joined(separator: ", "))") }
        lines += stage.gates.map { "   gate \($0.signal): \($0.says)\($0.unforeseen.map { "; \($0)" } ?? "")" }
        lines.append("   steps, at least \(stage.dwell) each:")
        lines.append(table(of: stage.steps).text(indent: "     "))
        return lines.joined(separator: "\n")
    }

    private static func terms(_ back: StageOutline.WayBackTerms) -> [String] {
        var terms = ["form \(back.form ?? "not said")", "kept open for \(back.window ?? "a time not said")"]
        if let closes = back.closes { terms.append("as planned until \(closes)") }
        terms.append(back.isAutomatic ? "taken by itself" : "taken when a person decides")
        if let declared = back.declared { terms.append("declared \(declared)") }
        if let evicted = back.evicted { terms.append("visitors lose: \(evicted)") }
        return terms
    }

    private static func people(_ staff: StageOutline.Staff) -> String {
        let approvers = staff.approvers.isEmpty ? nil : staff.approvers.joined(separator: " or ")
        let people = [
            ("owner", staff.owner), ("deputy", staff.deputy), ("releases", approvers), ("calls", staff.trigger),
            ("decides", staff.decider), ("carries out", staff.executor),
        ]
        return "   people: " + people.map { "\($0) \($1 ?? "nobody")" }.joined(separator: ", ")
            + (staff.signers.map { ", \($0) to sign" } ?? "")
            + (staff.decideWithin.map { ", a hold is decided within \($0)" } ?? "")
            + (staff.escalateTo.map { ", then by \($0)" } ?? "")
    }

    private static func table(of steps: [StageOutline.Step]) -> TextTable {
        var table = TextTable([
            "step", "new sessions/h", "signal", "margin", "health", "90%", "allowed", "catch 5%", "10%", "30%",
        ])
        for step in steps {
            let sessions = step.newSessionsPerHour.map { "\(Int($0.rounded()))" } ?? "not said"
            if step.expected.isEmpty { table.add([step.step, sessions, "nothing can be forecast"]) }
            for it in step.expected {
                table.add(
                    [
                        step.step, sessions, it.signal, PlanText.points(it.margin), Hours.words(it.hours),
                        Hours.words(it.hoursAtMost), Hours.words(it.hoursAllowed) + (it.isDecidedInTime ? "" : " !"),
                    ] + it.hoursToCatch.map(Hours.words))
            }
        }
        return table
    }
}
