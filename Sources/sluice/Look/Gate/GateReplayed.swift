import Conducting
import Cutover
import Foundation
import Gating

/// What a stage's gates would have done on recorded traffic.
struct GateReplayed: Encodable {
    struct Moment: Encodable {
        let at: Int
        let kind: String
        let text: String
    }

    let stage: String
    let from: Int
    let until: Int
    let looks: Int
    let lines: Int
    /// Whether the log ended before anything was decided.
    let ranDry: Bool
    /// The gate when it ended.
    let verdict: Verdict
    /// takenBack, held, done, or undecided where the log ended first.
    let ending: SimulatedRun.Ending
    let step: String?
    let requests: Block
    let leftOut: [SimulatedStage.LeftOut]
    let signals: [SignalVerdict]
    let timeline: [Moment]

    /// Units counted, on both sides, in all signals.
    var units: Int {
        signals.reduce(requests.oldUnits + requests.newUnits) { $0 + $1.counts.oldUnits + $1.counts.newUnits }
    }

    init(_ simulated: SimulatedStage, _ result: GateReplay.Result, _ timeline: [Moment]) {
        stage = simulated.id
        (from, until, looks, lines) = (result.from, result.until, result.looks, result.lines)
        ranDry = result.ranDry
        leftOut = simulated.leftOut
        self.timeline = timeline
        let live = result.stage
        requests = live?.requests ?? Block()
        signals = live?.verdicts ?? []
        switch live?.phase {
        case .done: (ending, verdict, step) = (.done, .healthy, nil)
        case .rolledBack: (ending, verdict, step) = (.takenBack, .regressed, nil)
        case .exposing(let place, _):
            let buckets = simulated.itinerary.stages.first?.steps ?? []
            step = buckets.indices.contains(place) ? GateWords.percent(Double(buckets[place]) / 10_000) : nil
            let gate = signals.map(\.verdict).max() ?? .undecided
            let isBlind = if case .blind? = result.state.hold { true } else { false }
            verdict = isBlind ? max(gate, .blind) : gate == .healthy ? .undecided : gate
            ending = gate == .regressed ? .held : .undecided
        default: (ending, verdict, step) = (.undecided, .undecided, nil)
        }
    }

    var text: String {
        var lines = [
            Terminal.strong("stage \(stage) on \(GateWords.count(self.lines)) recorded lines: \(conclusion)"),
            "\(EvidenceMoment.text(from)) to \(EvidenceMoment.text(until)), \(GateWords.count(looks)) looks; "
                + "\(GateWords.count(requests.oldUnits)) requests of the old cohort, "
                + "\(GateWords.count(requests.newUnits)) of the new (\(GateWords.count(requests.newEvents)) failed)",
        ]
        lines += leftOut.map { "left out: \($0.signal) \($0.why)" } + [""]
        for moment in timeline {
            let seconds = String(format: "%9.1f s", Double(moment.at - from) / 1_000)
            lines.append("\(Terminal.faint(seconds))  \(styled(moment))")
        }
        if !signals.isEmpty { lines.append("") }
        for signal in signals {
            lines.append(
                "\(signal.signal): \(signal.verdict.rawValue), \(GateWords.count(signal.counts.newUnits)) new and "
                    + "\(GateWords.count(signal.counts.oldUnits)) old units: \(signal.reason)")
        }
        return lines.joined(separator: "\n")
    }

    private var conclusion: String {
        switch ending {
        case .takenBack: Terminal.alarm("taken back")
        case .held: Terminal.alarm("regressed, and people would have to decide")
        case .done: Terminal.good("every step proven")
        case .undecided:
            "the log ended \(step.map { "at step \($0)" } ?? "before a step opened"), \(verdict.rawValue)"
        }
    }

    private func styled(_ moment: Moment) -> String {
        switch Remark.Kind(rawValue: moment.kind) {
        case .alarm, .rollback: Terminal.alarm(moment.text)
        case .stage: Terminal.strong(moment.text)
        case .step: Terminal.good(moment.text)
        default: moment.text
        }
    }
}
