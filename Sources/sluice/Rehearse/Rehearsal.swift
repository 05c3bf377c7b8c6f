import Conducting
import Cutover
import Foundation
import Journaling
import Planning
import SampleEstate
import Traffic

/// Directs a rehearsal: brings the estate up, plays the people, plants the fault, mends it, and watches the run through
/// its journal like anyone else.
actor Rehearsal {
    let folder: RehearsalFolder
    let fault: Fault
    let asJSON: Bool
    let people: RehearsalPeople
    var history = RunHistory()
    var gaveUp = false

    init(folder: RehearsalFolder, fault: Fault, asJSON: Bool) {
        self.folder = folder
        self.fault = fault
        self.asJSON = asJSON
        people = RehearsalPeople(folder: folder)
    }

    /// Brings everything up to the point where the run can begin.
    func prepare(plan text: String, rate: Double, seed: UInt64) async throws {
        try folder.prepare()
        let started = Int(Date().timeIntervalSince1970 * 1_000)
        let timeline = Timeline(start: started, asJSON: asJSON)
        _ = try await HAProxyBinary.find()
        let processes = try EstateProcesses(executable: EstateProcesses.besideThisProgram())
        try await people.makeKeys()
        var estate = try await processes.startEstate(folder: folder.estateFolder, seed: seed, rate: rate)
        Terminal.say(
            timeline.note("two shops and their stock run (old \(estate.old.address), new \(estate.new.address))"))

        let ports = try FreePort.pick(3)
        var progress = RehearsalProgress(
            fault: fault.rawValue, startedAt: started, edgePort: ports[0], logPort: ports[1],
            pagePort: ports[2])
        let plan = try RehearsalPlan.render(text, estate: estate, edgePort: progress.edgePort, people: people)
        try RunFolder.write(Data(plan.utf8), to: URL(filePath: folder.plan))
        do {
            let edge = try await startEdge(progress)
            estate.edge = .init(pid: edge.processID, port: progress.edgePort)
            try estate.write(folder.estate)
            Terminal.say(timeline.note("HAProxy carries the traffic at http://127.0.0.1:\(progress.edgePort)"))
            progress.run = try await startRun(progress)
            estate.shoppers = try await processes.startShoppers(estate, edge: progress.edgePort)
            try estate.write(folder.estate)
            try progress.write(folder)
            Terminal.say(timeline.note("\(Int(rate)) shoppers a second come"))
            Terminal.say(timeline.note("live page: http://127.0.0.1:\(progress.pagePort)"))
        } catch {
            try? estate.write(folder.estate)
            try? await clear()
            throw error
        }
    }

    /// The edge's configuration for the rehearsal's plan.
    private func configuration(_ progress: RehearsalProgress) throws -> HAProxyConfiguration {
        let plan = try RunPlan(try CheckedPlan.read(PlanOrigin(plan: folder.plan)))
        return try HAProxyConfiguration(
            try plan.topology(listen: EdgeAddress(port: progress.edgePort), logPort: progress.logPort),
            layout: EdgeLayout(root: folder.edge))
    }

    func startEdge(_ progress: RehearsalProgress) async throws -> HAProxyProcess {
        try await HAProxyProcess.start(try configuration(progress))
    }

    /// Starts `sluice run start` as a process of its own, as an operator would.
    func startRun(_ progress: RehearsalProgress) async throws -> EstateDescription.Entry {
        var arguments = ["run", "start", "--dir", folder.run.path]
        if !FileManager.default.fileExists(atPath: folder.run.settings) {
            arguments.insert(folder.plan, at: 2)
            arguments += [
                "--by", "dan", "--edge-dir", folder.edge, "--edge-port", "\(progress.edgePort)", "--log-port",
                "\(progress.logPort)", "--token-file", folder.token, "--acknowledged",
                folder.estateFolder + "/acknowledged.jsonl", "--estate", folder.estate, "--page-port",
                "\(progress.pagePort)",
            ]
        }
        let pid = try DetachedProcess.spawn(Self.program, arguments, log: folder.runLog)
        return .init(pid: pid, started: EstateProcesses.started(pid: pid), port: 0, log: folder.runLog)
    }

    static let program: String =
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "sluice"

    /// Ends every process of the rehearsal.
    func clear() async throws {
        if let progress = try? RehearsalProgress.read(folder), let run = progress.run, EstateProcesses.isAlive(run) {
            try await EstateProcesses.stop(run)
        }
        guard let estate = try? EstateDescription.read(folder.estate) else { return }
        for entry in [estate.shoppers, estate.new, estate.old, estate.stock].compactMap({ $0 })
        where EstateProcesses.isAlive(entry) {
            try await EstateProcesses.stop(entry)
        }
        try await HAProxyProcess.adopt(EdgeLayout(root: folder.edge))?.stop()
    }
}
