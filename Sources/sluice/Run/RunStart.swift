import ArgumentParser
import Conducting
import Cutover
import Foundation
import Journaling
import Observation
import Planning
import Reconciliation
import Traffic

struct RunStart: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Begin a run, or go on with the one that stands in the folder.",
        discussion: """
            The edge must be running: `sluice edge config` writes its files. The program may be killed at any time; the
            store goes on as it stands, and the same command goes on with the run.

            Examples:
              sluice run start plan.yaml --dir run --by dan --edge-dir /var/lib/sluice/edge --token-file token
              sluice run start --dir run

            A plan that is not the run's is refused (exit 4) with what changes in meaning, until two people have signed
            the change with `sluice run amend`.
            """)

    @Argument(help: "The plan. Not needed to go on with a run.")
    var plan: String?

    @Option(help: "The environment of the plan whose overlay is laid over it.")
    var environment: String?

    @Option(help: "A further overlay, laid over the plan; may be given several times, in this order.")
    var overlay: [String] = []

    @OptionGroup var place: RunFolderOption

    @Option(help: "The person who begins the run; may sign no approval of it.")
    var by: String?

    @Option(help: "The folder that `sluice edge config` wrote; DIR/edge by default.")
    var edgeDir: String?

    @Option(help: "Where shoppers reach the edge.")
    var edgePort = 8080

    @Option(help: "Where the edge's log arrives, on loopback.")
    var logPort = 8090

    @Option(help: "File with the token of the orders API.")
    var tokenFile: String?

    @Option(help: "What shoppers were told, one JSON order a line.")
    var acknowledged: String?

    @Option(help: "estate.json of the rehearsal that a plan marked `rehearsal: true` belongs to.")
    var estate: String?

    @Option(help: "The folder of records that measuring commands wrote, for rules that ask for proofs.")
    var evidence: String?

    @Option(help: "The folder of the relocation, where stages carry out its steps; DIR/relocation by default.")
    var relocationDir: String?

    @Option(help: "A file with the hosts' keys; your own known_hosts by default.")
    var knownHosts: String?

    @Option(help: "A recorded edge log to judge instead of the live one.")
    var replay: String?

    @Option(help: "Port of the live page on loopback; 0 picks a free one.")
    var pagePort = 0

    @Flag(help: "The timeline as JSON lines.")
    var json = false

    func run() async throws {
        let folder = place.folder
        try folder.prepare()
        let settings = try settings(folder)
        let plan = try ready(settings)
        let run = JournalIdentity(run: UUID().uuidString.lowercased(), planDigest: plan.itinerary.planDigest)
        let journal = try Journal.write(path: folder.journal, identity: run, ofAnyPlan: true)
        let amendment = try await amendment(plan, journal, folder, settings)
        // Only a run whose journal could be taken, with a plan that it takes, may change what the folder says.
        try KeptPlans(folder).keep(plan.plan, from: settings.origin)
        try settings.write(folder)
        try await RunPerformance(
            folder: folder, settings: settings, plan: plan, journal: journal, amendment: amendment,
            pagePort: pagePort, asJSON: json
        ).perform()
    }

    /// What lets a run that has begun go on with a plan that is not its own; nil where it is its own.
    private func amendment(
        _ plan: RunPlan, _ journal: Journal, _ folder: RunFolder, _ settings: RunSettings
    ) async throws -> Amendment? {
        var history = RunHistory()
        try history.fold(try journal.rows())
        let digest = plan.itinerary.planDigest
        guard history.state.phase != .waiting else {
            guard journal.identity.planDigest == digest else {
                throw JournalError.anotherPlan(
                    path: journal.path, expected: digest, found: journal.identity.planDigest)
            }
            return nil
        }
        guard history.state.itinerary.planDigest != digest else { return nil }
        let inForce = try KeptPlans(folder).read(history.state.itinerary.planDigest)
        return try await AmendmentDesk(folder, state: history.state, inForce: inForce)
            .accept(plan, requester: settings.requester)
    }

    private func settings(_ folder: RunFolder) throws -> RunSettings {
        guard let plan else { return try RunSettings.read(folder) }
        guard let by else { throw ValidationError("say who begins the run: --by PERSON") }
        func absolute(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path(percentEncoded: false) }
        return RunSettings(
            plan: PlanOrigin(plan: absolute(plan), environment: environment, overlays: overlay.map(absolute)),
            requester: by, edgePort: edgePort, logPort: logPort,
            edgeFolder: edgeDir.map(absolute) ?? folder.edge.path(percentEncoded: false),
            tokenFile: tokenFile.map(absolute), acknowledged: acknowledged.map(absolute), replay: replay.map(absolute),
            estate: estate.map(absolute), evidence: evidence.map(absolute),
            relocation: relocationDir.map(absolute), knownHosts: knownHosts.map(absolute))
    }

    private func ready(_ settings: RunSettings) throws -> RunPlan {
        let records = try CheckedPlan.records(settings.evidence)
        let plan = try CheckedPlan.checked(try settings.origin.read(), records)
        guard plan.people.contains(where: { $0.id.value.rawValue == settings.requester }) else {
            throw Failure(
                "`\(settings.requester)` is nobody under `people` of \(settings.plan); name one with --by", .unusable)
        }
        try refuseTooFewApprovers(plan, settings.requester)
        let ready = try RunPlan(plan, evidence: records.wayBackEvidence(for: plan, at: PlanTime(Date())))
        if plan.isRehearsal { try RehearsalGuard.check(ready, estate: settings.estate) }
        if settings.replay != nil { try refuseReadings(ready) }
        if settings.replay != nil, let stage = plan.stages.first(where: { !$0.carryOut.isEmpty }) {
            throw Failure(
                "\(stage.position): stage \(stage.id.value) moves servers, which a recorded log cannot show; replay a "
                    + "plan without `carry_out`", .unusable)
        }
        if settings.tokenFile == nil, ready.comparesOrders {
            throw Failure(
                "the plan compares orders, and no --token-file was named; name the file with the orders API's token",
                .unusable)
        }
        return ready
    }
}

extension RunStart {
    /// A recorded log holds nothing of what is read from the world.
    private func refuseReadings(_ plan: RunPlan) throws {
        let read = try StageReaders(plan, place.folder).readers.values.flatMap { $0.map(\.signal) }
        guard !read.isEmpty else { return }
        throw Failure(
            "a recorded log holds nothing of \(Set(read).sorted().joined(separator: ", ")): they are read from the "
                + "world; replay a plan without them", .unusable)
    }

    /// A stage whose approvers cannot give as many signatures as it asks for would wait for ever.
    private func refuseTooFewApprovers(_ plan: Plan, _ requester: String) throws {
        for stage in plan.stages where stage.entry.contains(where: { $0.value == "approved" }) {
            guard let first = stage.approvers.first else { continue }
            let able = Set(stage.approvers.map(\.value.rawValue)).subtracting([requester])
            let asked = stage.rollback?.signers?.value ?? 1
            guard able.count < asked else { continue }
            throw Failure(
                "\(first.position): stage \(stage.id.value) asks for \(asked) signatures, and \(able.count) of its "
                    + "approvers can give one: \(requester) begins the run and signs nothing; name more approvers, or let "
                    + "somebody else begin it with --by", .unusable)
        }
    }
}

/// A plan without errors, or the reason there is none.
enum CheckedPlan {
    /// - Parameter evidence: the folder of records that some rules ask for.
    static func read(_ source: PlanOrigin, evidence: String? = nil) throws -> Plan {
        try checked(try source.read(), evidence: evidence)
    }

    static func checked(_ plan: Plan, evidence: String? = nil) throws -> Plan {
        try checked(plan, try records(evidence))
    }

    static func records(_ folder: String?) throws -> EvidenceRecords {
        try folder.map { folder throws(PlanningError) in try EvidenceFolder.read(folder) } ?? .none
    }

    static func checked(_ plan: Plan, _ records: EvidenceRecords) throws -> Plan {
        let findings = PlanCheck.run(plan, at: PlanTime(Date()), records: records)
        guard !findings.hasErrors else {
            throw Failure("the plan is refused:\n" + FindingFormat.text.render(findings), .unusable)
        }
        return plan
    }
}
