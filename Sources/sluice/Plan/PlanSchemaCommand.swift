import ArgumentParser
import Foundation
import Planning

struct PlanSchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of plans, for editors that complete and check YAML.",
        discussion: """
            Made from the program's own model, so it always fits the program that prints it. How to tell your editor:
            Docs/how-do-i-edit-a-plan-with-completion.md.

            Examples:
              sluice plan schema --out plan.schema.json
              sluice plan schema --overlay --out plan-overlay.schema.json
              sluice plan schema --part --out plan-part.schema.json
              sluice plan schema --reference --out plan-reference.md
            """)

    @Flag(help: "For overlays: only `sluice` is required, `~` and `removed: true` are allowed.")
    var overlay = false

    @Flag(help: "For files that a plan includes: as a plan, without its name.")
    var part = false

    @Flag(help: "Print the reference page (Markdown) instead.")
    var reference = false

    @Option(help: ArgumentHelp("Write there instead of to standard output.", valueName: "file"))
    var out: String?

    func validate() throws {
        guard [overlay, part, reference].count(where: \.self) <= 1 else {
            throw ValidationError("--overlay, --part and --reference are different texts; ask for one of them")
        }
    }

    func run() throws {
        let form: PlanSchema.Form = overlay ? .overlay : part ? .part : .plan
        let text = reference ? PlanReference.markdown() : PlanSchema.json(form)
        guard let out else {
            // The text ends its own last line.
            return Terminal.say(String(text.dropLast()))
        }
        do {
            try text.write(toFile: out, atomically: true, encoding: .utf8)
        } catch {
            throw Failure("\(out) cannot be written; check that its folder exists, is yours and has room", .world)
        }
    }
}
