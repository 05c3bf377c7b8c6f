import ArgumentParser
import Conducting
import Foundation
import Planning
import Reconciliation

struct ReconcileWatch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Compare again and again, until it is stopped.",
        discussion: """
            After the first pass only tables that were written are compared again, where both sides keep a log of changes.

            Examples:
              sluice reconcile watch shop.map.yaml --every 5m
              sluice reconcile watch plan.yaml --table orders --every 30s --json
              sluice reconcile watch shop.map.yaml --until-equal
            """)

    @OptionGroup var source: MappingSource
    @OptionGroup var options: ComparisonOptions

    @Option(
        help: "From the end of one pass to the beginning of the next: 30s, 5m; 1m unless said.",
        transform: GateArgument.duration)
    var every = 60_000

    @Flag(help: "End with 0 as soon as everything is equal.")
    var untilEqual = false

    @Flag(help: "One JSON object a line for each pass.")
    var json = false

    func run() async throws {
        guard every > 0 else { throw Failure("--every must be above 0", .unusable) }
        let (read, folder) = (try source.read(), try source.folder())
        let terms = try options.terms(read.pace)
        var last: ComparisonSummary?
        while true {
            let run = ComparisonRun(
                read.tables, terms: terms, folder: folder, secret: StoreOpening.kept, wall: ReconcileText.wall)
            let summary = await run.run(show: ProgressLine(isShown: !json).show) { result in
                // What is as it was is not said again and again.
                let before = last?.tables.first { $0.table == result.table }
                if !json, before?.outcome != result.outcome || before?.digest != result.digest {
                    ReconcileText.say(result)
                }
            }
            last = summary
            let time = Date().formatted(.iso8601.time(includingFractionalSeconds: false))
            Terminal.say(
                json ? try Terminal.json(SummaryLine(summary), pretty: false) : "\(time) \(summary.line)")
            if untilEqual, summary.outcome == .equal { return }
            try await Task.sleep(for: .milliseconds(every))
        }
    }
}
