import Conducting
import Cutover
import Foundation
import Journaling
import Planning
import Reconciliation
import SampleEstate
import Testing
import Traffic

/// One estate, one edge and one recorded log, for many runs that are killed.
actor CrashRig {
    let folder: URL
    let estate: EstateDescription
    let configuration: HAProxyConfiguration
    let edgeProcess: HAProxyProcess
    let log: URL
    let plan: String
    let logPort: Int
    /// Takes what people are told through the plan's channel.
    let receiver: Receiver
    private var runs = 0

    /// A person's private key.
    nonisolated func key(_ person: String) -> String { folder.appending(path: person).path }

    /// What must be the same however often the program was killed.
    struct Final: Equatable {
        var phase: RunState.Phase
        var stages: [String: StageState.Phase]
        var wished: [String: Int]
        var edge: [String: Int]
        var modes: [String: String]
        var orders: Set<String>
    }

    /// Brings the estate up, lets shoppers in for a while, and records what the edge logs.
    static func start(recording: Duration) async throws -> CrashRig {
        let folder = try Tool.scratchFolder("crash")
        let processes = try EstateProcesses(executable: EstateProcesses.besideThisProgram())
        let estateFolder = folder.appending(path: "estate").path
        try FileManager.default.createDirectory(atPath: estateFolder, withIntermediateDirectories: true)
        var estate = try await processes.startEstate(folder: estateFolder, seed: 11, rate: 200)
        let ports = try FreePort.pick(2)
        let (edgePort, logPort) = (ports[0], ports[1])

        var text = try String(contentsOfFile: Tool.brief, encoding: .utf8)
        text = text.replacingOccurrences(of: "http://127.0.0.1:8081", with: estate.old.address)
            .replacingOccurrences(of: "http://127.0.0.1:8082", with: estate.new.address)
            .replacingOccurrences(of: "signers: 2", with: "signers: 1")
            // What is read from the world is in no recorded log.
            .replacingOccurrences(of: ", answers]", with: "]").replacingOccurrences(of: "slow, prices,", with: "slow,")
            .replacingOccurrences(of: "signals: [answers]", with: "signals: [errors]")
        for person in ["ada", "ben", "cleo"] {
            let key = folder.appending(path: person).path
            try run("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", person, "-f", key])
            let publicKey = try String(contentsOfFile: key + ".pub", encoding: .utf8).trimmingCharacters(
                in: .whitespacesAndNewlines)
            text = text.replacingOccurrences(
                of: "ssh-ed25519 [A-Za-z0-9+/=]+ \(person)\"", with: publicKey + "\"", options: .regularExpression)
        }
        text += "\nnotices:\n  channels: [{ id: chat, webhook: env:CHAT_URL }]\n"
        let receiver = try await Receiver.start(in: folder)
        let plan = folder.appending(path: "plan.yaml")
        try text.write(to: plan, atomically: true, encoding: .utf8)
        try Data(estate.token.utf8).write(to: folder.appending(path: "token"))

        let ready = try RunPlan(try PlanReader.read(path: plan.path))
        let configuration = try HAProxyConfiguration(
            try ready.topology(listen: EdgeAddress(port: edgePort), logPort: logPort),
            layout: EdgeLayout(root: folder.appending(path: "edge").path))
        let log = folder.appending(path: "edge.log")
        let recorder = try await LogRecorder.start(port: logPort, file: log)
        let edge = try await HAProxyProcess.start(configuration)
        estate.shoppers = try await processes.startShoppers(estate, edge: edgePort)
        try estate.write(estateFolder + "/estate.json")
        try await Task.sleep(for: recording)
        if let shoppers = estate.shoppers { try await EstateProcesses.stop(shoppers) }
        try await recorder.stop()
        return CrashRig(folder, estate, configuration, edge, log, plan.path, logPort, receiver)
    }

    private init(
        _ folder: URL, _ estate: EstateDescription, _ configuration: HAProxyConfiguration, _ edge: HAProxyProcess,
        _ log: URL, _ plan: String, _ logPort: Int, _ receiver: Receiver
    ) {
        self.receiver = receiver
        self.folder = folder
        self.estate = estate
        self.configuration = configuration
        edgeProcess = edge
        self.log = log
        self.plan = plan
        self.logPort = logPort
    }

    static func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        try process.run()
        process.waitUntilExit()
    }

    func stop() async throws {
        try await edgeProcess.stop()
        receiver.stop()
        for entry in [estate.new, estate.old, estate.stock] { try await EstateProcesses.stop(entry) }
        try FileManager.default.removeItem(at: folder)
    }

    /// One whole run: killed at `point` (the `count`th time it is reached) if there is one, then started again.
    func run(killedAt point: CrashPoint?, count: Int = 1) async throws -> (final: Final, wasKilled: Bool) {
        let run = try await freshRun()
        let edge = HAProxyEdge(configuration)
        try Inbox(run).put(Command(id: "a-hold", by: "ada", order: .hold("to see a hold survive")))
        try Inbox(run).put(Command(id: "b-resume", by: "ada", order: .resume(version: nil)))

        let signer = Task { try await sign(run) }
        defer { signer.cancel() }
        var wasKilled = false
        if let point {
            if point == .beforeResume {
                // Reached only by a run that stands on an old journal: it is killed once before.
                #expect(try await start(run, ["SLUICE_CRASH_POINT": "after-journal:4"]).status == -SIGKILL)
            }
            let killed = try await start(run, ["SLUICE_CRASH_POINT": "\(point.rawValue):\(count)"])
            wasKilled = killed.status == -SIGKILL
            if wasKilled { try await checkExposure(run, edge) }
        }
        let last = try await start(run, [:])
        #expect(last.status == 0, "\(last.errors)")
        return (try await final(run, edge), wasKilled)
    }

    func start(
        _ run: RunFolder, _ environment: [String: String], under wrapper: [String] = [], more: [String] = []
    ) async throws -> Tool.Result {
        var arguments = ["run", "start", "--dir", run.path]
        if !FileManager.default.fileExists(atPath: run.settings) {
            arguments.insert(plan, at: 2)
            arguments += [
                "--by", "dan", "--edge-dir", configuration.layout.root, "--edge-port",
                "\(configuration.topology.listeners.http.port)", "--log-port", "\(logPort)", "--token-file",
                folder.appending(path: "token").path, "--acknowledged", estate.acknowledged, "--estate",
                estate.folder + "/estate.json", "--replay", log.path,
            ]
        }
        return try await Tool.sluice(
            arguments + more, environment: environment.merging(["CHAT_URL": receiver.url]) { own, _ in own },
            under: wrapper)
    }

    /// A folder for a run of its own, on an edge that sends everybody to old.
    func freshRun() async throws -> RunFolder {
        runs += 1
        let run = RunFolder(folder.appending(path: "run\(runs)").path)
        try run.prepare()
        let edge = HAProxyEdge(configuration)
        let before = try await edge.readBack()
        _ = try await edge.apply(EdgePolicy(generation: before.generation + 1, units: [:]), .back)
        return run
    }

    /// Signs as cleo whatever waits, as soon as it waits.
    func sign(_ run: RunFolder) async throws {
        let key = key("cleo")
        while !Task.isCancelled {
            let waiting = (try? FileManager.default.contentsOfDirectory(atPath: run.approvals.path)) ?? []
            for name in waiting where name.hasSuffix(".request") {
                let parts = name.split(separator: ".")
                let file = ApprovalDesk.signature(run, String(parts[0]), Int(parts[1]) ?? 1, "cleo")
                if FileManager.default.fileExists(atPath: file.path) { continue }
                let request = try ApprovalDesk.read(run, String(parts[0]), Int(parts[1]) ?? 1)
                let check = SignatureCheck(try PlanReader.read(path: plan))
                let signature = try await check.sign(request, as: "cleo", keyFile: key)
                try RunFolder.write(Data(signature.armoured.utf8), to: file)
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Between the kill and the restart the edge exposes no more than was ever decided.
    private func checkExposure(_ run: RunFolder, _ edge: HAProxyEdge) async throws {
        var decided: [String: Int] = [:]
        if FileManager.default.fileExists(atPath: run.journal), let journal = try? Journal.read(path: run.journal) {
            for row in try journal.rows() where row.kind == .intent {
                let effect = try JSONDecoder().decode(Cutover.Effect.self, from: Data(row.body.utf8))
                guard case .expose(let exposure, _) = effect.action else { continue }
                for (unit, wish) in exposure.units { decided[unit] = max(decided[unit] ?? 0, wish.newBelow) }
            }
        }
        for (unit, policy) in try await edge.readBack().units {
            #expect(policy.newBelow <= decided[unit] ?? 0, "\(unit) is exposed beyond what was decided")
        }
    }

    private func final(_ run: RunFolder, _ edge: HAProxyEdge) async throws -> Final {
        let journal = try Journal.read(path: run.journal)
        try journal.verify()
        let rows = try journal.rows()
        try RunHistory.checkIntents(rows)
        var history = RunHistory()
        try history.fold(rows)
        let policy = try await edge.readBack()
        let reader = OrdersReader(token: estate.token)
        let orders = try await reader.orders(of: estate.old.address) + reader.orders(of: estate.new.address)
        #expect(await edge.drift(from: EdgePolicy(history.state.exposure)).isEmpty)
        return Final(
            phase: history.state.phase,
            stages: Dictionary(uniqueKeysWithValues: history.state.stages.map { ($0.id, $0.phase) }),
            wished: history.state.exposure.units.mapValues(\.newBelow), edge: policy.units.mapValues(\.newBelow),
            modes: policy.units.mapValues(\.mode.rawValue),
            orders: Set(orders.map { "\($0.number) \($0.key) \($0.customer) \($0.total)" }))
    }
}
