import Cutover
import Reporting

extension ConsolePage {
    /// What was expected of each step, and how it went.
    var paces: [String: Any] {
        let rows = view.stages.flatMap { paces(of: $0) }
        return ["hasPaces": !rows.isEmpty, "paces": rows]
    }

    private func paces(of stage: RunView.StageView) -> [[String: Any]] {
        var rows = stage.paces.map { pace in
            row(
                stage.id, pace.share, attempt: pace.attempt, mean: pace.mean, most: pace.most, signal: pace.signal,
                actual: TimeToDecide.hours(pace.actual), look: "", advice: pace.advice)
        }
        // Steps to come, and the one that is open; what is done has its pace above.
        guard stage.phase != .done else { return rows }
        for (step, expected) in zip(stage.steps, stage.expected) where step.standing != .done {
            guard let expected else { continue }
            var (actual, look, advice) = ("to come", "soft", "")
            if step.standing == .open, let openedAt = stage.openedAt {
                let open = max(0, view.clock - openedAt)
                (actual, look) = ("open for \(Figures.duration(open / 1000 * 1000))", "")
                if open > expected.most {
                    advice = view.hold == nil ? "slower than nine steps in ten should be" : "held meanwhile"
                }
            }
            rows.append(
                row(
                    stage.id, step.share, attempt: stage.attempt, mean: expected.mean, most: expected.most,
                    signal: expected.signal, actual: actual, look: look, advice: advice))
        }
        return rows
    }

    private func row(
        _ stage: String, _ share: Double, attempt: Int, mean: Int?, most: Int?, signal: String?, actual: String,
        look: String, advice: String
    ) -> [String: Any] {
        [
            "stage": stage, "share": Figures.percent(share), "attempt": attempt,
            "mean": mean.map { TimeToDecide.hours($0) } ?? "–", "most": most.map { TimeToDecide.hours($0) } ?? "–",
            "by": signal ?? "–", "actual": actual, "paceLook": look, "advice": advice,
        ]
    }
}
