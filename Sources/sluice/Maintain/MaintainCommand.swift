import ArgumentParser
import Conducting
import Foundation
import Notices
import Planning
import Relocation

struct MaintainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "maintain", abstract: "Look after the moved store, month by month.",
        subcommands: [MaintainPlan.self, MaintainRun.self, MaintainStatus.self])
}

struct MaintainPlan: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Propose what to look after, by what was moved: a part of a plan.",
        discussion: "Example:\n  sluice maintain plan plan.yaml >> plan.yaml")

    @OptionGroup var source: PlanSource

    func run() throws { Terminal.write(MaintenanceProposal(try source.read()).yaml) }
}

/// The plan's maintenance, and the folder with its records.
struct MaintainOptions: ParsableArguments {
    @OptionGroup var source: PlanSource

    @Option(help: "The folder of the relocation; reports are written to `maintenance` in it.")
    var dir = "relocation"

    @Option(help: "The folder of records; `evidence` in --dir by default.")
    var evidence: String?

    @Option(help: "A file with the hosts' keys; your own known_hosts by default.")
    var knownHosts: String?

    struct Ready {
        let plan: Plan
        let digest: String
        let desk: MaintenanceDesk
    }

    func read() throws -> Ready {
        let plan = try source.read()
        guard let terms = plan.maintenance, !terms.items.isEmpty else {
            throw Failure("\(source.plan) names nothing to look after; `sluice maintain plan` proposes it", .unusable)
        }
        let base = URL(filePath: source.plan).deletingLastPathComponent()
        let digest = try PlanReader.read(path: source.plan, environment: nil, overlays: []).digest
        let staging = try plan.environments.first { $0.kind?.value == .staging }.map { environment in
            try PlanReader.read(
                path: source.plan, environment: environment.id.value.rawValue, overlays: source.overlay)
        }
        let logins = PlanLogins(plan, folder: base, knownHosts: knownHosts)
        var restore: (@Sendable () async throws -> (proof: Proof, takenAt: String?))?
        if plan.relocation?.backup != nil { restore = { [dir] in try await Self.restored(plan, logins, dir) } }
        return Ready(
            plan: plan, digest: digest,
            desk: MaintenanceDesk(
                plan, staging: staging, logins, evidence: evidence ?? dir + "/evidence", digest: digest, base: base,
                restore: restore))
    }

    /// A fresh backup, restored elsewhere and compared; once a host of it has ended, the newest that is kept.
    private static func restored(
        _ plan: Plan, _ logins: PlanLogins, _ dir: String
    ) async throws -> (proof: Proof, takenAt: String?) {
        let folder = try RelocationFolder(dir)
        if try (plan.relocation?.hosts ?? []).contains(where: { try DecommissionDesk.hasBegun($0, in: folder) }) {
            let kept = try await BackupDesk(plan, logins, folder: folder, databases: nil).proveKept { _ in }
            return (kept.proof, kept.takenAt)
        }
        let desk = try await BackupDesk(plan, logins, folder: folder, databases: [])
        let records = try await desk.take(at: .now) { _ in }
        return (try await desk.prove(records, at: .now) { _ in }, nil)
    }
}

struct MaintainStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "What is due when. Exit 1 when something was missed or is not good.",
        discussion: "Example:\n  sluice maintain status plan.yaml")

    @OptionGroup var options: MaintainOptions

    @Flag(help: "As JSON.")
    var json = false

    func run() async throws {
        let ready = try options.read()
        guard let calendar = try ready.desk.calendar(at: .now) else { return }
        let report = MaintenanceReport(ready.plan, digest: ready.digest, calendar, [], at: .now)
        Terminal.say(json ? try Terminal.json(report) : MaintainText.of(report))
        if !calendar.isWell { throw ExitCode(Failure.Code.short.rawValue) }
    }
}

struct MaintainRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Do what is due, write it down, and tell of what is not good.",
        discussion: """
            Each item leaves a record, and the month's report is written anew as Markdown and JSON. An item that was
            missed, falls short, or that nobody could see, is told to the plan's channel. Exit 1 then.

            Examples:
              sluice maintain run plan.yaml
              sluice maintain run plan.yaml --item certificates
              sluice maintain run plan.yaml --dry-run
            """)

    @OptionGroup var options: MaintainOptions

    @Option(help: "Only this item, due or not; may be given several times.")
    var item: [String] = []

    @Flag(help: "Every item, due or not.")
    var all = false

    @Flag(help: "Only say what would be done.")
    var dryRun = false

    @Flag(help: "The month's report as JSON.")
    var json = false

    func run() async throws {
        let ready = try options.read()
        guard let before = try ready.desk.calendar(at: .now) else { return }
        let known = before.lines.map(\.item.id.value.rawValue)
        if let stranger = item.first(where: { !known.contains($0) }) {
            throw Failure("there is no item `\(stranger)`; there are \(known.joined(separator: ", "))", .unusable)
        }
        let due = before.lines.filter { line in
            all || (item.isEmpty ? line.isDue : item.contains(line.item.id.value.rawValue))
        }
        if dryRun {
            for line in due {
                Terminal.say("\(line.item.id.value): \(line.item.what.value.rawValue), due \(line.due.seconds)")
            }
            if due.isEmpty { Terminal.say("nothing is due") }
            return
        }
        var outcomes: [MaintenanceOutcome] = []
        for (number, line) in due.enumerated() {
            let progress = TransferLine("\(number + 1) of \(due.count)")
            progress.show(line.item.id.value.rawValue)
            outcomes.append(try await ready.desk.perform(line.item))
            progress.end()
        }
        guard let calendar = try ready.desk.calendar(at: .now) else { return }
        let report = MaintenanceReport(ready.plan, digest: ready.digest, calendar, outcomes, at: .now)
        let page = try report.write(
            into: URL(filePath: options.dir).appending(path: "maintenance", directoryHint: .isDirectory))
        Terminal.say(json ? try Terminal.json(report) : MaintainText.of(report))
        if !json { Terminal.say(page.path(percentEncoded: false)) }
        let alarms = Self.alarms(before.lines.filter { $0.state == .missed }, outcomes, report)
        guard !alarms.isEmpty else { return }
        await tell(alarms, ready)
        throw ExitCode(Failure.Code.short.rawValue)
    }

    /// One line each: what was missed until now, and what is not good now.
    private static func alarms(
        _ missed: [MaintenanceCalendar.Line], _ outcomes: [MaintenanceOutcome], _ report: MaintenanceReport
    ) -> [String] {
        let late = missed.map { "\($0.item.id.value): was due \($0.due.seconds) and not done" }
        let done = Set(outcomes.map(\.id))
        let now = outcomes.filter { $0.state != .good }.map { "\($0.id): \($0.state.rawValue), \($0.why)" }
        // What is not good from an earlier time stays an alarm until it is.
        let earlier = report.lines.filter { $0.state != "good" && $0.state != "due" && !done.contains($0.id) }
            .map { "\($0.id): \($0.state), \($0.why)" }
        return late + now + earlier
    }

    private func tell(_ alarms: [String], _ ready: MaintainOptions.Ready) async {
        let terms = ready.plan.maintenance
        guard let receiver = terms?.channel?.value ?? terms?.owner?.value.rawValue else {
            Terminal.complain("nobody is told: name `maintenance: channel` or `owner` in the plan")
            return
        }
        do {
            let now = Int(Date().timeIntervalSince1970 * 1_000)
            let desk = try NoticeDesk(ready.plan, run: "maintenance-\(ready.digest.prefix(12))", page: nil)
            let text = "\(alarms.count) items of the maintenance are not good."
            let delivery = await Result {
                try await desk.alarm(text, details: alarms, number: "\(now)", to: receiver, at: now)
            }
            await desk.close()
            Terminal.complain("\(receiver) told: \(try delivery.get().said)")
        } catch {
            Terminal.complain("\(receiver) NOT told: \(Failure(error).message)")
        }
    }
}

/// The month for people.
enum MaintainText {
    static func of(_ report: MaintenanceReport) -> String {
        var table = TextTable(["item", "what", "state", "done", "next", "found"])
        for line in report.lines {
            table.add([line.id, line.what, line.state, line.done ?? "never", line.due, line.why])
        }
        let bad = report.lines.count { $0.state != "good" }
        return table.text() + "\n"
            + (bad == 0 ? "all \(report.lines.count) are good" : "\(bad) of \(report.lines.count) are not good")
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
