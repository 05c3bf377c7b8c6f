import ArgumentParser
import Foundation
import Planning
import Reporting

struct PlanRenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Write the plan as one document for those who decide about it.",
        discussion: """
            One HTML file that needs nothing else and prints well. It names people, never how to reach them.

            Classes are shown as what was measured allows, and what they become once proofs are there that are not
            asked for yet.

            Examples:
              sluice plan render plan.yaml --out plan.html
              sluice plan render plan.yaml --environment staging --evidence records --out plan.html
            """)

    @OptionGroup var source: PlanSource

    @OptionGroup var judgement: PlanJudgement

    @Option(help: "The HTML file to write.")
    var out: String

    func run() throws {
        let records = try judgement.records()
        let check = Check(try source.read(), at: judgement.at ?? .now, records: records)
        let html = PlanPage(check).html()
        do {
            try Data(html.utf8).write(to: URL(filePath: out), options: .atomic)
        } catch {
            throw Failure(
                "\(out): cannot be written (\(error.localizedDescription)); name a file in a folder that is yours",
                .world)
        }
        Terminal.say(out)
    }
}
