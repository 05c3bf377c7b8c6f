import ArgumentParser
import Foundation
import Planning
import Reporting

struct PlanRenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Write the plan as one document for those who decide about it.",
        discussion: """
            One HTML file that needs nothing else and prints well. It names people, never how to reach them.

            Example:
              sluice plan render plan.yaml --out plan.html
            """)

    @OptionGroup var source: PlanSource

    @Option(help: "The HTML file to write.")
    var out: String

    @Option(help: "The moment the document speaks of, as ISO 8601; now by default.")
    var at: String?

    func run() throws {
        let time = try at.map { text in
            guard let time = PlanTime(text) else {
                throw ValidationError("--at is `\(text)`; write it as 2026-11-20T08:00+01:00")
            }
            return time
        }
        let moment = time ?? .now
        let plan = try source.read()
        let html = PlanPage(plan, findings: PlanCheck.run(plan, at: moment), at: moment).html()
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
