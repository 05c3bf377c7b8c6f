import ArgumentParser
import Conducting
import Foundation
import Planning
import Relocation

struct RelocationTransfer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer", abstract: "Copy the plan's files and databases to the new side.",
        discussion: """
            Files come first: copied by rsync, then every file's size and SHA-256 is compared. Settings that the plan maps
            are set on the new side, secrets among them anew from their references; scheduled jobs that nobody moved are
            named. Databases of one pair of servers are copied from one snapshot. What would stop a copy, or would lose
            something on the way, is told before anything is changed. The new side is read only from before the first
            row. Run again it goes on where it stood.

            With an environment of kind staging the copies go to its targets, get its names inside, are hidden from search
            engines and are followed by nobody; no server is set read only and no commit waits. Without one, production is
            refused (exit 4) until the same plan has passed staging and a backup of every old system was restored.

            Examples:
              sluice relocation transfer plan.yaml --environment staging
              sluice relocation transfer plan.yaml --environment staging --replace
              sluice relocation transfer plan.yaml --dry-run
              sluice relocation transfer plan.yaml --lanes 8 --json
            """)

    @OptionGroup var source: RelocationSource

    @Option(help: "Tables dumped and loaded at a time, 1 to 16.")
    var lanes = 4

    @Flag(
        help:
            "Lock tables outside of the snapshot, such as MyISAM, while they are dumped; otherwise they stop the copy.")
    var lock = false

    @Flag(help: "Throw an earlier copy away. Never where the new side is written.")
    var replace = false

    @Flag(help: "Only say what a copy would meet.")
    var dryRun = false

    @Flag(help: "One line of JSON for each database and folder.")
    var json = false

    func run() async throws {
        let ready = try source.read()
        let terms = CopyTerms(lanes: lanes, locksOutsiders: lock, replacesEarlier: replace)
        if ready.isStaging && lock {
            throw Failure("--lock would hold writers of production up for staging; leave it out", .unusable)
        }
        if dryRun { return try await rehearse(ready, terms) }
        try ready.passGate("transfer to production")
        var isShort = false
        for files in ready.files {
            // What another folder brings to the same place is there too; `verify` takes such folders together.
            let isShared = ready.files.contains { $0.id != files.id && $0.destination == files.destination }
            if try await !copy(files, isShared: isShared, ready.evidence) { isShort = true }
        }
        try await settings(ready)
        if ready.isStaging {
            for desk in try ready.stagingDesks() where try await !copy(desk, terms, ready.evidence) { isShort = true }
        } else {
            for desk in ready.desks { try await copy(desk, terms, ready.evidence) }
        }
        if isShort { throw ExitCode(Failure.Code.short.rawValue) }
    }

    private func rehearse(_ ready: RelocationSource.Ready, _ terms: CopyTerms) async throws {
        var findings: [(id: String, finding: CopyFinding)] = []
        for lack in try ready.lacks() { Terminal.say("staging first: STOPS \(lack)") }
        for files in ready.files {
            let would = try await files.rehearse()
            Terminal.say("\(files.id): \(would.files) of \(would.total) files, \(would.bytes) bytes to copy")
        }
        try await settings(ready)
        var ids: [String] = []
        if ready.isStaging {
            for desk in try ready.stagingDesks() {
                ids.append(desk.place.id)
                findings += try await desk.look(terms).map { (desk.place.id, $0) }
            }
        } else {
            for desk in ready.desks {
                for place in desk.places {
                    ids.append(place.id)
                    findings += try await desk.look(place, terms).map { (place.id, $0) }
                }
            }
        }
        for (id, finding) in findings { Terminal.say("\(id): \(finding.stops ? "STOPS" : "note ") \(finding)") }
        for id in ids where !findings.contains(where: { $0.id == id }) { Terminal.say("\(id): nothing is in the way") }
        let isStopped = try findings.contains(where: \.finding.stops) || !ready.lacks().isEmpty
        if isStopped { throw ExitCode(Failure.Code.short.rawValue) }
    }

    /// Where not only some databases are asked for.
    private func settings(_ ready: RelocationSource.Ready) async throws {
        guard source.database.isEmpty else { return }
        try await SettingsStep(ready.plan, ready.logins, isDry: dryRun, isJSON: json).run()
    }

    /// False when the sides still differ.
    private func copy(_ files: FileDesk, isShared: Bool, _ evidence: RelocationEvidence) async throws -> Bool {
        let line = TransferLine(files.id)
        var (outcome, found) = try await files.copy { line.show($0) }
        line.end()
        if isShared { found.extra = [] }
        let wrong = found.missing.count + found.extra.count + found.different.count
        try evidence.note(
            .copied, of: files.id, by: "transfer", passed: found.isEqual,
            figures: [
                "files": Double(outcome.total), "copied": Double(outcome.files), "bytes": Double(outcome.bytes),
                "equal": Double(found.equalFiles), "wrong": Double(wrong),
            ])
        if json {
            Terminal.say(
                try Terminal.json(
                    ToldFiles(
                        files: files.id, total: outcome.total, copied: outcome.files, bytes: outcome.bytes,
                        equal: found.equalFiles, wrong: wrong), pretty: false))
            return found.isEqual
        }
        Terminal.say(
            "\(files.id): \(outcome.files) of \(outcome.total) files copied, \(outcome.bytes) bytes; "
                + "\(found.equalFiles) files equal by SHA-256, \(wrong) not")
        for link in outcome.rewrittenLinks { Terminal.say("\(files.id): note  the link \(link) leads elsewhere now") }
        return found.isEqual
    }

    private func copy(_ desk: DatabaseDesk, _ terms: CopyTerms, _ evidence: RelocationEvidence) async throws {
        let line = TransferLine(desk.id)
        let ids = desk.places.map(\.id)
        do {
            let results = try await desk.copy(terms) { line.show($0) }
            line.end()
            for (id, result) in zip(ids, results) {
                try evidence.note(.copied, of: id, by: "transfer", passed: true, figures: result.figures)
                try say(id, result, nil)
            }
        } catch {
            line.end()
            try fail(ids, error, evidence)
        }
    }

    /// False when something in the copy still has production's names.
    private func copy(_ desk: StagingDesk, _ terms: CopyTerms, _ evidence: RelocationEvidence) async throws -> Bool {
        let id = desk.place.id
        let line = TransferLine(id)
        do {
            let outcome = try await desk.copy(terms) { line.show($0) }
            line.end()
            let isWhole = outcome.rewrite?.isWhole ?? true
            var figures = outcome.copy.figures
            figures["values"] = outcome.rewrite.map { Double($0.values) }
            figures["left"] = outcome.rewrite.map { Double($0.left.count + $0.refusedRows) }
            figures["hidden"] = Double(outcome.hidden)
            try evidence.note(.copied, of: id, by: "transfer", passed: isWhole, figures: figures)
            try say(id, outcome.copy, outcome)
            return isWhole
        } catch {
            line.end()
            try fail([id], error, evidence)
        }
    }

    private func fail(_ ids: [String], _ error: any Error, _ evidence: RelocationEvidence) throws -> Never {
        for id in ids {
            try evidence.note(.copied, of: id, by: "transfer", passed: false, note: String("\(error)".prefix(2_000)))
        }
        throw error
    }

    private func say(_ id: String, _ result: TransferResult, _ staging: StagingDesk.Outcome?) throws {
        if json { return Terminal.say(try Terminal.json(Told(id, result, staging), pretty: false)) }
        for finding in result.findings { Terminal.say("\(id): note  \(finding)") }
        let snapshot =
            staging == nil
            ? "; commits waited \(Self.seconds(result.blocked)) for the snapshot at \(result.position)" : ""
        Terminal.say(
            "\(id): \(result.tables) tables, \(result.bytes) bytes of dump, dumped in \(Self.seconds(result.dumping)), "
                + "loaded in \(Self.seconds(result.loading))" + snapshot)
        guard let staging else { return }
        if let counts = staging.rewrite {
            Terminal.say(
                "\(id): \(counts.values) values in \(counts.changedRows) of \(counts.rows) rows have staging's names")
            for line in counts.left + counts.refusals { Terminal.say("\(id): LEFT  \(line)") }
            if counts.findingsMet > 0 {
                Terminal.say(
                    "\(id): note  \(counts.findingsMet) values are not what they seem and were kept as they are")
            }
        }
        if staging.hidden > 0 { Terminal.say("\(id): \(staging.hidden) sites are hidden from search engines") }
    }

    private static func seconds(_ duration: Duration) -> String {
        duration.formatted(.units(allowed: [.minutes, .seconds, .milliseconds], width: .narrow))
    }

    private struct ToldFiles: Encodable {
        let files: String
        let total, copied, bytes, equal, wrong: Int
    }

    private struct Told: Encodable {
        let database: String
        let tables, bytes: Int
        let position: String
        let dumpingSeconds, loadingSeconds, blockedSeconds: Double
        let notes: [String]
        let rewritten: Int?
        let left: [String]?
        let hidden: Int?

        init(_ database: String, _ result: TransferResult, _ staging: StagingDesk.Outcome?) {
            self.database = database
            (tables, bytes, position) = (result.tables, result.bytes, "\(result.position)")
            (dumpingSeconds, loadingSeconds) = (result.dumping / .seconds(1), result.loading / .seconds(1))
            blockedSeconds = result.blocked / .seconds(1)
            notes = result.findings.map(\.description)
            rewritten = staging?.rewrite?.values
            left = staging?.rewrite.map { $0.left + $0.refusals }
            hidden = staging?.hidden
        }
    }
}

extension TransferResult {
    /// For a record.
    fileprivate var figures: [String: Double] {
        [
            "tables": Double(tables), "bytes": Double(bytes), "dumpingSeconds": dumping / .seconds(1),
            "loadingSeconds": loading / .seconds(1), "blockedSeconds": blocked / .seconds(1),
        ]
    }
}
