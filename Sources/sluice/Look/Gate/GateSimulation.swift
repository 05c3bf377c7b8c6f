import Conducting
import Cutover
import Foundation
import Gating

/// What many simulated runs of a stage show, beside the plan's forecast.
struct GateSimulation: Encodable {
    private struct Drop: Encodable {
        let signal: String
        let loss: Double
        let from: Int
        let segment: String?
    }

    private let stage: String
    private let runs: Int
    private let seed: Int
    private let every: Int
    private let limit: Int
    private let sessionsPerHour: Double
    private let drop: Drop?
    private let leftOut: [SimulatedStage.LeftOut]
    private let figures: SimulationFigures
    private let forecast: SimulationForecast
    private let signals: [String]
    private let dwell: Int

    private enum CodingKeys: CodingKey {
        case stage, runs, seed, every, limit, sessionsPerHour, drop, leftOut, figures, forecast
    }

    init(
        _ stage: SimulatedStage, _ simulation: StageSimulation, _ figures: SimulationFigures, runs: Int, seed: Int,
        forecast: SimulationForecast
    ) {
        self.stage = stage.id
        self.runs = runs
        self.seed = seed
        every = simulation.tick
        limit = simulation.limit
        sessionsPerHour = simulation.traffic.sessionsPerHour
        drop = simulation.traffic.drop.map {
            Drop(signal: $0.signal, loss: $0.loss, from: $0.from, segment: $0.segment)
        }
        leftOut = stage.leftOut
        self.figures = figures
        self.forecast = forecast
        signals = simulation.traffic.signals.map { signal in
            let parts = signal.dimensions.flatMap(\.self).map { "\($0.name) \(GateWords.percent($0.share))" }
            let terms = ["\(GateWords.percent(signal.share)) of sessions", GateWords.percent(signal.spec.baseline)]
            return "\(signal.spec.id) (\((terms + parts).joined(separator: ", ")))"
        }
        dwell = stage.dwell
    }

    var text: String {
        var lines = [
            Terminal.strong("stage \(stage): \(runs) runs, seed \(seed), a look every \(time(every))"),
            "traffic   \(GateWords.count(Int(sessionsPerHour))) sessions/h: \(signals.joined(separator: "; "))",
        ]
        if let drop {
            lines.append("drop      \(words(of: drop))")
        } else {
            lines.append("drop      none: the sides are alike")
        }
        lines += leftOut.map { "left out  \($0.signal): \($0.why)" } + [""]
        lines += outcome + [""]
        if drop != nil { lines += detection + [""] }
        lines += pace
        return lines.joined(separator: "\n")
    }

    private func words(of drop: Drop) -> String {
        "\(GateWords.percent(drop.loss)) of what goes well in \(drop.signal) goes wrong on the new side"
            + (drop.segment.map { " in \($0)" } ?? "")
            + (drop.from > 0 ? ", \(time(drop.from)) after the first step opened" : ", from the start")
            + (forecast.difference.map { ": \(GateWords.number($0 * 100)) points of the whole" } ?? "")
    }

    private var outcome: [String] {
        func row(_ name: String, _ part: SimulationFigures.Part) -> String {
            let name = name.padding(toLength: 34, withPad: " ", startingAt: 0)
            let share = "\(GateWords.percent(part.share)) (\(GateWords.range(part.interval)))"
            return "\(name)\(part.count) of \(part.of)  \(share)"
        }
        var rows = [row("taken back", figures.takenBack)]
        if figures.held.count > 0 { rows.append(row("found, and held for people", figures.held)) }
        rows.append(row("stage done", figures.done))
        if figures.undecided.count > 0 { rows.append(row("undecided after \(time(limit))", figures.undecided)) }
        rows.append(row(drop == nil ? "false alarms" : "false alarms before the drop", figures.falseAlarms))
        if drop != nil {
            rows.append(row("found, of those it met", figures.found))
            rows.append(row("exposure grew after it began", figures.grewInDrop))
        }
        if figures.blind.count > 0 { rows.append(row("not seen for a while", figures.blind)) }
        return rows
    }

    private var detection: [String] {
        guard figures.dropped > 0 else {
            return ["The drop met no run: every stage was over before \(time(drop?.from ?? 0))."]
        }
        var rows: [String] = []
        if let found = figures.detection {
            rows.append("found after                       \(spread(found)), \(GateWords.time(found.mean)) (mean)")
        }
        let step = figures.stepOfDrop.flatMap { forecast.steps.indices.contains($0) ? forecast.steps[$0] : nil }
        if let step {
            let mean = step.catching.map { "\(time($0)) in the mean" } ?? "nothing: no two sides, or too little said"
            rows.append("  the forecast says               \(mean), at step \(step.step)")
        }
        if let lost = figures.lostUnits {
            rows.append("sessions lost until then          \(counts(lost))")
        }
        if let lost = figures.lostOrders, lost.mean > 0 {
            rows.append("orders lost until then            \(counts(lost))")
        }
        if figures.foundIn.count > 0 {
            let places = figures.foundIn.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .map { "\($0.key) \($0.value)" }
            rows.append("found in                          \(places.joined(separator: ", "))")
        }
        if let difference = forecast.difference, let margin = step?.margin {
            let points = "the margin of \(GateWords.number(margin * 100)) points"
            rows.append(
                difference < margin
                    ? "The drop is smaller than \(points): the plan lets it pass a gate, where it is not found first."
                    : "The drop is no smaller than \(points): health is proven wrongly at one step in twenty at most.")
        }
        return rows
    }

    private var pace: [String] {
        var rows: [String] = []
        for (index, step) in forecast.steps.enumerated() where figures.steps.indices.contains(index) {
            let found = figures.steps[index]
            let forecast = step.health.map { mean in
                let most = time(max(dwell, step.healthAtMost ?? mean))
                return "; the forecast says \(time(max(dwell, mean))) in the mean, \(most) in 90 %"
                    + (step.slowest.map { ", by \($0)" } ?? "")
            }
            rows.append(
                "step \(step.step) proven after".padding(toLength: 34, withPad: " ", startingAt: 0)
                    + "\(spread(found)), \(found.runs) runs\(forecast ?? "")")
        }
        if let finish = figures.finish { rows.append("stage done after                  \(spread(finish))") }
        rows.append("each step stays open for at least \(time(dwell))")
        return rows
    }

    private func spread(_ spread: SimulationFigures.Spread) -> String {
        "\(GateWords.time(spread.median)) (median), \(GateWords.time(spread.ninetieth)) (90 %)"
    }

    private func counts(_ spread: SimulationFigures.Spread) -> String {
        "\(GateWords.number(spread.median)) (median), \(GateWords.number(spread.ninetieth)) (90 %)"
    }

    private func time(_ milliseconds: Int) -> String { GateWords.time(Double(milliseconds)) }
}
