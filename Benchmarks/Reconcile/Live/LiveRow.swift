import DatabaseRig
import Foundation

/// What shoppers feel of a comparison at its usual pace: blocks with one and blocks without, in turn, while every write
/// is replicated to the new side.
func liveRow(_ servers: ComparedServers, blocks: Int) async throws -> BenchRow {
    try await follow(servers)
    let length = 8.0
    let blockCount = 2 * blocks
    let shoppers = Task { try await LiveShoppers().shop(servers, seconds: length * Double(blockCount)) }
    // In pairs, each with the two in another order: with, without; without, with; …
    func isCompared(_ block: Int) -> Bool { block % 4 == 0 || block % 4 == 3 }
    let began = ContinuousClock.now
    var passes = 0
    for block in 0..<blockCount {
        let end = began + .seconds(length * Double(block + 1))
        if isCompared(block) {
            passes += try await onThread {
                var passes = 0
                while ContinuousClock.now < end {
                    let run = try OurComparison.run(
                        servers, servers.new.fullAddress, .usual, isStopped: { ContinuousClock.now >= end })
                    defer { run.remove() }
                    guard run.status == 0 || run.status == -SIGKILL else {
                        throw BenchTrouble("the comparison beside shoppers failed: \(run.lastWords)")
                    }
                    passes += 1
                }
                return passes
            }
        } else {
            try await Task.sleep(until: end)
        }
    }
    let answers = try await shoppers.value
    // The first second of a block belongs to the one before too.
    let pairs: [LivePair] = (0..<blocks).map { pair in
        var waits = LivePair()
        for block in [2 * pair, 2 * pair + 1] {
            let from = length * Double(block)
            let own = answers.filter { $0.due >= from + 1 && $0.due < from + length }.map(\.milliseconds)
            if isCompared(block) { waits.with = own } else { waits.without = own }
        }
        return waits
    }
    let (with, without) = (pairs.flatMap(\.with).quantile(0.99), pairs.flatMap(\.without).quantile(0.99))
    let interval = LivePair.interval(of: pairs)
    return BenchRow(
        area: "reconcile",
        what: "p99 of \(LiveShoppers.rate) reads and writes a second at the source, \(passes) comparisons beside it",
        ours: String(format: "%.2f ms", with), beside: String(format: "%.2f ms without", without),
        ratio: String(format: "×%.3f (95 %%: %.3f to %.3f)", with / without, interval.low, interval.high),
        target: "≤ ×1.05", met: with / without <= 1.05)
}

/// Lets the new side repeat every write of the old one, or says that it does not.
private func follow(_ servers: ComparedServers) async throws {
    try servers.new.replicate(from: servers.old)
    let connection = try servers.connect(servers.new)
    for _ in 0..<100 {
        if try connection.ask("SHOW GLOBAL STATUS LIKE 'Slave_running'").last == "ON" { return }
        try await Task.sleep(for: .milliseconds(50))
    }
    throw BenchTrouble("the new side does not replicate from the old one: its folder holds server.log")
}

/// How long shoppers waited in two blocks beside each other, in milliseconds.
struct LivePair: Sendable {
    var with: [Double] = []
    var without: [Double] = []

    /// Where the ratio of the p99 lies in 95 of 100 draws of as many pairs.
    static func interval(of pairs: [LivePair]) -> (low: Double, high: Double) {
        let ratios = (0..<400).map { _ in
            let drawn = pairs.map { _ in pairs[Int.random(in: pairs.indices)] }
            return drawn.flatMap(\.with).quantile(0.99) / drawn.flatMap(\.without).quantile(0.99)
        }
        return (ratios.quantile(0.025), ratios.quantile(0.975))
    }
}
