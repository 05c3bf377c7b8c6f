import ArgumentParser
import Conducting
import Foundation
import Planning
import Relocation
import Reporting

struct RelocationPoint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "point", abstract: "Watch the sites' names while people lead them to the edge, or past it.",
        discussion: """
            Never changes a zone. Says which TTLs are to be lowered, and refuses (exit 4) until every server that holds a
            zone has been seen with the low one for as long as an older answer may be remembered; looks at the edge's
            certificates; then says exactly what people change, and watches all servers and resolvers until they agree.
            Exit 1 while something falls short, 3 when nobody answers.

            Examples:
              sluice relocation point plan.yaml                    what is to be done next
              sluice relocation point plan.yaml --watch            until every server leads every name to the edge
              sluice relocation point plan.yaml --to new --watch --report evidence-bundle
              sluice relocation point plan.yaml --status --json
            """)

    @OptionGroup var source: PlanSource

    @Option(help: "Where names are led: edge, or new for the managed host, after sign-off.")
    var to = PointingGoal.edge

    @Flag(help: "Only look: a table of every name at every server.")
    var status = false

    @Flag(help: "Look again and again until all servers agree.")
    var watch = false

    @Option(help: "The longest to watch, in seconds.")
    var limit = 3_600.0

    @Option(help: "Seconds between two looks; a tenth of the low TTL, 1 to 15, by default.")
    var every: Double?

    @Option(help: "The folder of the relocation, which remembers since when a TTL is low.")
    var dir = "relocation"

    @Option(help: "The folder of records; `evidence` in the relocation's folder by default.")
    var evidence: String?

    @Option(help: "The signed evidence bundle, which --to new asks for.")
    var report: String?

    @Option(help: "A file of certificate authorities instead of this machine's.")
    var authorities: String?

    @Flag(help: "As JSON.")
    var json = false

    func run() async throws {
        guard !(status && watch) else { throw Failure("--status looks once; --watch goes on: give one", .unusable) }
        guard limit > 0, every ?? 1 > 0 else { throw Failure("--limit and --every must be above 0", .unusable) }
        let plan = try source.read()
        let folder = try RelocationFolder(dir)
        if to == .new, !status { try await refuseBeforeSignOff(plan, folder) }
        let desk = PointingDesk(try PointingTerms(plan, to), folder: folder)
        let board = PointingBoard(desk.terms, asJSON: json)
        var view = try await desk.look()
        guard view.lines.contains(where: { if case .silent = $0.state { false } else { true } }) else {
            throw Failure("no name server answers: \(view.lines[0].server) \(view.lines[0].detail)", .world)
        }
        let certificates = await desk.certificates(authorities: authorities)
        var advice = PointingAdvice(view, certificates)
        if watch, !advice.isRefusal {
            view = try await watched(desk, board, first: view)
            advice = PointingAdvice(view, certificates)
        }
        board.show(view, certificates, advice)
        if view.isWhole || (watch && !advice.isRefusal) { try record(desk, view, certificates) }
        if let code = code(of: advice) { throw ExitCode(code.rawValue) }
    }

    private func watched(_ desk: PointingDesk, _ board: PointingBoard, first: PointingView) async throws -> PointingView
    {
        let pause = every ?? min(max(Double(desk.terms.low) / 10, 1), 15)
        let end = ContinuousClock.now + .seconds(limit)
        var view = first
        board.begin(view)
        // Twice in a row: many machines may stand behind one resolver's address.
        var agreed = view.isWhole ? 1 : 0
        while agreed < 2, ContinuousClock.now < end {
            try await Task.sleep(for: min(.seconds(pause), end - ContinuousClock.now))
            let next = try await desk.look()
            board.changed(from: view, to: next)
            view = next
            agreed = view.isWhole ? agreed + 1 : 0
        }
        board.end()
        return view
    }

    /// Names leave the edge only when nothing can go back through it any more, and the client has said so.
    private func refuseBeforeSignOff(_ plan: Plan, _ folder: RelocationFolder) async throws {
        let logins = PlanLogins(
            plan, folder: URL(filePath: source.plan).deletingLastPathComponent(), knownHosts: nil)
        for desk in try DatabaseDesk.all(of: plan, logins, folder: folder) {
            if try desk.writer() == .old {
                throw Failure(
                    "the old side writes `\(desk.id)`: names leave the edge only after the hand over and the "
                        + "sign-off; `sluice relocation hand-over`", .refused)
            }
        }
        guard let signers = plan.report?.signers, !signers.isEmpty else { return }
        guard let report else {
            throw Failure(
                "the plan's report is signed by \(signers.map(\.value.rawValue).joined(separator: ", ")): name the signed "
                    + "bundle with --report; until then the edge stays, and with it the way back", .refused)
        }
        let result = await ReportVerification.verify(EvidenceBundle(folder: report), witness: ReportBundle.witness)
        if let failed = result.checks.first(where: { !$0.passed }) {
            throw Failure(
                "the report in \(report) does not hold: \(failed.name): \(failed.found) (\(failed.place)); \(failed.mend)",
                .refused)
        }
    }

    private func record(_ desk: PointingDesk, _ view: PointingView, _ certificates: [CertificateLine]) throws {
        let records = try RelocationEvidence(of: source.plan, in: dir, evidence)
        for name in desk.terms.names {
            try records.keep(desk.record(name, view, certificates, plan: records.digest))
        }
    }

    private func code(of advice: PointingAdvice) -> Failure.Code? {
        switch advice {
        case .settled: nil
        case .move: status || watch ? .short : nil
        case .under, .certificates: .short
        case .unseen, .lower, .wait: status ? .short : .refused
        }
    }
}

extension PointingGoal: ExpressibleByArgument {}
