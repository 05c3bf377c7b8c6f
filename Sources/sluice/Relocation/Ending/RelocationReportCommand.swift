import ArgumentParser
import Conducting
import Foundation
import Journaling
import Planning
import Reporting

struct RelocationReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "The relocation's validation report: make it, sign it, verify it.",
        subcommands: [
            RelocationReportMake.self, RelocationReportSign.self, RelocationReportVerify.self,
        ], defaultSubcommand: RelocationReportMake.self)
}

/// Where the report of a relocation lies.
struct RelocationReportPlace: ParsableArguments {
    @Option(help: "The folder of the relocation: states, journals, records.")
    var dir = "relocation"

    @Option(help: "The folder of the report and its evidence bundle; `report` in --dir by default.")
    var out: String?

    var bundle: RelocationBundle { RelocationBundle(folder: out ?? dir + "/report") }
}

struct RelocationReportMake: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Write the report from the records and the journals of the hand overs.",
        discussion: """
            One HTML page that needs nothing else, the same as JSON, and a bundle of the records, journals, plan and keys
            it was made from. A figure that nobody measured is said to be so.

            Examples:
              sluice relocation report plan.yaml
              sluice relocation report plan.yaml --dir moves --out /srv/handed-in --at 2027-06-01T12:00Z
            """)

    @Argument(help: "The plan.")
    var plan: String

    @OptionGroup var place: RelocationReportPlace

    @Option(help: "The folder of records that measuring commands wrote; `evidence` in --dir by default.")
    var evidence: String?

    @Option(help: "The moment the report speaks of, as ISO 8601; now by default.", transform: PlanArgument.time)
    var at: PlanTime?

    @Flag(help: "The report as JSON.")
    var json = false

    func run() async throws {
        // Staging and production are measured under the plan as it stands, without an overlay.
        let read = try PlanReader.read(path: plan, environment: nil, overlays: [])
        let folder = try RelocationFolder(place.dir)
        let records = evidence ?? place.dir + "/evidence"
        let all = FileManager.default.fileExists(atPath: records) ? try EvidenceFolder.filed(records) : []
        let own = all.filter { $0.record.plan == nil || $0.record.plan == read.digest }
        let kept = KeptPlans(folder.folder.appending(path: "plans", directoryHint: .isDirectory))
        try kept.keep(read, from: PlanOrigin(plan: plan))
        let files = try kept.files(of: read.digest).map { EvidenceBundle.PlanText(name: $0.name, bytes: $0.bytes) }
        // Whole seconds, as the records have them.
        let time = at ?? PlanTime(milliseconds: PlanTime.now.milliseconds / 1000 * 1000)
        let report = try await place.bundle.write(
            read, files: files, records: own, journals: try folder.journals(), at: time)
        if json { Terminal.write(String(decoding: report.json, as: UTF8.self)) } else { say(report) }
        if own.count < all.count {
            Terminal.complain("\(all.count - own.count) records were measured for another plan, and are left out")
        }
    }

    private func say(_ report: RelocationReport) {
        var table = TextTable(["outcome", "asked", "measured", "detail"])
        for outcome in report.outcomes {
            table.add([outcome.name, outcome.asked ?? "-", outcome.value, outcome.detail])
        }
        let failed = report.checks.count { $0.state == .failed }
        let open = report.checks.count { $0.state == .notMeasured }
        Terminal.say(table.text())
        Terminal.say("\(report.checks.count) checks: \(failed) failed, \(open) not measured")
        Terminal.say("\(place.bundle.bundle.reportHTML)\n\(place.bundle.bundle.reportJSON)")
    }
}

struct RelocationReportSign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Sign the report, or refuse to.",
        discussion: """
            Request and signature stand beside the report; ssh-keygen and sha256sum alone can verify them.

            Example:
              sluice relocation report sign --person rosa --key ~/.ssh/id_ed25519 --decision accept
            """)

    @OptionGroup var place: RelocationReportPlace

    @Option(help: "The person who signs, as the plan names them.")
    var person: String

    @Option(help: "The person's private key file.")
    var key: String

    @Option(help: "\(SignOffRequest.Decision.allCases.map(\.rawValue).joined(separator: " or ")).")
    var decision = SignOffRequest.Decision.allCases[0].rawValue

    func run() async throws {
        guard let decision = SignOffRequest.Decision(rawValue: decision) else {
            let known = SignOffRequest.Decision.allCases.map(\.rawValue).joined(separator: " or ")
            throw ValidationError("--decision is `\(self.decision)`; use \(known)")
        }
        let bundle = place.bundle
        try await bundle.sign(
            as: person, decision: decision, key: key, at: Int(Date().timeIntervalSince1970 * 1_000))
        Terminal.say("\(person) signed: \(bundle.bundle.signature(of: person))")
    }
}

struct RelocationReportVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check a report offline: files, journals, figures, page, plan, signatures.",
        discussion: """
            Everything is computed again from the bundle. Exit 1 when something does not hold, and it says what.

            Examples:
              sluice relocation report verify
              sluice relocation report verify --bundle /mnt/handed-in
              sluice relocation report verify --evidence relocation/evidence      and the records are still the same
            """)

    @OptionGroup var place: RelocationReportPlace

    @Option(help: "The evidence bundle; the relocation's own by default.")
    var bundle: String?

    @Option(help: "Compare the bundle's records with those of this folder too.")
    var evidence: String?

    @Flag(help: "As JSON.")
    var json = false

    func run() async throws {
        let checked = bundle.map { RelocationBundle(folder: $0) } ?? place.bundle
        var result = await ReportVerification.verify(checked)
        if let evidence { result.compare(checked, with: evidence) }
        if json {
            Terminal.say(try Terminal.json(result))
        } else {
            for check in result.checks { Terminal.say(check.line) }
        }
        if !result.isSound { throw ExitCode(Failure.Code.short.rawValue) }
    }
}

extension ReportVerification.Check {
    /// For people.
    var line: String {
        let mark = passed ? Terminal.good("ok    ") : Terminal.alarm("FAILED")
        return "\(mark) \(name): \(found)\(passed ? "" : " (\(place))\n       mend: \(mend)")"
    }
}
