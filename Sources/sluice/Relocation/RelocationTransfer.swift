import ArgumentParser
import Conducting
import Foundation
import Relocation

struct RelocationTransfer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer", abstract: "Copy the plan's files and databases to the new side.",
        discussion: """
            Files come first: copied by rsync, then every file's size and SHA-256 is compared. Databases are copied from
            one snapshot each. What would stop a copy, or would lose something on the way, is told before anything is changed. The new side
            is read only from before the first row. Run again it goes on where it stood.

            Examples:
              sluice relocation transfer plan.yaml --dry-run
              sluice relocation transfer plan.yaml --database shop --lanes 8
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

    @Flag(help: "One line of JSON for each database.")
    var json = false

    func run() async throws {
        let ready = try source.read()
        var isStopped = false
        for files in ready.files where try await !copy(files) { isStopped = true }
        for desk in ready.desks {
            let terms = TransferTerms(
                schema: try desk.place.schema(), lanes: lanes, locksOutsiders: lock, replacesEarlier: replace)
            if dryRun {
                let findings = try await desk.look(terms)
                isStopped = isStopped || findings.contains(where: \.stops)
                for finding in findings {
                    Terminal.say("\(desk.place.id): \(finding.stops ? "STOPS" : "note ") \(finding)")
                }
                if findings.isEmpty { Terminal.say("\(desk.place.id): nothing is in the way") }
                continue
            }
            let line = TransferLine(desk.place.id)
            let result = try await desk.copy(terms) { line.show($0) }
            line.end()
            if json {
                Terminal.say(try Terminal.json(Told(desk.place.id, result), pretty: false))
                continue
            }
            for finding in result.findings { Terminal.say("\(desk.place.id): note  \(finding)") }
            Terminal.say(
                "\(desk.place.id): \(result.tables) tables, \(result.bytes) bytes of dump, dumped in "
                    + "\(Self.seconds(result.dumping)), loaded in \(Self.seconds(result.loading)); commits waited "
                    + "\(Self.seconds(result.blocked)) for the snapshot at \(result.position)")
        }
        if isStopped { throw ExitCode(Failure.Code.short.rawValue) }
    }

    /// False when the sides still differ.
    private func copy(_ files: FileDesk) async throws -> Bool {
        if dryRun {
            let would = try await files.rehearse()
            Terminal.say("\(files.id): \(would.files) of \(would.total) files, \(would.bytes) bytes to copy")
            return true
        }
        let line = TransferLine(files.id)
        let (outcome, found) = try await files.copy { line.show($0) }
        line.end()
        let wrong = found.missing.count + found.extra.count + found.different.count
        Terminal.say(
            "\(files.id): \(outcome.files) of \(outcome.total) files copied, \(outcome.bytes) bytes; "
                + "\(found.equalFiles) files equal by SHA-256, \(wrong) not")
        for link in outcome.rewrittenLinks { Terminal.say("\(files.id): note  the link \(link) leads elsewhere now") }
        return found.isEqual
    }

    private static func seconds(_ duration: Duration) -> String {
        duration.formatted(.units(allowed: [.minutes, .seconds, .milliseconds], width: .narrow))
    }

    private struct Told: Encodable {
        let database: String
        let tables, bytes: Int
        let position: String
        let dumpingSeconds, loadingSeconds, blockedSeconds: Double
        let notes: [String]

        init(_ database: String, _ result: TransferResult) {
            self.database = database
            (tables, bytes, position) = (result.tables, result.bytes, "\(result.position)")
            (dumpingSeconds, loadingSeconds) = (result.dumping / .seconds(1), result.loading / .seconds(1))
            blockedSeconds = result.blocked / .seconds(1)
            notes = result.findings.map(\.description)
        }
    }
}

/// Progress on one line of a terminal; nothing elsewhere.
struct TransferLine: Sendable {
    private let name: String
    private let isShown = isatty(STDERR_FILENO) == 1

    init(_ name: String) { self.name = name }

    func show(_ progress: Relocation.Progress) {
        guard isShown else { return }
        var text = "\(name): \(progress.phase) \(progress.done)"
        if let total = progress.total { text += " of \(total)" }
        text += " \(progress.unit.rawValue), \(Int(progress.rate))/s"
        if let left = progress.timeLeft {
            text += ", " + left.formatted(.units(allowed: [.hours, .minutes, .seconds], width: .narrow)) + " left"
        }
        FileHandle.standardError.write(Data("\r\(text)\u{1B}[K".utf8))
    }

    func show(_ word: String) {
        if isShown { FileHandle.standardError.write(Data("\r\(name): \(word)\u{1B}[K".utf8)) }
    }

    func end() {
        if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }
}
