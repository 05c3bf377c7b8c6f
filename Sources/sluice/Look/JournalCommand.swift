import ArgumentParser
import Conducting
import Cutover
import Foundation
import Journaling

struct JournalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "Read what a run was told and did, and prove that nobody changed it.",
        subcommands: [JournalShowCommand.self, JournalVerifyCommand.self])
}

struct JournalShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "The rows of the journal, or the timeline they make.",
        discussion: """
            Examples:
              sluice journal show --dir run
              sluice journal show --dir run --rows --after 100 --limit 20
            """)

    @OptionGroup var place: RunFolderOption

    @Flag(help: "The raw rows as JSON lines instead of the timeline.")
    var rows = false

    @Option(help: "Only what comes after this row.")
    var after = 0

    @Option(help: "At most so many.")
    var limit = Int.max

    func run() throws {
        let journal = try Journal.read(path: place.folder.journal)
        if rows {
            for row in try journal.rows(after: after, limit: limit) {
                Terminal.say(try Terminal.json(row, pretty: false))
            }
            return
        }
        var history = RunHistory()
        try history.fold(try journal.rows())
        let timeline = Timeline(start: history.state.beganAt, asJSON: false)
        for moment in history.moments.filter({ $0.row > after }).prefix(limit) {
            Terminal.say("\(String(format: "%6d", moment.row)) \(timeline.line(moment))")
        }
    }
}

struct JournalVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Follow the hash chain, and decide everything again.",
        discussion: """
            Checks that no row was changed, and that every intent in the journal is what the events before it lead to.

            Example:
              sluice journal verify --dir run
            """)

    @OptionGroup var place: RunFolderOption

    func run() throws {
        let journal = try Journal.read(path: place.folder.journal)
        let (rows, head) = try journal.verify()
        try RunHistory.checkIntents(try journal.rows())
        Terminal.say("\(rows) rows, unbroken, decided alike again; head \(head)")
    }
}
