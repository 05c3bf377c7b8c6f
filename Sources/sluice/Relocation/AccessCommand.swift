import ArgumentParser
import Conducting
import Foundation
import Planning

struct AccessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access", abstract: "What the cutover needs from whom: each credential, tried by using it.",
        discussion: """
            Logs in with every access item, or does what its check says. Nothing is changed, and a secret is never shown.
            Exit 1 while something is wanting.

            Examples:
              sluice access plan.yaml
              sluice access plan.yaml --before database --json
            """)

    @OptionGroup var source: PlanSource

    @Option(help: "Only what this stage waits for.")
    var before: String?

    @Option(help: "The folder of the relocation, which remembers since when something is wanting.")
    var dir = "relocation"

    @Option(help: "A file with the hosts' keys; your own known_hosts by default.")
    var knownHosts: String?

    @Option(help: "The folder of records that measuring commands wrote.")
    var evidence: String?

    @Flag(help: "As JSON.")
    var json = false

    func run() async throws {
        let plan = try source.read()
        if let before, !plan.stages.contains(where: { $0.id.value.rawValue == before }) {
            throw Failure(
                "there is no stage `\(before)`; there are "
                    + plan.stages.map(\.id.value.rawValue).joined(separator: ", "), .unusable)
        }
        let records = try evidence.map { try EvidenceFolder.read($0) } ?? .none
        let logins = PlanLogins(
            plan, folder: URL(filePath: source.plan).deletingLastPathComponent(), knownHosts: knownHosts)
        let desk = AccessDesk(
            plan, MachineLook(logins, records: records), file: URL(filePath: dir).appending(path: "access.json"))
        let board = try await desk.board(at: .now)
        let rows = before.map { stage in board.rows.filter { $0.item.before?.value.rawValue == stage } } ?? board.rows
        Terminal.say(json ? try Terminal.json(rows.map(Line.init)) : Self.text(rows))
        if !rows.allSatisfy(\.state.isFit) { throw ExitCode(Failure.Code.short.rawValue) }
    }

    private struct Line: Encodable {
        let id: String
        let kind: String
        let from: String
        let before: String?
        let due: String?
        let state: String
        let detail: String
        let since: String
        let late: Bool

        init(_ row: AccessBoard.Row) {
            id = row.item.id.value.rawValue
            kind = row.item.kind.value.rawValue
            from = row.item.from.value
            before = row.item.before?.value.rawValue
            due = row.item.due?.value.seconds
            (state, detail) = (row.state.word, row.state.detail)
            (since, late) = (row.since.seconds, row.isLate)
        }
    }

    private static func text(_ rows: [AccessBoard.Row]) -> String {
        guard !rows.isEmpty else { return "the plan asks for no access" }
        var table = TextTable(["item", "state", "since", "from", "before", "due", "what was seen"])
        for row in rows {
            table.add([
                row.item.id.value.rawValue, row.state.word + (row.isLate ? ", LATE" : ""), row.since.seconds,
                row.item.from.value, row.item.before?.value.rawValue ?? "-", row.item.due?.value.seconds ?? "-",
                row.state.detail,
            ])
        }
        let wanting = rows.count { !$0.state.isFit }
        return table.text() + "\n"
            + (wanting == 0 ? "all \(rows.count) work" : "\(wanting) of \(rows.count) wanting")
    }
}
