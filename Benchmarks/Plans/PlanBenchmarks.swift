import Foundation
import Planning
import Yams

/// Seconds from a plan's bytes to its findings at 1, 2, 4 and 8 times the size of a very large plan, beside the time in
/// which the same bytes are read as nothing but YAML.
func planBenchmarks() async throws -> [BenchRow] {
    var rows: [BenchRow] = []
    var first = 0.0
    for factor in [1, 2, 4, 8] {
        let plan = LargePlan(times: factor)
        let text = plan.text
        let floor = try best { _ = try Yams.compose(yaml: text) }
        var found = 0
        let ours = try best {
            found = PlanCheck.run(try PlanReader.read(text: text), at: .now).count
        }
        if factor == 1 { first = ours }
        let growth = ours / first / Double(factor)
        rows.append(
            BenchRow(
                area: "plans",
                what: "plan check, \(plan.systems) systems, \(plan.integrations) integrations, \(plan.risks) risks, "
                    + "\(plan.stages) stages (\(text.utf8.count / 1000) kB, \(found) findings)",
                ours: "\(Int(ours * 1000)) ms", beside: "\(Int(floor * 1000)) ms for its YAML alone",
                ratio: "×\(tenths(ours / floor)); ×\(tenths(growth)) of linear growth",
                target: factor == 1 ? "< 1 s" : "≤ ×1.5 of linear", met: factor == 1 ? ours < 1 : growth <= 1.5))
    }
    return rows
}

/// The least of three runs, in CPU seconds: what is between them is other programs.
private func best(_ body: () throws -> Void) rethrows -> Double {
    var least = Double.infinity
    for _ in 0..<3 {
        let began = CPUTime.own
        try body()
        least = min(least, CPUTime.own - began)
    }
    return least
}

private func tenths(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
