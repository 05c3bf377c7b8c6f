import ArgumentParser
import Conducting
import Foundation
import Planning
import Rewriting

struct RelocationRewrite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rewrite",
        abstract:
            "Change host names and paths in a dump, from standard input to standard output, or in a live database.",
        discussion: """
            Values in serialised PHP, JSON, block comments and Base64 keep their form and their lengths; mail addresses
            and GUIDs are left alone; hosts are matched whole. A second run changes nothing. Without a plan's name before
            the options a dump is rewritten: memory is bounded by the longest literal, what was done is told on standard
            error, and a dump that is cut short ends with exit 2.

            With a plan's name and --database that database is rewritten where it stands, while others work with it: rows
            are read by key in pieces, and each is changed only where it still holds what was read. Killed and run again
            it goes on. A database that follows or is followed, or whose server is read only, is refused (exit 4): its
            rows would no longer be found. Exit 1 when something was left that holds a name to be rewritten: a table
            whose triggers would run at every update, a name too long for its column.

            Examples:
              sluice relocation rewrite --map eu.shop.test=eu.shop.example --map /srv/www=/htdocs < old.sql > new.sql
              mariadb-dump shop | sluice relocation rewrite --maps maps.txt | mariadb shop_staging
              sluice relocation rewrite --plan plan.yaml --dry-run < old.sql      only counts, writes nothing
              sluice relocation rewrite plan.yaml --database shop --dry-run
              sluice relocation rewrite plan.yaml --database shop --environment staging --json
            """)

    @Argument(
        help: ArgumentHelp(
            "A plan whose database is rewritten where it stands, by the plan's own maps and those given.",
            valueName: "plan"))
    var livePlan: String?

    @OptionGroup(title: "A live database") var live: LiveRewriteOptions

    @Option(help: "from=to: a host name or an absolute path; may be given several times.")
    var map: [String] = []

    @Option(help: "A file of maps, `from -> to`, one a line.")
    var maps: String?

    @Option(help: "For a dump, a plan: its rewrites, and the domains its sites get.")
    var plan: String?

    @Option(help: "The environment of the plan, whose overlay is laid over it.")
    var environment: String?

    @Flag(name: [.long, .customLong("check")], help: "Read and count only; nothing is written.")
    var dryRun = false

    @Flag(help: "The counts as JSON.")
    var json = false

    func run() async throws {
        if let livePlan {
            guard plan == nil else { throw Failure("--plan is for a dump; the plan is \(livePlan)", .unusable) }
            return try await live.run(
                livePlan, environment: environment, entries: try entries(), isDryRun: dryRun, asJSON: json)
        }
        try live.refuse()
        let map = try RewriteMap(try entries())
        let options = DumpOptions()
        let isCheck = dryRun
        let outcome = await withCheckedContinuation { continuation in
            // Reading and writing block: not on the pool that everything else runs on.
            Thread.detachNewThread {
                continuation.resume(returning: Self.pipe(map, options, isCheck: isCheck))
            }
        }
        let counts = outcome.counts
        Terminal.complain(json ? try Terminal.json(Told(counts, map), pretty: false) : Self.text(counts, map))
        if let error = outcome.error { throw error }
    }

    private static func pipe(
        _ map: RewriteMap, _ options: DumpOptions, isCheck: Bool
    ) -> (counts: DumpCounts, error: RewritingError?) {
        var rewriter = DumpRewriter(map: map, options: options)
        let target = isCheck ? open("/dev/null", O_WRONLY) : STDOUT_FILENO
        defer { if isCheck { close(target) } }
        let isShown = isatty(STDERR_FILENO) == 1
        let began = ContinuousClock.now
        do throws(RewritingError) {
            try DumpPipe.run(&rewriter, from: STDIN_FILENO, to: target) { counts in
                guard isShown else { return }
                let rate = Double(counts.bytesRead) / 1e6 / max(0.001, (ContinuousClock.now - began) / .seconds(1))
                FileHandle.standardError.write(
                    Data("\r\(counts.bytesRead >> 20) MiB, \(counts.values) values, \(Int(rate)) MB/s\u{1B}[K".utf8))
            }
            if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
            return (rewriter.counts, nil)
        } catch {
            return (rewriter.counts, error)
        }
    }

    private func entries() throws -> [RewriteMap.Entry] {
        var entries: [RewriteMap.Entry] = []
        for pair in map {
            guard let sign = pair.firstIndex(of: "=") else {
                throw Failure("--map is `\(pair)`; write it as from=to", .unusable)
            }
            entries.append(.init(from: String(pair[..<sign]), to: String(pair[pair.index(after: sign)...])))
        }
        if let maps {
            guard let text = try? String(contentsOfFile: maps, encoding: .utf8) else {
                throw Failure("\(maps) cannot be read; name a file of maps, `from -> to`", .unusable)
            }
            entries += try RewriteMap(text: text).entries
        }
        if let plan {
            entries += try PlanReader.read(path: plan, environment: environment, overlays: []).rewriteEntries
        }
        return entries
    }

    private struct Told: Encodable {
        let bytesRead, bytesWritten, statements, rows, values, replacements, skipped, mailLeft, findings: Int
        let isComplete: Bool
        let byMap: [String: Int]
        let byColumn: [String: [String: Int]]
        let examples: [String]

        init(_ counts: DumpCounts, _ map: RewriteMap) {
            (bytesRead, bytesWritten, statements) = (counts.bytesRead, counts.bytesWritten, counts.statements)
            (rows, values, replacements) = (counts.rows, counts.values, counts.replacements)
            (skipped, mailLeft, findings) = (counts.skipped, counts.mailLeft, counts.findingsMet)
            isComplete = counts.saysComplete
            byMap = Dictionary(
                zip(map.entries.map { "\($0.from) -> \($0.to)" }, counts.byMap), uniquingKeysWith: { $0 + $1 })
            byColumn = counts.byColumn
            examples = counts.findings.prefix(20).map(\.description)
        }
    }

    private static func text(_ counts: DumpCounts, _ map: RewriteMap) -> String {
        var lines = [
            "\(counts.bytesRead) bytes, \(counts.rows) rows: \(counts.values) values changed, "
                + "\(counts.skipped) GUIDs and \(counts.mailLeft) mail addresses left alone"
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
            lines += counts.findings.prefix(20).map { "  \($0)" }
        }
        if !counts.saysComplete {
            lines.append("the dump has no last line that says it is complete; see that it is")
        }
        return lines.joined(separator: "\n")
    }
}
