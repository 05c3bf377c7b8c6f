import Conducting
import Cutover
import Foundation

/// The run as lines that a person can follow: seconds since it began, stage, what happened.
struct Timeline: Sendable {
    let start: Int
    let asJSON: Bool

    func line(_ moment: RunHistory.Moment) -> String {
        if asJSON { return (try? Terminal.json(moment, pretty: false)) ?? "" }
        let seconds = String(format: "%7.1f s", Double(moment.at - start) / 1_000)
        let stage = (moment.remark.stage ?? "").padding(toLength: 15, withPad: " ", startingAt: 0)
        return "\(Terminal.faint(seconds))  \(stage) \(styled(moment.remark))"
    }

    /// A line of the rehearsal's own doing, in the same shape.
    func note(_ text: String, at now: Int = Int(Date().timeIntervalSince1970 * 1_000)) -> String {
        line(.init(row: 0, at: now, remark: Remark(.run, "· \(text)")))
    }

    private func styled(_ remark: Remark) -> String {
        switch remark.kind {
        case .alarm, .rollback: Terminal.alarm(remark.text)
        case .stage, .run: Terminal.strong(remark.text)
        case .step: Terminal.good(remark.text)
        case .gate, .hold, .orders, .person, .edge: remark.text
        }
    }
}
