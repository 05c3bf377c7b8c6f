import ArgumentParser
import Foundation
import Planning

struct PlanDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "What changes in meaning between two plans, above all in the way back.",
        discussion: """
            Comments, the order of keys, styles of writing and the borders of files change nothing. Classes come first,
            each with the facts that led and lead to it; then what is looser than before, what is different, and what
            is tighter. Exit 0 when nothing changes in meaning, 1 when something does, 2 when one of them is no plan.

            Examples:
              sluice plan diff plan.yaml changed.yaml
              sluice plan diff plan.yaml changed.yaml --environment staging --format json
            """)

    @Argument(help: "The plan as it was.")
    var old: String

    @Argument(help: "The plan as it is now.")
    var new: String

    @Option(help: "The environment of both plans whose overlay is laid over them.")
    var environment: String?

    @Option(help: "text or json.")
    var format = "text"

    func run() throws {
        guard ["text", "json"].contains(format) else {
            throw ValidationError("--format is `\(format)`; use text or json")
        }
        let difference = PlanDifference(
            from: try PlanReader.read(path: old, environment: environment),
            to: try PlanReader.read(path: new, environment: environment))
        Terminal.say(format == "json" ? difference.json : String(difference.text.dropLast()))
        if !difference.isEmpty { throw ExitCode(Failure.Code.short.rawValue) }
    }
}
