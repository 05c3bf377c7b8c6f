import Conducting
import Cutover
import Foundation
import Gating
import Journaling
import Planning
import Reconciliation
import SampleEstate
import Traffic

extension Rehearsal {
    /// Follows the run to its end, doing what people and the world would do.
    func direct() async throws -> RehearsalSummary {
        var progress = try RehearsalProgress.read(folder)
        let timeline = Timeline(start: progress.startedAt, asJSON: asJSON)
        let plan = try PlanReader.read(path: folder.plan)
        var journal: Journal?
        var restartAt: Int?
        while true {
            let now = Int(Date().timeIntervalSince1970 * 1_000)
            journal = try journal ?? openJournal()
            if let journal { try follow(journal, timeline) }
            let state = history.state
            if case .ended(let ending) = state.phase { return try await finish(state, ending, progress) }

            try await signWhatWaits(state, plan, timeline)
            try await plant(state, &progress, timeline, now)
            try await mend(state, &progress, timeline)
            try await superviseEdge(progress, timeline)
            if case .wrong? = state.hold { try giveUp(state, timeline) }
            if let run = progress.run, !EstateProcesses.isAlive(run) {
                if restartAt == nil { try explain(timeline, now) }
                restartAt = restartAt ?? now + 2_000
                if let due = restartAt, now >= due {
                    restartAt = nil
                    progress.run = try await startRun(progress)
                    try progress.write(folder)
                    Terminal.say(timeline.note("sluice is started again on the same journal"))
                }
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    private func openJournal() throws -> Journal? {
        FileManager.default.fileExists(atPath: folder.run.journal) ? try? Journal.read(path: folder.run.journal) : nil
    }

    private func follow(_ journal: Journal, _ timeline: Timeline) throws {
        let before = history.moments.count
        try history.fold(try journal.rows(after: history.row))
        for moment in history.moments[before...] { Terminal.say(timeline.line(moment)) }
    }

    /// The run's process is gone: killed, or ended with an error that its log tells.
    private func explain(_ timeline: Timeline, _ now: Int) throws {
        let log = (try? String(contentsOfFile: folder.runLog, encoding: .utf8)) ?? ""
        if let error = log.split(separator: "\n").last(where: { $0.hasPrefix("error:") }) {
            throw Failure("the run ended: \(error.dropFirst(7))", .world)
        }
        Terminal.say(timeline.note("sluice is gone; the shop goes on trading", at: now))
    }

    private func signWhatWaits(_ state: RunState, _ plan: Plan, _ timeline: Timeline) async throws {
        guard let index = state.current, state.stages[index].phase == .entering, state.stages[index].hasAsked else {
            return
        }
        let stage = state.stages[index]
        let needed = state.itinerary.stages[index].approvalsNeeded
        let requested = ApprovalDesk.request(folder.run, stage.id, stage.attempt)
        guard FileManager.default.fileExists(atPath: requested.path(percentEncoded: false)) else { return }
        _ = try await people.sign(stage: stage.id, attempt: stage.attempt, needed: needed, plan: plan)
    }

    /// Plants the fault one second after the first step of the stage it is meant for has opened.
    private func plant(_ state: RunState, _ progress: inout RehearsalProgress, _ timeline: Timeline, _ now: Int)
        async throws
    {
        guard fault != .none, progress.plantedAt == nil, let index = state.current,
            case .exposing(_, let openedAt?) = state.stages[index].phase, now - openedAt >= 1_000,
            state.itinerary.stages[index].id == target(of: state)
        else { return }
        progress.plantedAt = now
        try progress.write(folder)
        Terminal.say(timeline.note("planted: \(fault.story)", at: now))
        let estate = try EstateDescription.read(folder.estate)
        switch fault {
        case .edgeKilled: HAProxyProcess.adopt(EdgeLayout(root: folder.edge)).map { _ = kill($0.processID, SIGKILL) }
        case .newKilled: try await EstateProcesses.kill(estate.new)
        default:
            if let set = fault.set { try await FaultRemote.replace(set, at: estate.new.address, token: estate.token) }
        }
    }

    /// Faults of money belong to the first stage that moves orders, the others to the first stage of all.
    private func target(of state: RunState) -> String? {
        let moving = state.itinerary.stages.first { !$0.orderScopes.isEmpty }?.id
        switch fault {
        case .none: return nil
        case .payment, .lostOrder, .unauthorised, .promotion: return moving ?? state.itinerary.stages.first?.id
        case .error, .slow, .noindex, .edgeKilled, .newKilled: return state.itinerary.stages.first?.id
        }
    }

    /// After a rollback: a mended version of the new shop is shipped, and the run may prove the step afresh.
    private func mend(_ state: RunState, _ progress: inout RehearsalProgress, _ timeline: Timeline) async throws {
        guard case .rolledBack? = state.hold, let stage = state.stages.first(where: { $0.phase == .rolledBack }),
            !state.intents.contains(where: { $0.action == .compareOrders })
        else { return }
        let answered = "\(stage.id)#\(stage.attempt)"
        guard progress.mended != answered else { return }
        var estate = try EstateDescription.read(folder.estate)
        let version = "\(progress.version).0.1"
        let processes = try EstateProcesses(executable: EstateProcesses.besideThisProgram())
        estate.new = try await processes.restartShop(.new, estate, version: version)
        try await Warmup.visit(estate.new.address)
        try estate.write(folder.estate)
        progress.version += 1
        progress.mended = answered
        try progress.write(folder)
        Terminal.say(timeline.note("version \(version) of the new shop is shipped, mended"))
        try Inbox(folder.run).put(
            Command(id: UUID().uuidString.lowercased(), by: "cleo", order: .resume(version: version)))
    }

    private func superviseEdge(_ progress: RehearsalProgress, _ timeline: Timeline) async throws {
        guard HAProxyProcess.adopt(EdgeLayout(root: folder.edge)) == nil else { return }
        try await Task.sleep(for: .seconds(2))
        _ = try await startEdge(progress)
        Terminal.say(timeline.note("HAProxy is started again, with the policy of its files"))
    }

    /// Orders are wrong: nobody mends that in a rehearsal.
    private func giveUp(_ state: RunState, _ timeline: Timeline) throws {
        guard !gaveUp else { return }
        gaveUp = true
        Terminal.say(timeline.note("orders are wrong: the rehearsal ends here, held"))
        try Inbox(folder.run).put(Command(id: UUID().uuidString.lowercased(), by: "ada", order: .stop))
    }

    /// Lets the shoppers finish, compares every order once more, writes and signs the report.
    private func finish(
        _ state: RunState, _ ending: RunState.Ending, _ progress: RehearsalProgress
    ) async throws -> RehearsalSummary {
        let estate = try EstateDescription.read(folder.estate)
        if let shoppers = estate.shoppers { try await EstateProcesses.stop(shoppers) }
        let desk = OrdersDesk(
            reader: .init(token: estate.token), old: estate.old.address, new: estate.new.address,
            acknowledged: estate.acknowledged)
        let orders = try await desk.comparison(authority: state.authority)
        let report = try await RehearsalReport.write(folder: folder, people: people, state: state)
        let summary = RehearsalSummary(history: history, fault: fault, orders: orders, ending: ending, report: report)
        try RehearsalRecords.write(state, isWhole: summary.isGood, into: folder.records)
        return summary
    }
}
