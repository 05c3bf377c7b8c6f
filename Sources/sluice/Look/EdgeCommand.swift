import ArgumentParser
import Conducting
import Cutover
import Foundation
import Planning
import Traffic

struct EdgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edge", abstract: "The edge that carries the traffic.",
        subcommands: [EdgeConfigCommand.self, EdgeStartCommand.self, EdgeStatusCommand.self, EdgeDriftCommand.self])
}

struct EdgeConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "HAProxy's configuration for a plan.",
        discussion: """
            Printed, or written with its maps into a folder from which HAProxy can be started: every visitor goes to old
            until a run says otherwise.

            Examples:
              sluice edge config plan.yaml
              sluice edge config plan.yaml --edge-dir /var/lib/sluice/edge && haproxy -c -f /var/lib/sluice/edge/haproxy.cfg
            """)

    @OptionGroup var source: PlanSource

    @Option(help: "The folder of records that measuring commands wrote, for rules that ask for proofs.")
    var evidence: String?

    @Option(help: "Where to write it; printed without.")
    var edgeDir: String?

    @Option(help: "Where shoppers reach the edge.")
    var edgePort = 8080

    @Option(help: "Where the edge's log arrives, on loopback.")
    var logPort = 8090

    func run() throws {
        let ready = try RunPlan(try CheckedPlan.checked(try source.read(), evidence: evidence))
        let folder = edgeDir.map { URL(filePath: $0).standardizedFileURL.path(percentEncoded: false) }
        let configuration = try HAProxyConfiguration(
            try ready.topology(listen: EdgeAddress(host: "0.0.0.0", port: edgePort), logPort: logPort),
            layout: EdgeLayout(root: folder ?? "/var/lib/sluice/edge"))
        guard let folder else { return Terminal.say(configuration.text) }
        try EdgeFiles.write(configuration)
        Terminal.say("written to \(folder); start it with: haproxy -W -f \(configuration.layout.configuration)")
    }
}

struct EdgeStartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Start HAProxy for a plan, in a session of its own.",
        discussion: """
            Every visitor goes to old. The process outlives this command; a policy that the folder already holds is kept.

            Example:
              sluice edge start plan.yaml --edge-dir edge --edge-port 8080
            """)

    @OptionGroup var source: PlanSource

    @Option(help: "The folder of its configuration, maps and socket.")
    var edgeDir: String

    @Option(help: "Where shoppers reach the edge.")
    var edgePort = 8080

    @Option(help: "Where the edge's log goes, on loopback; without it nothing is logged.")
    var logPort: Int?

    func run() async throws {
        let layout = EdgeLayout(root: URL(filePath: edgeDir).standardizedFileURL.path(percentEncoded: false))
        if let running = HAProxyProcess.adopt(layout) {
            return Terminal.say("process \(running.processID) carries the traffic already")
        }
        let configuration = try HAProxyConfiguration(
            try EdgeTopology(try source.read(), listen: EdgeAddress(port: edgePort), logPort: logPort), layout: layout)
        let started = try await HAProxyProcess.start(configuration)
        Terminal.say("process \(started.processID) carries the traffic at http://127.0.0.1:\(edgePort)")
    }
}

/// An edge by the run that drives it.
struct EdgeOfRun: ParsableArguments {
    @OptionGroup var place: RunFolderOption

    @Flag(help: "As JSON.")
    var json = false

    func edge() throws -> (HAProxyEdge, RunState) {
        let folder = place.folder
        let settings = try RunSettings.read(folder)
        let state = try RunStatus.history(folder).state
        let plan = try RunPlan(try place.plan(state))
        let configuration = try HAProxyConfiguration(
            try plan.topology(listen: EdgeAddress(port: settings.edgePort), logPort: settings.logPort),
            layout: EdgeLayout(root: settings.edgeFolder))
        return (HAProxyEdge(configuration), state)
    }
}

struct EdgeStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "What the edge does now, read from the running process.",
        discussion: "Example:\n  sluice edge status --dir run")

    @OptionGroup var of: EdgeOfRun

    func run() async throws {
        let (edge, _) = try of.edge()
        let policy = try await edge.readBack()
        if of.json { return Terminal.say(try Terminal.json(policy)) }
        let statistics = try await edge.statistics()
        Terminal.say(
            "HAProxy \(statistics.version), process \(statistics.processID), up \(statistics.uptimeSeconds) s, "
                + "\(statistics.requests) requests")
        for side in [EdgeTopology.Side.old, .new] {
            Terminal.say("  \(side.rawValue): \(statistics.isUp(side) ? "up" : "down")")
        }
        Terminal.say("generation \(policy.generation)")
        for (unit, value) in policy.units.sorted(by: { $0.key < $1.key }) {
            Terminal.say(
                "  \(unit): new below bucket \(value.newBelow) of 10000, \(value.mode.rawValue), decision \(value.decision)"
            )
        }
    }
}

struct EdgeDriftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift", abstract: "Whether the edge does what the journal says, in memory and in its files.",
        discussion: "Exit 1 when it does not.\n\nExample:\n  sluice edge drift --dir run")

    @OptionGroup var of: EdgeOfRun

    func run() async throws {
        let (edge, state) = try of.edge()
        let drift = await edge.drift(from: EdgePolicy(state.exposure))
        if of.json {
            Terminal.say(try Terminal.json(drift.map(\.description)))
        } else {
            Terminal.say(
                drift.isEmpty
                    ? "no drift: memory, files and journal agree" : drift.map(\.description).joined(separator: "\n"))
        }
        if !drift.isEmpty { throw ExitCode(Failure.Code.short.rawValue) }
    }
}
