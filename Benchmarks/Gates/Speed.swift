import Gating

/// Judged pairs of blocks per second on one core, at the default grids.
func speedRows() -> [BenchRow] {
    let blocks = (0..<1_000).map { i in
        Block(oldUnits: 60 + i % 7, oldEvents: 36 + i % 5, newUnits: 20 + i % 3, newEvents: 12 + i % 4)
    }
    let regressions = rate(of: 300) {
        var test = RegressionTest(.drop)
        for block in blocks { test.add(block) }
        return test.logE
    }
    let proofs = rate(of: 100) {
        var test = NonInferiorityTest(.drop, margin: 0.05)
        for block in blocks { test.add(block) }
        return test.logE
    }
    return [
        row("regression pairs judged per second", regressions, target: 500_000),
        row("non-inferiority pairs judged per second", proofs, target: 100_000),
    ]
}

private func rate(of rounds: Int, _ body: () -> Double) -> Double {
    var sum = 0.0
    let began = CPUTime.own
    for _ in 0..<rounds { sum += body() }
    precondition(sum.isFinite, "a test gave no number")
    return Double(rounds * 1_000) / max(CPUTime.own - began, 1e-9)
}

private func row(_ what: String, _ rate: Double, target: Double) -> BenchRow {
    BenchRow(
        area: "gates", what: what, ours: "\(Int(rate / 1_000)) k (\(Int(1e9 / rate)) ns each)", beside: "the target",
        ratio: "×\(decimal(rate / target))", target: "≥ \(Int(target / 1_000)) k", met: rate >= target)
}
