import ArgumentParser
import Conducting
import Cutover
import Foundation

struct IncidentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incident",
        abstract: "Tell a run of incidents; while one is open its gate stays shut, or asks for more.",
        discussion: """
            Programs tell of incidents through the port that the plan names under `notices.incidents`: Alertmanager at
            /alertmanager, PagerDuty at /pagerduty. People use these commands.
            """,
        subcommands: [IncidentOpen.self, IncidentClose.self, IncidentList.self])
}

struct IncidentOpen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open an incident.",
        discussion: "Example:\n  sluice incident open wallet --dir run --by ada \"wallet payments fail in Italy\"")

    @OptionGroup var steer: SteerOptions

    @Argument(help: "What it is called: one word.")
    var id: String

    @Argument(help: "What is wrong.")
    var title: String

    @Option(help: "How bad it is, in your own words.")
    var severity = "high"

    func run() async throws {
        let now = Int(Date().timeIntervalSince1970 * 1_000)
        try steer.put(.incident(id: id, .opened(title: title, severity: severity, link: nil, since: now)))
    }
}

struct IncidentClose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close an incident with its cause, and what was learnt from it.",
        discussion: """
            What was learnt is a signal: one that is new in the plan, or changed since the incident opened (`sluice run
            amend`). An incident that has nothing to do with the migration is closed with --unrelated, by a person who
            decides about a stage. Refused otherwise (exit 4).

            Examples:
              sluice incident close wallet --dir run --by ada --cause "a key had run out" --signal wallet-success
              sluice incident close disk --dir run --by ada --cause "a full disk of the mail server" \
                --unrelated "no shopper's request goes there"
            """)

    @OptionGroup var steer: SteerOptions

    @Argument(help: "The incident.")
    var id: String

    @Option(help: "Why it happened.")
    var cause: String

    @Option(help: "The new or changed signal that would have shown it.")
    var signal: String?

    @Option(help: "Why it has nothing to do with the migration.")
    var unrelated: String?

    func validate() throws {
        if (signal == nil) == (unrelated == nil) {
            throw ValidationError("say what was learnt: --signal NAME, or --unrelated WHY")
        }
    }

    func run() async throws {
        let lesson: IncidentNews.Lesson = signal.map { .signal($0) } ?? .unrelated(unrelated ?? "")
        let state = try RunStatus.history(steer.place.folder).state
        if let why = state.refusal(toClose: id, by: steer.by, cause: cause, lesson: lesson) {
            throw Failure("incident `\(id)` is not closed: \(why)", .refused)
        }
        try steer.put(.incident(id: id, .closed(cause: cause, lesson: lesson)))
    }
}

struct IncidentList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show the incidents of a run, open ones first.",
        discussion: "Example:\n  sluice incident list --dir run")

    @OptionGroup var place: RunFolderOption

    @Flag(help: "As JSON.")
    var json = false

    func run() async throws {
        let all = try RunStatus.history(place.folder).state.incidents.sorted { $0.isOpen && !$1.isOpen }
        if json {
            Terminal.say(try Terminal.json(all))
            return
        }
        if all.isEmpty { Terminal.say("no incident was told of") }
        for it in all {
            let end = it.isOpen ? (it.resolvedAt == nil ? "open" : "over, not closed") : "closed: \(it.cause ?? "")"
            Terminal.say("\(it.id)  \(it.severity)  \(it.title)  (\(it.source))  \(end)")
        }
    }
}
