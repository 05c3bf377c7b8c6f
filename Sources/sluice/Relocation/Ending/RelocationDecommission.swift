import ArgumentParser
import Conducting
import Foundation
import Planning
import Reporting

struct RelocationDecommission: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decommission", abstract: "What still keeps the old hosts; and their end, once nothing does.",
        discussion: """
            Looks at everything that the end of each old host waits for, leaves records, and shows the board. Exit 4 while
            something lacks or could not be seen, and it names every item. --power-off switches off hosts that lack
            nothing and sees that nobody can connect; --wipe wipes those that have been off for `wipe_after`.

            Examples:
              sluice relocation decommission plan.yaml
              sluice relocation decommission plan.yaml --status             the board as it was seen last
              sluice relocation decommission plan.yaml --close-way-back     from now on there is only forward
              sluice relocation decommission plan.yaml --host web-eu --power-off
              sluice relocation decommission plan.yaml --wipe --dry-run
            """)

    @OptionGroup var source: PlanSource

    @Option(help: "The folder of the relocation: states, journals, the report.")
    var dir = "relocation"

    @Option(help: "The folder of records; `evidence` in --dir by default.")
    var evidence: String?

    @Option(help: "The evidence bundle of the signed report; `report` in --dir by default.")
    var report: String?

    @Option(help: "A file with the hosts' keys; your own known_hosts by default.")
    var knownHosts: String?

    @Option(help: "Only this old host; may be given several times.")
    var host: [String] = []

    @Flag(help: "Do not look; show what was seen last.")
    var status = false

    @Flag(help: "End the old side's following of the new one, when the report is signed and no way back is promised.")
    var closeWayBack = false

    @Flag(help: "Switch off the hosts that lack nothing.")
    var powerOff = false

    @Flag(help: "Wipe the hosts that have been off for long enough.")
    var wipe = false

    @Flag(help: "Look, and say what would be done.")
    var dryRun = false

    @Flag(help: "The board as JSON.")
    var json = false

    func run() async throws {
        let plan = try source.read()
        guard plan.decommission != nil else {
            throw Failure("\(source.plan) does not say how the old side ends: write `decommission`", .unusable)
        }
        let old = plan.oldHosts.map(\.id.value.rawValue)
        guard !old.isEmpty else { throw Failure("\(source.plan) has no host of side old", .unusable) }
        if let stranger = host.first(where: { !old.contains($0) }) {
            throw Failure("there is no old host `\(stranger)`; there are \(old.joined(separator: ", "))", .unusable)
        }
        let base = URL(filePath: source.plan).deletingLastPathComponent()
        let folder = try RelocationFolder(dir)
        let look = DecommissionLook(
            plan, PlanLogins(plan, folder: base, knownHosts: knownHosts), folder: folder,
            evidence: evidence ?? dir + "/evidence",
            digest: try PlanReader.read(path: source.plan, environment: nil, overlays: []).digest, base: base,
            resolve: { [terms = plan.relocation?.names] name in await NameAddresses.of(name, by: terms) },
            tell: Self.tell)
        let bundle = RelocationBundle(folder: report ?? folder.report)
        if status {
            guard let board = try look.last() else {
                throw Failure("nobody has looked yet: run it without --status", .short)
            }
            try say(board)
            if !chosen(board).allSatisfy(\.isFit) { throw ExitCode(Failure.Code.short.rawValue) }
            return
        }
        var board = try await look.board(await Self.signed(bundle))
        let desk = DecommissionDesk(look, tell: Self.tell)
        do {
            if closeWayBack, !dryRun {
                let closed = try await desk.closeWayBacks(board)
                board = try await look.board(await Self.signed(bundle))
                Self.tell("closed the way back of \(closed.joined(separator: ", "))")
            }
            try await end(plan, desk, &board, look, bundle)
        } catch let refusal as DecommissionDesk.Refusal {
            try say(board)
            throw Failure(refusal)
        }
        try say(board)
        if !chosen(board).allSatisfy(\.isFit) { throw ExitCode(Failure.Code.refused.rawValue) }
    }

    private func chosen(_ board: DecommissionBoard) -> [DecommissionBoard.Row] {
        board.rows.filter { host.isEmpty || host.contains($0.host) }
    }

    /// Switches off and wipes what may be, host by host; the first that may not ends it.
    private func end(
        _ plan: Plan, _ desk: DecommissionDesk, _ board: inout DecommissionBoard, _ look: DecommissionLook,
        _ bundle: RelocationBundle
    ) async throws {
        guard powerOff || wipe else { return }
        let ids = chosen(board).map(\.host)
        for host in plan.oldHosts where ids.contains(host.id.value.rawValue) {
            if dryRun {
                for line in Self.would(host, board, plan, powerOff: powerOff, wipe: wipe) { Terminal.complain(line) }
                continue
            }
            if powerOff { Self.tell("\(host.id.value): \(try await desk.powerOff(host, board))") }
            if wipe { Self.tell("\(host.id.value): \(try await desk.wipe(host, board))") }
        }
        if !dryRun { board = try await look.board(await Self.signed(bundle)) }
    }

    private static func would(
        _ host: RelocatedHost, _ board: DecommissionBoard, _ plan: Plan, powerOff: Bool, wipe: Bool
    ) -> [String] {
        let id = host.id.value.rawValue
        guard let row = board.rows.first(where: { $0.host == id }) else { return [] }
        var lines: [String] = []
        if powerOff {
            let words = plan.ending(of: host)?.powerOff?.command.map(\.value) ?? []
            let command = words.isEmpty ? "systemctl poweroff on it" : words.joined(separator: " ")
            switch row.phase {
            case .runs where row.isWhole: lines.append("\(id): would be switched off by `\(command)`")
            case .runs: lines.append("\(id): would be refused, \(row.lacking.count) items lack")
            default: lines.append("\(id): is off already")
            }
        }
        if wipe {
            let words = plan.ending(of: host)?.wipe?.command.map(\.value) ?? []
            switch row.phase {
            case .off(since: _, wipe: let from?) where from <= .now && !words.isEmpty:
                lines.append("\(id): would be wiped by `\(words.joined(separator: " "))`")
            case .off(since: _, wipe: let from?): lines.append("\(id): may be wiped from \(from.seconds)")
            case .off: lines.append("\(id): would not be wiped, the plan does not say how long after power off")
            case .runs: lines.append("\(id): would not be wiped, it runs")
            case .wiped: lines.append("\(id): is wiped already")
            }
        }
        return lines
    }

    /// What checking the report's bundle comes to; its signatures are verified, not believed.
    private static func signed(_ bundle: RelocationBundle) async -> DecommissionSeen.Report {
        guard FileManager.default.fileExists(atPath: bundle.sums) else {
            return .missing("there is no report in \(bundle.folder)")
        }
        let result = await ReportVerification.verify(bundle)
        guard result.isSound, let report = try? bundle.read() else {
            return .unsound(result.checks.filter { !$0.passed }.map { "\($0.name): \($0.found)" })
        }
        return .sound(plan: report.plan, accepted: result.accepted)
    }

    /// Progress, on standard error of a terminal.
    @Sendable private static func tell(_ line: String) {
        if isatty(STDERR_FILENO) == 1 { Terminal.complain(Terminal.faint(line)) }
    }

    private func say(_ board: DecommissionBoard) throws {
        let rows = chosen(board)
        if json {
            Terminal.say(try Terminal.json(DecommissionTold(board, rows)))
        } else {
            Terminal.write(DecommissionText.of(board, rows))
        }
    }
}

extension DecommissionBoard.Row {
    /// It lacks nothing, or has ended.
    var isFit: Bool { phase != .runs || isWhole }
}

extension Failure {
    init(_ refusal: DecommissionDesk.Refusal) {
        switch refusal {
        case .lacking, .tooEarly: self.init(refusal.description, .refused)
        case .unsaid: self.init(refusal.description, .unusable)
        case .failed: self.init(refusal.description, .world)
        }
    }
}
