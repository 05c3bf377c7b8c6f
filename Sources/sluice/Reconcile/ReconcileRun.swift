import ArgumentParser
import Conducting
import Foundation
import Reconciliation

struct ReconcileRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Compare once; stopped or killed, it goes on where it stood.",
        discussion: """
            A row that differs is looked at again on both sides after the lag has passed, and counts only when it stands.
            A table that neither side's log of changes has seen written since the pass before is not read again.

            Examples:
              sluice reconcile run shop.map.yaml
              sluice reconcile run shop.map.yaml --pace unbounded --json
              sluice reconcile run shop.map.yaml --since 2026-11-21T08:00Z    only rows that say they were changed since
              sluice reconcile run shop.map.yaml --dry-run                    what would be compared, and how
            """)

    @OptionGroup var source: MappingSource
    @OptionGroup var options: ComparisonOptions

    @Flag(help: "Begin afresh, and read every row, whatever an earlier pass found.")
    var fresh = false

    @Option(help: "Only rows changed since, by the column that the mapping names: deletes are then not checked.")
    var since: String?

    @Flag(help: "Ask both stores what they have, say what would be compared, and read no row.")
    var dryRun = false

    @Flag(help: "One JSON object a line: each difference shown, each table, and the whole.")
    var json = false

    func run() async throws {
        let read = try source.read()
        if dryRun { return try await preview(read.tables) }
        var terms = try options.terms(read.pace)
        terms.isFresh = fresh
        if let since {
            guard let at = try? Date(since, strategy: .iso8601) else {
                throw Failure("--since \(since) is no moment such as 2026-11-21T08:00:00Z", .unusable)
            }
            terms.since = Int(at.timeIntervalSince1970 * 1_000)
        }
        let summary = await ComparisonRun(
            read.tables, terms: terms, folder: try source.folder(), secret: StoreOpening.kept,
            wall: ReconcileText.wall
        ).run(show: ProgressLine(isShown: !json).show) { result in
            json ? ReconcileText.sayLines(of: result) : ReconcileText.say(result)
        }
        if json {
            Terminal.say(try Terminal.json(SummaryLine(summary), pretty: false))
        } else {
            Terminal.say(summary.line)
        }
        if let code = Failure.Code(summary.outcome) { throw ExitCode(code.rawValue) }
    }

    private func preview(_ tables: [MappedTable]) async throws {
        for table in tables {
            let old = try await StoreOpening.open(table.stores.old, secret: StoreOpening.kept)
            let new = try await StoreOpening.open(table.stores.new, secret: StoreOpening.kept)
            let preview = try await ComparisonPreview.of(table.mapping, between: Sides(old: old, new: new))
            if json {
                Terminal.say(try Terminal.json(preview, pretty: false))
            } else {
                for line in preview.lines { Terminal.say(line) }
            }
            await old.close()
            await new.close()
        }
    }
}

extension Failure.Code {
    /// Nil for what is equal.
    init?(_ outcome: TableResult.Outcome) {
        switch outcome {
        case .equal: return nil
        case .different, .unresolved, .deletesNotChecked: self = .short
        case .couldNotCheck: self = .world
        }
    }
}
