import Conducting
import Cutover
import Foundation
import Reconciliation

/// What came of a rehearsal.
struct RehearsalSummary: Encodable {
    let stagesDone: Int
    let stages: Int
    let fault: String
    /// What caught the fault, or why nothing did.
    let outcome: String
    let ending: String
    let report: String
    let seconds: Double
    let acknowledged: Int
    let lost: Int
    let duplicated: Int
    let unauthorised: Int

    var isGood: Bool {
        ending == RunState.Ending.completed.rawValue && lost == 0 && duplicated == 0 && unauthorised == 0
    }

    init(history: RunHistory, fault: Fault, orders: OrderComparison, ending: RunState.Ending, report: String) {
        let state = history.state
        stages = state.stages.count
        stagesDone = state.stages.count { $0.phase == .done }
        self.fault = fault.rawValue
        self.ending = ending.rawValue
        self.report = report
        seconds = Double(state.clock - state.beganAt) / 1_000
        acknowledged = orders.acknowledged
        lost = orders.lost.count
        duplicated = orders.duplicated.count
        unauthorised = orders.unauthorised.count
        outcome = Self.outcome(history, fault)
    }

    private static func outcome(_ history: RunHistory, _ fault: Fault) -> String {
        let moments = history.moments
        if let back = moments.first(where: { $0.remark.kind == .rollback && $0.remark.text.contains("back at 0 %") }) {
            let gate = moments.last {
                $0.remark.kind == .gate && $0.remark.text.contains("regressed") && $0.row <= back.row
            }
            let why = gate.map { $0.remark.text } ?? ""
            return "taken back: \(why); \(back.remark.text)"
        }
        if moments.contains(where: { $0.remark.text.hasPrefix("held: orders are wrong") }) {
            return "held: the orders of both shops do not match what shoppers were told, or the journal"
        }
        if moments.contains(where: { $0.remark.text.hasPrefix("held: blind") }) { return "blind, held, recovered" }
        return fault == .none ? "nothing was taken back" : "not caught"
    }

    func text(asJSON: Bool) throws -> String {
        let last = "orders: acknowledged \(acknowledged), lost \(lost), duplicated \(duplicated)"
        if asJSON { return try Terminal.json(self, pretty: false) + "\n" + last }
        return """

            stages done: \(stagesDone) of \(stages) in \(Int(seconds)) s, \(ending)
            fault:       \(fault)
            outcome:     \(outcome)
            report:      \(report)
            \(last)
            """
    }
}
