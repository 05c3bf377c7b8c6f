import ArgumentParser
import Foundation
import PlanFuzzing

/// Tries hostile plans on the reader and the rules. The trying is done by another process, so that a crash is seen,
/// and its input kept.
@main
struct PlanFuzz: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan-fuzz", abstract: "Tries hostile plans on the reader and the rules.")

    @Option(help: "How long to try.") var seconds = 20
    @Option(help: "Which plans: the same seed gives the same ones. By default another every time.") var seed: Int?
    @Option(help: "Try only the input of this number.") var input: Int?
    @Option(help: "Seconds of processor time that one plan may take.") var limit = 5.0
    @Option(help: "Megabytes of memory that the process may take.") var memory = 700
    @Option(help: "Bytes of a large plan.") var size = 10_000_000
    @Flag(help: "Say a line about each input.") var tell = false
    @Option(help: "Where a plan that broke something is kept.") var keep = "fuzz-failures"
    @Option(help: .hidden) var worker: String?

    func run() throws {
        let seed = seed ?? Int.random(in: 1...1_000_000)
        let campaign = Campaign(
            repository: FileManager.default.currentDirectoryPath, seed: seed, first: input ?? 0,
            isSingle: input != nil, seconds: seconds, limit: limit, memory: memory * 1_000_000, size: size,
            tells: tell)
        if let worker { try Worker(campaign: campaign, progress: worker).run() }
        let progress = FileManager.default.temporaryDirectory
            .appendingPathComponent("plan-fuzz-\(ProcessInfo.processInfo.processIdentifier)").path
        try Data().write(to: URL(fileURLWithPath: progress))
        defer { try? FileManager.default.removeItem(atPath: progress) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.ownPath)
        process.arguments = Array(CommandLine.arguments.dropFirst()) + ["--seed", "\(seed)", "--worker", progress]
        try process.run()
        process.waitUntilExit()
        if process.terminationReason == .exit, process.terminationStatus == Worker.End.well.rawValue { return }
        try keepInput(campaign, Self.why(process), progress: progress)
        throw ExitCode.failure
    }

    private static var ownPath: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }

    private static func why(_ process: Process) -> String {
        guard process.terminationReason == .exit else { return "died of signal \(process.terminationStatus)" }
        return switch Worker.End(rawValue: process.terminationStatus) {
        case .hang: "took too long"
        case .broken: "broke a promise"
        case .memory: "took too much memory"
        case .well, nil: "ended with \(process.terminationStatus)"
        }
    }

    /// Makes the input again that was under way, and keeps it.
    private func keepInput(_ campaign: Campaign, _ why: String, progress: String) throws {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: progress))
        guard bytes.count == 8 else {
            print("plan-fuzz \(why) before the first input")
            return
        }
        let number = Int(bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        let corpus = Corpus(repository: campaign.repository)
        let input = Input(number, seed: campaign.seed, from: corpus, size: campaign.size)
        let folder = URL(fileURLWithPath: keep).appendingPathComponent("seed-\(campaign.seed)-input-\(number)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(input.plan).write(to: folder.appendingPathComponent("plan.yaml"))
        if let overlay = input.overlay {
            try Data(overlay).write(to: folder.appendingPathComponent("overlay.yaml"))
        }
        print(
            """
            input \(number) of seed \(campaign.seed), \(input.name), \(why). It is kept in \(folder.path); \
            try it again with: plan-fuzz --seed \(campaign.seed) --input \(number)
            """)
    }
}
