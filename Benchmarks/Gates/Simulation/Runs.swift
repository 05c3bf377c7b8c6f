import Foundation

/// How many runs a simulated row makes.
struct Runs: Sendable {
    let count: Int

    /// `GATE_RUNS`, at least ten; or, where it is not set, `usual`.
    static func wanted(usual: Int) -> Runs {
        let wanted = ProcessInfo.processInfo.environment["GATE_RUNS"].flatMap { Int($0) }
        return Runs(count: max(10, wanted ?? usual))
    }

    /// Makes every run with dice of its own, spread over the cores; results in the order of the runs.
    func map<R: Sendable>(row: Int, _ body: @escaping @Sendable (inout RunDice) -> R) async -> [R] {
        let cores = max(1, ProcessInfo.processInfo.activeProcessorCount)
        return await withTaskGroup(of: [(Int, R)].self) { group in
            for core in 0..<cores {
                group.addTask {
                    stride(from: core, to: count, by: cores).map { run in
                        var dice = RunDice(row: row, run: run)
                        return (run, body(&dice))
                    }
                }
            }
            var all: [(Int, R)] = []
            for await part in group { all += part }
            return all.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
