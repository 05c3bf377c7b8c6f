import ArgumentParser
import Conducting
import Cutover
import Foundation
import Gating
import Planning
import Synchronization

struct GateSimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "What would this plan's gates have done?",
        discussion: """
            On recorded traffic (--log): an edge's log is played through the stage as a run would live it. Visitors are
            assigned anew by their buckets; what they met is what the log says, so a log of one side alone compares that
            side with itself.

            On invented traffic: as many shoppers as the plan expects, who do as well as it says, in many runs; with
            --drop, a part of what goes well in a signal goes wrong on the new side from a moment on. Volumes do not
            follow the day, and outcomes are known at the first milestone. The same seed gives the same figures on any
            number of cores.

            No edge is told and no order compared: signals that are read or exact are left out, and named.

            Exit 0 where the question was answered, 1 where recorded traffic ends taken back, held or blind, 2 for
            unusable input.

            Examples:
              sluice gate simulate plan.yaml --stage checkout --log /var/log/edge.log
              sluice gate simulate plan.yaml --stage checkout --drop 5% --in payment-success --from 2h
              sluice gate simulate plan.yaml --stage checkout --drop 30% --in payment-success --segment region=EU \\
                --segment-share 40% --runs 500 --seed 7 --format json
              sluice gate simulate plan.yaml --stage checkout --runs 50          (nothing is wrong: false alarms)
            """)

    @OptionGroup var source: PlanSource

    @Option(help: "The stage.")
    var stage: String

    @Option(help: "A recorded edge log.")
    var log: String?

    @Option(help: "The part of the good units that goes wrong on the new side: 5%.", transform: GateArgument.share)
    var drop: Double?

    @Option(name: .customLong("in"), help: "The signal that shows it.")
    var signal: String?

    @Option(
        help: "When it begins after the first step opened: 2h; at once unless said.", transform: GateArgument.duration)
    var from: Int?

    @Option(help: "Where it is: region=EU; everywhere unless said.", transform: GateArgument.segment)
    var segment: String?

    @Option(help: "The part of the units that is in that segment; half unless said.", transform: GateArgument.share)
    var segmentShare: Double?

    @Option(help: "How many runs.")
    var runs = 200

    @Option(help: "The seed of the dice.")
    var seed = 1

    @Option(
        help: "Time between two looks: 10s; 1s for a stage that dwells less than 10 min.",
        transform: GateArgument.duration)
    var every: Int?

    @Option(
        help: "When a run that decided nothing ends; twice what nine stages in ten need unless said.",
        transform: GateArgument.duration)
    var limit: Int?

    @Option(help: "text or json.")
    var format = TextOrJSON.text

    func validate() throws {
        guard 1...100_000 ~= runs else { throw ValidationError("--runs is 1 to 100000") }
        if log != nil, drop != nil || signal != nil || from != nil || segment != nil {
            throw ValidationError("a recorded log needs no invented drop; leave one of them out")
        }
        if (drop == nil) != (signal == nil) { throw ValidationError("--drop and --in go together") }
        if drop == nil, from != nil || segment != nil { throw ValidationError("--from and --segment go with --drop") }
        if segment == nil, segmentShare != nil { throw ValidationError("--segment-share goes with --segment") }
        if let every, every < 100 { throw ValidationError("--every is at least 100ms") }
    }

    func run() async throws {
        let plan = try source.read()
        if let log { return try await replay(plan, log) }
        let stage = try SimulatedStage(plan, stage: stage, by: .invented)
        let drop = drop.flatMap { loss in
            signal.map { InventedDrop(signal: $0, loss: loss, from: from ?? 0, segment: segment) }
        }
        let shares = segment.map { [$0: segmentShare ?? 0.5] } ?? [:]
        let traffic = try InventedTraffic(stage, drop: drop, shares: shares)
        let tick = every ?? (stage.dwell < 600_000 ? 1_000 : 10_000)
        let simulation = StageSimulation(
            stage.itinerary, traffic: traffic, tick: tick, limit: limit ?? stage.patience(after: drop?.from ?? 0))
        let progress = GateProgress(of: runs)
        let all = try await simulation.runs(
            runs, seed: seed, workers: ProcessInfo.processInfo.activeProcessorCount, progress: progress.note)
        progress.end()
        let result = GateSimulation(
            stage, simulation, SimulationFigures(all, drop: drop), runs: runs, seed: seed,
            forecast: SimulationForecast(stage, drop: drop, share: segmentShare ?? 0.5))
        Terminal.say(format == .json ? try Terminal.json(result) : result.text)
    }

    private func replay(_ plan: Plan, _ path: String) async throws {
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw Failure("\(path): cannot be read; name a recorded edge log", .unusable)
        }
        let stage = try SimulatedStage(plan, stage: stage, by: .recorded)
        var moments: [GateReplayed.Moment] = []
        let result: GateReplay.Result
        do {
            result = try await GateReplay(stage, log: URL(filePath: path)).run { at, remark in
                moments.append(.init(at: at, kind: remark.kind.rawValue, text: remark.text))
            }
        } catch let error as CocoaError {
            throw Failure(
                "\(path): cannot be read (\(error.localizedDescription)); name a recorded edge log", .unusable)
        }
        let told = GateReplayed(stage, result, moments)
        guard told.units > 0 || !told.ranDry else {
            throw Failure(
                "\(path): \(result.lines) lines of the edge, none of a visitor of unit "
                    + "`\(stage.itinerary.stages[0].unit)` while a step was open; name a log of this plan's edge",
                .unusable)
        }
        Terminal.say(format == .json ? try Terminal.json(told) : told.text)
        if told.verdict == .regressed || told.verdict == .blind { throw ExitCode(Failure.Code.short.rawValue) }
    }
}

/// How far a long simulation is, on standard error.
final class GateProgress: Sendable {
    private let total: Int
    private let began = ContinuousClock.now
    private let said: Mutex<ContinuousClock.Instant>
    private let isSeen = isatty(STDERR_FILENO) == 1

    init(of total: Int) {
        self.total = total
        said = Mutex(began)
    }

    /// Says something at most twice a second to a person, every ten seconds to a log.
    @Sendable func note(_ done: Int) {
        let now = ContinuousClock.now
        let isDue = said.withLock { last in
            guard now - last >= (isSeen ? .milliseconds(500) : .seconds(10)) else { return false }
            last = now
            return true
        }
        guard isDue, done < total else { return }
        let left = (now - began) / .seconds(1) / Double(done) * Double(total - done)
        let text = "simulated \(done) of \(total) runs, about \(GateWords.time(left * 1_000)) left"
        if isSeen { FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8)) } else { Terminal.complain(text) }
    }

    func end() {
        if isSeen { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }
}
