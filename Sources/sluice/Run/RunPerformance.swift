import ArgumentParser
import Conducting
import Console
import Cutover
import Foundation
import Journaling
import Observation
import Planning
import Reconciliation
import Traffic

/// One run with everything it needs: edge, evidence, orders, the live page.
struct RunPerformance {
    let folder: RunFolder
    let settings: RunSettings
    let plan: RunPlan
    let journal: Journal
    let amendment: Amendment?
    let pagePort: Int
    let asJSON: Bool

    func perform() async throws {
        let configuration = try HAProxyConfiguration(
            try plan.topology(listen: EdgeAddress(port: settings.edgePort), logPort: settings.logPort),
            layout: EdgeLayout(root: settings.edgeFolder))
        let edge = HAProxyEdge(configuration) { CrashPoint.halfExposed.pass() }
        _ = try await edge.processID()
        let readers = try StageReaders(plan, folder)
        let notices = try NoticeDesk(
            plan.plan, run: journal.identity.run, page: pagePort == 0 ? nil : "http://127.0.0.1:\(pagePort)")
        let source = try await source(taps: readers.taps)
        let beganAt = try journal.rows(limit: 1).first?.at ?? Int(Date().timeIntervalSince1970 * 1_000)
        let timeline = Timeline(start: beganAt, asJSON: asJSON)
        let conductor = try Conductor(
            plan: plan, folder: folder, journal: journal, edge: edge, source: source, orders: try orders(),
            requester: settings.requester, readers: readers.readers, notices: notices,
            works: StageWorks(plan.plan, settings, folder),
            amendment: amendment,
            isReplay: settings.replay != nil
        ) { Terminal.say(timeline.line($0)) }
        let state: RunState
        do {
            state = try await withPage(of: conductor) { try await conductor.run() }
        } catch {
            await notices.close()
            throw error
        }
        await notices.close()
        guard case .ended(let ending) = state.phase else {
            throw Failure("the recorded log ended before the run did; go on with a longer one", .short)
        }
        if ending != .completed { throw ExitCode(Failure.Code.short.rawValue) }
    }

    private func source(taps: [String: MirrorTap]) async throws -> any EvidenceSource {
        guard let replay = settings.replay else {
            return try await RingSource.listen(port: settings.logPort, salesStep: plan.salesStep, taps: taps)
        }
        let last = try journal.rows().last?.at ?? 0
        return try ReplaySource(file: URL(filePath: replay), after: last, salesStep: plan.salesStep)
    }

    private func orders() throws -> OrdersDesk? {
        guard let file = settings.tokenFile else { return nil }
        let token: String
        do {
            token = try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        } catch {
            throw Failure("\(file): the token cannot be read; give the file's owner the right to", .unusable)
        }
        return OrdersDesk(
            reader: OrdersReader(token: token), old: plan.oldEndpoint, new: plan.newEndpoint,
            acknowledged: settings.acknowledged)
    }

    /// Hears of other programs' incidents while the run goes on.
    private func hear(_ intake: IncidentIntake) async throws -> RunState? {
        let inbox = Inbox(folder)
        let listener = IncidentListener(
            port: intake.port.value, alertmanager: intake.alertmanager?.value, pagerDuty: intake.pagerduty?.value,
            refused: { Terminal.complain("an incident could not be read: \($0)") },
            take: { try inbox.put($0) })
        try await listener.run { port in
            if !asJSON { Terminal.say("incidents: http://127.0.0.1:\(port)/alertmanager, /pagerduty") }
        }
        return nil
    }

    /// Serves the live page while the run goes on.
    private func withPage(of conductor: Conductor, _ body: @escaping @Sendable () async throws -> RunState) async throws
        -> RunState
    {
        let watch = JournalWatch(try Journal.read(path: folder.journal))
        let server = ConsoleServer(port: pagePort) { await watch.view() }
        let asJSON = asJSON
        return try await withThrowingTaskGroup(of: RunState?.self) { group in
            group.addTask {
                try await server.run { port in
                    if !asJSON { Terminal.say("live page: http://127.0.0.1:\(port)") }
                }
                return nil
            }
            if let intake = plan.plan.notices?.incidents { group.addTask { try await hear(intake) } }
            group.addTask { try await body() }
            defer { group.cancelAll() }
            // The page alone never ends the run; should it fail, the run is not begun blindly without it.
            while let ended = try await group.next() {
                if let ended { return ended }
            }
            throw CancellationError()
        }
    }
}
