import Foundation

/// The table of targets of the gates' page, from our own implementation beside simulated rules of other tools, with
/// fixed seeds.
///
/// Every row makes 2,000 runs but that of the whole migration, of which one run judges 2.5 million pairs: 200, so that
/// the area ends within ten minutes. `GATE_RUNS` sets one number for all rows; 2,000 is the full table.
func gateBenchmarks() async throws -> [BenchRow] {
    checkSimulation()
    // First, while nothing else keeps the core busy.
    let speed = speedRows()
    let parts: [(name: String, usual: Int, rows: @Sendable (Runs) async -> [BenchRow])] = [
        ("a healthy migration", 200, healthyMigrationRows), ("false alarms", 2_000, falseAlarmRows),
        ("detection", 2_000, detectionRows), ("late drops", 2_000, lateDropRows),
        ("a dead checkout", 2_000, deadCheckoutRows), ("proof of health", 2_000, proofRows),
        ("latency", 2_000, slownessRows), ("a small loss", 2_000, smallLossRows),
    ]
    var rows: [BenchRow] = []
    for part in parts {
        let began = ContinuousClock.now
        rows += await part.rows(.wanted(usual: part.usual))
        let seconds = (ContinuousClock.now - began).components.seconds
        FileHandle.standardError.write(Data("  \(part.name): \(seconds) s\n".utf8))
    }
    return rows + speed
}
