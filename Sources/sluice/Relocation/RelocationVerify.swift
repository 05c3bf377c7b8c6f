import ArgumentParser
import Conducting
import Foundation
import Planning
import Reconciliation
import Relocation

struct RelocationVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Show that everything arrived: rows, files, sites, and staging's safety.",
        discussion: """
            Rows are compared one by one: each that differs is what the plan's rewrites make of the old one, or fails.
            Files by size and SHA-256. Sites by what they answer on their own domains. What could not be looked at is
            said, and never counts as good. Nothing is changed but, where the plan names an account, who is logged in.
            Leaves a record for what the plan asks proof of. Exit 1 when something fails or was not seen.

            Examples:
              sluice relocation verify plan.yaml --environment staging
              sluice relocation verify plan.yaml --edge-address https://edge.internal:8443 --json
              sluice relocation verify plan.yaml --only rows --database shop
            """)

    enum Part: String, FormatOption { case rows, files, sites }
    enum Pace: String, FormatOption { case gentle, unbounded }

    @OptionGroup var source: RelocationSource

    @Option(help: "Only this network of sites; may be given several times.")
    var network: [String] = []

    @Option(help: "The edge in front of the new side, http://host:port or https://host:port.")
    var edgeAddress: String?

    @Option(help: "The new side's web server, host:port; the plan's endpoints by default.")
    var address: String?

    @Option(help: "A file of certificates that are trusted instead of the system's.")
    var ca: String?

    @Option(help: "rows, files or sites: no record is left for a part that passes.")
    var only: Part?

    @Option(help: "Uploads that are asked for of each site.")
    var uploads = 5

    @Option(help: "Old addresses that are asked for of each site.")
    var redirects = 50

    @Option(help: "How hard the databases may be worked: gentle while people shop, unbounded for copies.")
    var pace: Pace = .gentle

    @Option(help: "Rows a second from each side at most.")
    var rowsPerSecond: Int?

    @Option(help: "How long a write may take to arrive on the new side, in seconds.")
    var lag: Double?

    @Flag(help: "Go on where a verification was cut off, and keep what it found; otherwise every row is read.")
    var resume = false

    @Flag(help: "Also what passed, one line each.")
    var all = false

    @Flag(help: "One JSON object a line: each finding, each thing left out, and the whole.")
    var json = false

    func run() async throws {
        guard edgeAddress == nil || address == nil else {
            throw Failure("give --edge-address or --address, not both", .unusable)
        }
        guard uploads >= 0, redirects >= 0, lag.map({ $0 >= 0 }) ?? true else {
            throw Failure("--uploads, --redirects and --lag must not be below 0", .unusable)
        }
        if let rowsPerSecond, rowsPerSecond <= 0 { throw Failure("--rows-per-second must be above 0", .unusable) }
        let began = Date()
        let plan = try source.source.read()
        let round = try VerificationRound(self, plan)
        let verification = try await round.run()
        let seconds = Date().timeIntervalSince(began)
        let told = VerificationText(verification, showsAll: all)
        Terminal.say(json ? try told.json() : told.text())
        try leave(verification, plan, seconds)
        if !verification.passes { throw ExitCode(Failure.Code.short.rawValue) }
    }

    /// Whether everything is looked at that the plan has.
    private var isWhole: Bool { only == nil && network.isEmpty && source.database.isEmpty }

    func environment(of plan: Plan) -> PlanEnvironment? {
        source.source.environment.flatMap { name in
            plan.environments.first { $0.id.value.rawValue == name }
        }
    }

    private func leave(_ verification: Verification, _ plan: Plan, _ seconds: Double) throws {
        // A part that passes says nothing of the whole; one that fails says enough.
        guard isWhole || !verification.passes else {
            if !json { Terminal.say("a part of the plan: no record is left") }
            return
        }
        let environment = environment(of: plan)
        let isStaging = environment?.kind?.value == .staging
        let kind: EvidenceKind = isStaging ? .staging : .verified
        let subject = isStaging ? "staging" : environment?.id.value.rawValue ?? "production"
        var figures = verification.measures
        figures["seconds"] = (seconds * 10).rounded() / 10
        let against = verification.against.prefix(5).map { "\($0.check) of \($0.subject)" }
        let records = try RelocationEvidence(
            of: source.source.plan, in: source.dir, source.evidence)
        let path = try records.note(
            kind, of: subject, by: "verify", passed: verification.passes, figures: figures,
            note: against.isEmpty ? nil : "falls short: \(against.joined(separator: ", "))")
        if !json { Terminal.say("record: \(path)") }
    }
}
