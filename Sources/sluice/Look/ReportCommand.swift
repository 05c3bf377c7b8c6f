import ArgumentParser
import Conducting
import Foundation
import Journaling
import Planning
import Reporting

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "The run's validation report: make it, sign it, verify it.",
        subcommands: [ReportMakeCommand.self, ReportSignCommand.self, ReportVerifyCommand.self],
        defaultSubcommand: ReportMakeCommand.self)
}

struct ReportMakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Write the report and its evidence bundle from the journal.",
        discussion: """
            One HTML file that needs nothing else, the same as JSON, a copy of the journal, the plan and the keys.

            Example:
              sluice report make --dir run
            """)

    @OptionGroup var place: RunFolderOption

    func run() async throws {
        let bundle = try await ReportBundle.make(place.folder)
        Terminal.say("\(bundle.reportHTML)\n\(bundle.reportJSON)")
    }
}

struct ReportSignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Sign the report, or refuse to.",
        discussion: """
            The request and the signature stand beside the report; ssh-keygen alone can verify them.

            Example:
              sluice report sign --dir run --person ada --key ~/.ssh/id_ed25519 --decision accept
            """)

    @OptionGroup var place: RunFolderOption

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
        let bundle = EvidenceBundle(folder: place.folder.reportFolder)
        let now = Int(Date().timeIntervalSince1970 * 1_000)
        try await bundle.sign(as: person, decision: decision, key: key, at: now)
        Terminal.say("\(person) signed: \(bundle.signature(of: person))")
    }
}

struct ReportVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check a report offline: chain, figures, page, plan, signatures.",
        discussion: """
            Everything is computed again from the bundle's journal. Exit 1 when something does not hold.

            Examples:
              sluice report verify --dir run
              sluice report verify --bundle /mnt/evidence
            """)

    @OptionGroup var place: RunFolderOption

    @Option(help: "The evidence bundle; the run's own by default.")
    var bundle: String?

    @Flag(help: "As JSON.")
    var json = false

    func run() async throws {
        let folder = bundle ?? place.folder.reportFolder
        let result = await ReportVerification.verify(EvidenceBundle(folder: folder), witness: ReportBundle.witness)
        if json {
            Terminal.say(try Terminal.json(result))
        } else {
            for check in result.checks {
                let mark = check.passed ? Terminal.good("ok    ") : Terminal.alarm("FAILED")
                Terminal.say(
                    "\(mark) \(check.name): \(check.found)\(check.passed ? "" : " (\(check.place))\n       mend: \(check.mend)")"
                )
            }
        }
        if !result.isSound { throw ExitCode(Failure.Code.short.rawValue) }
    }
}

/// The evidence bundle of a run.
enum ReportBundle {
    static func make(_ folder: RunFolder) async throws -> EvidenceBundle {
        let journal = try Journal.read(path: folder.journal)
        let report = try RunReport.make(rows: try journal.rows(), identity: journal.identity)
        let kept = KeptPlans(folder)
        let bundle = EvidenceBundle(folder: folder.reportFolder)
        try await bundle.write(
            journal, plan: try kept.files(of: report.planDigest).map { .init(name: $0.name, bytes: $0.bytes) },
            signers: signers(try kept.read(report.planDigest)), amended: try amended(report, kept, folder))
        return bundle
    }

    /// The plans that were in force before, and what was signed to change them.
    private static func amended(
        _ report: RunReport, _ kept: KeptPlans, _ folder: RunFolder
    ) throws -> [EvidenceBundle.Amended] {
        try (report.amendments ?? []).map { amendment in
            EvidenceBundle.Amended(
                plan: try kept.files(of: amendment.from).map { .init(name: $0.name, bytes: $0.bytes) },
                papers: AmendmentDesk.files(of: amendment.requestDigest, in: folder)
                    .map { .init(name: $0.ending, bytes: $0.bytes) })
        }
    }

    /// What a bundle's own plan says of itself.
    @Sendable static func witness(_ folder: String) throws -> ReportVerification.PlanWitness {
        let plan = try KeptPlans.read(URL(filePath: folder, directoryHint: .isDirectory))
        return .init(digest: plan.digest, signers: signers(plan))
    }

    private static func signers(_ plan: Plan) -> [EvidenceBundle.Signer] {
        plan.signingKeys.map { EvidenceBundle.Signer(person: $0.key.rawValue, publicKey: $0.value) }
            .sorted { $0.person < $1.person }
    }
}
