import Foundation

/// The table of targets of the gates' page, from our own implementation beside simulated rules of other tools, with
/// fixed seeds. `GATE_RUNS` says how many runs a row makes; 2,000 is the full table.
func gateBenchmarks() async throws -> [BenchRow] {
    checkSimulation()
    // First, while nothing else keeps the core warm or busy.
    let speed = speedRows()
    let runs = Runs.fromEnvironment
    let parts: [(name: String, rows: @Sendable (Runs) async -> [BenchRow])] = [
        ("false alarms", falseAlarmRows), ("detection", detectionRows), ("late drops", lateDropRows),
        ("dead checkout", deadCheckoutRows), ("proof of health", proofRows), ("small loss", smallLossRows),
        ("slowness", slownessRows),
        ("healthy migration", healthyMigrationRows),
    ]
    let wanted = ProcessInfo.processInfo.environment["GATE_ROWS"]?.split(separator: ",").map(String.init)
    var rows: [BenchRow] = []
    for part in parts where wanted?.contains(part.name) ?? true {
        let began = ContinuousClock.now
        rows += await part.rows(runs)
        let seconds = (ContinuousClock.now - began).components.seconds
        FileHandle.standardError.write(Data("  \(part.name): \(seconds) s\n".utf8))
    }
    return rows + speed
}
