import Conducting
import Cutover
import Foundation
import Gating
import Journaling
import Observation
import Planning
import SampleEstate
import Traffic

/// How fast a failing new side is taken back, under real shoppers: 10 % of 374 sessions a second.
func rollbackBenchmarks() async throws -> [BenchRow] {
    let rig = try await RollbackRig.start()
    do {
        var seen: [RollbackRig.Seen] = []
        for _ in 0..<9 { seen.append(try await rig.once()) }
        let decided = try await rig.decisions()
        try await rig.stop()
        let times = seen.map(\.milliseconds).sorted()
        let failed = seen.map(\.failedRequests).sorted()
        let (median, worst) = (times[times.count / 2], times[times.count - 1])
        return [
            BenchRow(
                area: "rollback",
                what:
                    "all requests of the new side fail: first failing request to rollback acknowledged, median (worst) of \(seen.count)",
                ours:
                    "\(median) ms (\(worst)), \(failed[failed.count / 2]) failed requests (\(failed[failed.count - 1]))",
                beside: "reference 71 ms", ratio: String(format: "×%.1f", Double(median) / 71),
                target: "≤ 150 ms median, ≤ 10 failed", met: median <= 150 && failed[failed.count / 2] <= 10),
            decided,
        ]
    } catch {
        try? await rig.stop()
        throw error
    }
}

/// Shops, edge and shoppers for many rollbacks.
actor RollbackRig {
    struct Seen: Sendable {
        var milliseconds: Int
        var failedRequests: Int
    }

    private let folder: URL
    private let estate: EstateDescription
    private let configuration: HAProxyConfiguration
    private let process: HAProxyProcess
    private let plan: RunPlan
    private let logPort: Int
    private var runs = 0

    static func start() async throws -> RollbackRig {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "sluice-rollback-\(UUID().uuidString.prefix(8))")
        let shops = folder.appending(path: "estate").path
        try FileManager.default.createDirectory(atPath: shops, withIntermediateDirectories: true)
        let processes = try EstateProcesses(executable: EstateProcesses.besideThisProgram())
        // A shopper leaves at the first failure: 374 sessions a second are 37 failing requests a second on 10 %.
        var estate = try await processes.startEstate(folder: shops, seed: 5, rate: 374)
        let ports = try FreePort.pick(2)
        let (edgePort, logPort) = (ports[0], ports[1])
        let text = try String(contentsOfFile: "Benchmarks/Rollback/rollback.yaml", encoding: .utf8)
            .replacingOccurrences(of: "http://127.0.0.1:8081", with: estate.old.address)
            .replacingOccurrences(of: "http://127.0.0.1:8082", with: estate.new.address)
        let plan = try RunPlan(try PlanReader.read(text: text))
        let configuration = try HAProxyConfiguration(
            try plan.topology(listen: EdgeAddress(port: edgePort), logPort: logPort),
            layout: EdgeLayout(root: folder.appending(path: "edge").path))
        let process = try await HAProxyProcess.start(configuration)
        estate.shoppers = try await processes.startShoppers(estate, edge: edgePort)
        return RollbackRig(folder, estate, configuration, process, plan, logPort)
    }

    private init(
        _ folder: URL, _ estate: EstateDescription, _ configuration: HAProxyConfiguration, _ process: HAProxyProcess,
        _ plan: RunPlan, _ logPort: Int
    ) {
        self.folder = folder
        self.estate = estate
        self.configuration = configuration
        self.process = process
        self.plan = plan
        self.logPort = logPort
    }

    func stop() async throws {
        for entry in [estate.shoppers, estate.new, estate.old, estate.stock].compactMap({ $0 }) {
            try await EstateProcesses.stop(entry)
        }
        try await process.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    /// One run: expose 10 %, break the new shop altogether, wait until it is taken back.
    func once() async throws -> Seen {
        runs += 1
        let run = RunFolder(folder.appending(path: "run\(runs)").path)
        try run.prepare()
        let edge = HAProxyEdge(configuration)
        let before = try await edge.readBack()
        _ = try await edge.apply(EdgePolicy(generation: before.generation + 1, units: [:]), .back)
        let journal = try Journal.write(
            path: run.journal, identity: JournalIdentity(run: "bench", planDigest: plan.itinerary.planDigest))
        let source = try await RingSource.listen(port: logPort, salesStep: "")
        let conductor = try Conductor(
            plan: plan, folder: run, journal: journal, edge: edge, source: source, orders: nil, requester: "dan")
        let task = Task { try await conductor.run() }
        while await !isOpen(conductor) { try await Task.sleep(for: .milliseconds(50)) }
        try await Task.sleep(for: .seconds(4))
        var faults = FaultSet()
        faults.error = .init(share: 1)
        try await FaultRemote.replace(faults, at: estate.new.address, token: estate.token)
        var state = await conductor.view.state
        let deadline = ContinuousClock.now + .seconds(20)
        while state.stages[0].phase != .rolledBack, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(10))
            state = await conductor.view.state
        }
        try await FaultRemote.replace(FaultSet(), at: estate.new.address, token: estate.token)
        task.cancel()
        _ = try? await task.value
        await source.stop()
        let first = state.stages[0].firstFailure ?? 0
        let back = await conductor.view.moments.last { $0.remark.kind == .rollback }?.at ?? 0
        return Seen(milliseconds: back - first, failedRequests: state.stages[0].stepRequests.newEvents)
    }

    private func isOpen(_ conductor: Conductor) async -> Bool {
        let stages = await conductor.view.state.stages
        if let stage = stages.first, case .exposing(_, .some) = stage.phase { return true }
        return false
    }

    /// An intent made durable, then the change acknowledged: both, and the second alone, under the shoppers' load.
    func decisions() async throws -> BenchRow {
        let run = RunFolder(folder.appending(path: "decisions").path)
        try run.prepare()
        let journal = try Journal.write(path: run.journal, identity: JournalIdentity(run: "bench", planDigest: "none"))
        let edge = HAProxyEdge(configuration)
        var policy = EdgePolicy(
            generation: try await edge.readBack().generation + 1, units: ["catalog": UnitPolicy(decision: "d0")])
        _ = try await edge.apply(policy, .forward)
        var (whole, change) = ([Double](), [Double]())
        for turn in 1...400 {
            policy.units["catalog"] = UnitPolicy(
                newBelow: turn, controlFrom: turn, fallback: true, decision: "d\(turn)")
            let began = ContinuousClock.now
            try await journal.append([Entry(at: turn, kind: .intent, body: "{\"expose\":\(turn)}")])
            let durable = ContinuousClock.now
            _ = try await edge.apply(policy, turn % 2 == 0 ? .forward : .back)
            let done = ContinuousClock.now
            change.append((done - durable) / .milliseconds(1))
            whole.append((done - began) / .milliseconds(1))
            try await Task.sleep(for: .milliseconds(3))
        }
        let (median, all) = (change.sorted()[200], whole.sorted()[200])
        return BenchRow(
            area: "rollback", what: "intent durable in the journal to acknowledged change, median",
            ours: String(format: "%.2f ms", median), beside: String(format: "decision to acknowledged %.2f ms", all),
            ratio: String(format: "×%.2f", median / all), target: "≤ 1 ms", met: median <= 1)
    }
}
