import ArgumentParser
import Conducting
import Foundation
import Gating
import Observation
import Planning

struct SignalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signal", abstract: "Look at what a plan measures.", subcommands: [SignalTest.self])
}

struct SignalTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Read a signal once, and show what was asked and what came.",
        discussion: """
            For signals that are read from the world: level, backlog, staleness, indexing, probe, and a reconciliation of
            two stores. Those that are counted from a log have nothing to show before shoppers come.

            Exit 0 where the reading is good, 1 where it is out of bounds, 3 where it could not be made.

            Examples:
              sluice signal test prices plan.yaml
              sluice signal test queue plan.yaml --environment staging --json
            """)

    @Argument(help: "The signal.")
    var name: String

    @OptionGroup var source: PlanSource

    @Option(help: "The run's folder, where other programs leave results.")
    var dir = "run"

    @Flag(help: "As JSON.")
    var json = false

    func run() async throws {
        let plan = try source.read()
        guard let signal = plan.signals.first(where: { $0.id.value.rawValue == name }) else {
            let known = plan.signals.map(\.id.value.rawValue).joined(separator: ", ")
            throw Failure("the plan has no signal `\(name)`; it has \(known)", .unusable)
        }
        let run = try RunPlan(plan)
        let queue = MirrorQueue(share: 1)
        // Never in the run's own folder: a run may be comparing there.
        let scratch = FileManager.default.temporaryDirectory.appending(path: "sluice-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let found = try run.reader(
            of: signal, queue: queue, deposits: RunFolder(dir).deposits, comparisons: scratch)
        guard let reader = found, signal.kind.value.isReading || signal.comparesStores, signal.kind.value != .mirror
        else {
            throw Failure(
                "signal `\(name)` is of kind \(signal.kind.value.rawValue): it is counted while a step is open, and "
                    + "cannot be read by itself", .unusable)
        }
        let reading = await reader.read()
        if json {
            Terminal.say(try Terminal.json(reading))
        } else {
            for line in reading.shown { Terminal.say(line) }
        }
        guard let result = reading.evidence.exact, result.couldCheck else {
            throw ExitCode(Failure.Code.world.rawValue)
        }
        if result.mismatches > Int(signal.tolerance?.value ?? 0) { throw ExitCode(Failure.Code.short.rawValue) }
    }
}
