import ArgumentParser
import Planning

struct PlanExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "What a code catches, why, and how to mend it.",
        discussion: """
            Examples:
              sluice plan explain AUT005
              sluice plan explain                                     every code in a line
              sluice plan explain --markdown > Docs/plan-rules.md     every code in full
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json
    }

    @Argument(help: "The code; every code in a line each without one.")
    var code: String?

    @Option(help: "text or json.")
    var format = Format.text

    @Flag(help: "Every code in full, as the page that the documentation has.")
    var markdown = false

    func validate() throws {
        if markdown, code != nil || format != .text {
            throw ValidationError("--markdown writes the page of all codes; leave the code and --format out")
        }
    }

    func run() throws {
        if markdown {
            Terminal.say(String(RulePage.document.dropLast()))
        } else if let code {
            let page = try page(code)
            Terminal.say(format == .json ? try Terminal.json(page) : page.text)
        } else if format == .json {
            Terminal.say(try Terminal.json(RulePage.all))
        } else {
            for page in RulePage.all { Terminal.say("\(page.code)  \(page.severity.rawValue)  \(page.catches)") }
        }
    }

    private func page(_ code: String) throws -> RulePage {
        if let page = RulePage.named(code) { return page }
        let hint = RulePage.nearest(to: code).map { "did you mean \($0)? " } ?? ""
        throw Failure("there is no code \(code); \(hint)`sluice plan explain` lists them all", .unusable)
    }
}
