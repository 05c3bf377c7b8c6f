import Foundation

/// Prints one table: a row for each target, what was measured beside it, and whether the target is met.
@main
struct Bench {
    static let areas: [(name: String, run: @Sendable () async throws -> [BenchRow])] = [
        ("traffic", trafficBenchmarks), ("rollback", rollbackBenchmarks), ("logs", logBenchmarks),
        ("gates", gateBenchmarks), ("plans", planBenchmarks), ("reconcile", reconcileBenchmarks),
        ("rewriting", rewritingBenchmarks),
    ]

    static func main() async throws {
        let wanted = CommandLine.arguments.dropFirst().filter { !$0.isEmpty }
        // Our own comparison is measured as a program of its own, as the other tools are.
        if wanted.first == OurComparison.word {
            return try await OurComparison.library.answer(Array(wanted.dropFirst()))
        }
        if wanted.first == OurRewrite.word { return try OurRewrite.answer(Array(wanted.dropFirst())) }
        let known = areas.map(\.name)
        guard wanted.allSatisfy(known.contains) else {
            FileHandle.standardError.write(
                Data("there is no such area; there are \(known.joined(separator: ", "))\n".utf8))
            exit(2)
        }
        // The targets of traffic need the whole run too: the rollback belongs to them.
        let chosen = wanted.isEmpty ? Set(known) : Set(wanted).union(wanted.contains("traffic") ? ["rollback"] : [])
        var rows: [BenchRow] = []
        for area in areas where chosen.contains(area.name) {
            FileHandle.standardError.write(Data("measuring \(area.name) …\n".utf8))
            do {
                rows += try await area.run()
            } catch {
                FileHandle.standardError.write(Data("\(area.name) was not measured: \(error)\n".utf8))
                exit(3)
            }
        }
        print("| what | ours | beside | ratio | target | |\n| --- | --- | --- | --- | --- | --- |")
        for row in rows {
            print(
                "| \(row.what) | \(row.ours) | \(row.beside) | \(row.ratio) | \(row.target) | \(row.met ? "met" : "short") |"
            )
        }
    }
}
