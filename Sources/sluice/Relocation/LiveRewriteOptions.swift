import ArgumentParser
import Conducting
import Foundation
import Planning
import Relocation
import Rewriting

/// Which live database of a plan is rewritten, and how gently.
struct LiveRewriteOptions: ParsableArguments {
    @Option(help: "The database, by its id in the plan.")
    var database: String?

    @Option(help: "The side whose database it is, old or new; new by default.")
    var side: Side?

    @Option(help: "Rows changed in one transaction, 1 to 10000; 500 by default.")
    var batch: Int?

    @Flag(help: "Rewrite tables too whose triggers run at every update.")
    var fireTriggers = false

    @Flag(help: "Servers that follow get the new names too.")
    var withFollowers = false

    @Option(help: "The folder of the relocation; relocation by default.")
    var dir: String?

    @Option(help: "A file with the hosts' keys; your own known_hosts by default.")
    var knownHosts: String?

    enum Side: String, ExpressibleByArgument, CaseIterable { case old, new }

    /// Where a dump is rewritten they mean nothing.
    func refuse() throws {
        if database != nil || side != nil || batch != nil || fireTriggers || withFollowers || dir != nil {
            throw Failure(
                "name the plan before the options to rewrite a live database: sluice relocation rewrite plan.yaml "
                    + "--database \(database ?? "ID")", .unusable)
        }
    }

    func run(
        _ path: String, environment: String?, entries: [RewriteMap.Entry], isDryRun: Bool, asJSON: Bool
    ) async throws {
        guard let database else { throw Failure("name the database: --database ID", .unusable) }
        guard (1...10_000).contains(batch ?? 500) else { throw Failure("--batch is 1 to 10000", .unusable) }
        let plan = try PlanReader.read(path: path, environment: environment, overlays: [])
        let ready = try RelocationSource.ready(
            plan, at: path, in: environment, dir: dir ?? "relocation", evidence: nil, knownHosts: knownHosts,
            databases: [])
        let side: PlanSide = side == .old ? .old : .new
        if ready.isStaging && side == .old {
            throw Failure("the old side of staging is production's; rewrite its new side", .refused)
        }
        let map = try RewriteMap(plan.rewriteEntries + entries)
        let desk = LiveDesk(
            try PlanDatabase(database, in: plan, ready.logins), side,
            desk: ready.desks.first { $0.places.contains { $0.id == database } })
        Interruption.listen()
        let line = TransferLine(database)
        defer { line.end() }
        let counts = try await desk.rewrite(
            map,
            LiveRewriteTerms(
                schema: "", batch: batch ?? 500, isDryRun: isDryRun, firesTriggers: fireTriggers,
                reachesFollowers: withFollowers),
            isStopped: { Interruption.isAsked }
        ) { line.show($0) }
        line.end()
        // What a cache has read still has the old names; the plan's caches are production's.
        let emptied =
            isDryRun || ready.isStaging ? "" : try await CacheDesk(plan, ready.logins).flush(side)
        Terminal.say(
            asJSON
                ? try Terminal.json(Told(database, counts, map, isDryRun, emptied), pretty: false)
                : Self.text(database, counts, map, isDryRun) + (emptied.isEmpty ? "" : "\n\(emptied)"))
        if !counts.isWhole { throw ExitCode(Failure.Code.short.rawValue) }
    }

    private struct Told: Encodable {
        let database: String
        let isDryRun: Bool
        let rows, changedRows, values, mailLeft, overtaken, findings, refusedRows: Int
        let byMap: [String: Int]
        let byColumn: [String: [String: Int]]
        let left, refusals, examples: [String]
        /// In words: the caches that were emptied.
        let caches: String

        init(
            _ database: String, _ counts: LiveRewriteCounts, _ map: RewriteMap, _ isDryRun: Bool, _ caches: String
        ) {
            (self.database, self.isDryRun, self.caches) = (database, isDryRun, caches)
            (rows, changedRows, values) = (counts.rows, counts.changedRows, counts.values)
            (mailLeft, overtaken) = (counts.mailLeft, counts.overtaken)
            (findings, refusedRows) = (counts.findingsMet, counts.refusedRows)
            byMap = Dictionary(
                zip(map.entries.map { "\($0.from) -> \($0.to)" }, counts.byMap), uniquingKeysWith: { $0 + $1 })
            byColumn = counts.byColumn
            (left, refusals) = (counts.left, counts.refusals)
            examples = counts.findings.map(\.description)
        }
    }

    private static func text(
        _ database: String, _ counts: LiveRewriteCounts, _ map: RewriteMap, _ isDryRun: Bool
    ) -> String {
        var lines = [
            "\(database): \(counts.values) values in \(counts.changedRows) of \(counts.rows) rows "
                + "\(isDryRun ? "would be changed" : "changed"), \(counts.mailLeft) mail addresses left alone"
                + (counts.overtaken > 0 ? ", \(counts.overtaken) rows changed by others meanwhile read again" : "")
        ]
        for (entry, count) in zip(map.entries, counts.byMap) {
            lines.append("  \(count)  \(entry.from) -> \(entry.to)")
        }
        for (table, columns) in counts.byColumn.sorted(by: { $0.key < $1.key }) {
            let text = columns.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            lines.append("  \(table): \(text)")
        }
        if counts.findingsMet > 0 {
            lines.append("\(counts.findingsMet) values are not what they seem and were kept as they are:")
            lines += counts.findings.map { "  \($0)" }
        }
        lines += counts.left.map { "LEFT  \($0)" }
        if counts.refusedRows > 0 {
            lines.append("\(counts.refusedRows) rows were refused by the server:")
            lines += counts.refusals.map { "  \($0)" }
        }
        return lines.joined(separator: "\n")
    }
}
