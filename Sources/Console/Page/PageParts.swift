import Conducting
import Cutover
import Planning
import Reporting

extension ConsolePage {
    func stage(_ stage: RunView.StageView) -> [String: Any] {
        let (word, sign, look) = stage.phase.wording
        var words = "unit \(stage.unit), \(Figures.percent(stage.exposure)) on the new side"
        if stage.attempt > 1 { words += ", attempt \(stage.attempt)" }
        if stage.approvalsNeeded > 0 {
            words += ", \(stage.approvals.count) of \(stage.approvalsNeeded) signed"
            if !stage.approvals.isEmpty { words += " (\(stage.approvals.joined(separator: ", ")))" }
        }
        return [
            "id": stage.id, "phase": word, "sign": sign, "look": look, "words": words,
            "current": stage.isPresent ? "now" : "",
            "steps": stage.steps.enumerated().map { place, step -> [String: Any] in
                let mark =
                    switch step.standing {
                    case .done: "✓"
                    case .open: "▸"
                    case .ahead: "·"
                    }
                let name = Figures.percent(step.share)
                return [
                    "mark": mark, "standing": step.standing.rawValue,
                    "share": place == stage.steps.count - 1 ? "open, \(name)" : name,
                ]
            },
            "meter": meter(stage.exposure), "wayBack": stage.wayBack,
            "because": stage.measuredWayBack?.isWorse == true
                ? stage.wayBackWords(at: view.clock) : stage.why.joined(separator: "; "),
        ]
    }

    private func meter(_ share: Double) -> String {
        let width = Figures.decimal(share * 240, 1)
        return "<svg class=\"meter\" viewBox=\"0 0 240 8\" height=\"8\" preserveAspectRatio=\"none\" role=\"img\" "
            + "aria-label=\"\(Figures.percent(share)) exposed\"><rect class=\"bar-bed\" width=\"240\" height=\"8\"/>"
            + "<rect class=\"meter-on\" width=\"\(width)\" height=\"8\"/></svg>"
    }

    var orders: [String: Any] {
        let orders = view.orders
        var compared = "Not compared yet."
        if let words = orders.compared, let at = orders.comparedAt { compared = "\(Figures.clock(at)) UTC: \(words)" }
        return [
            "old": Figures.count(Int(orders.oldPerMinute.rounded())),
            "new": Figures.count(Int(orders.newPerMinute.rounded())), "spark": spark, "compared": compared,
            "mood": orders.isWrong ? "bad" : "soft",
        ]
    }

    /// Orders a minute over the last ten minutes.
    private var spark: String {
        let (old, new) = (view.orders.oldHistory, view.orders.newHistory)
        guard old.count > 1, let most = (old + new).max(), most > 0 else { return "" }
        func path(_ values: [Double]) -> String {
            values.enumerated().map { place, value in
                let x = Double(place) / Double(values.count - 1) * 590 + 40
                return "\(place == 0 ? "M" : "L")\(Figures.decimal(x, 1)) \(Figures.decimal(80 - value / most * 68, 1))"
            }.joined()
        }
        return "<svg class=\"spark\" viewBox=\"0 0 640 96\" role=\"img\" aria-label=\"Orders a minute, last "
            + "\(Figures.duration(old.count * 10_000)): old dashed, new solid\"><line class=\"base\" x1=\"40\" x2=\"630\" "
            + "y1=\"80\" y2=\"80\"/><text x=\"34\" y=\"16\" text-anchor=\"end\">\(Figures.count(Int(most)))</text>"
            + "<text x=\"34\" y=\"84\" text-anchor=\"end\">0</text><text x=\"40\" y=\"94\">"
            + "\(Figures.duration(old.count * 10_000)) ago</text><text x=\"630\" y=\"94\" text-anchor=\"end\">now</text>"
            + "<path class=\"old-line\" d=\"\(path(old))\"/><path class=\"new-line\" d=\"\(path(new))\"/></svg>"
    }

    var moments: [[String: Any]] {
        view.tail.reversed().map { moment in
            [
                "at": Figures.clock(moment.at), "stage": moment.remark.stage ?? "–", "text": moment.remark.text,
                "row": moment.row, "mood": moment.remark.kind.mood, "sign": moment.remark.kind.sign,
            ]
        }
    }
}

extension RunView.StageView {
    /// Why the way back is what it is now, in a line.
    func wayBackWords(at now: Int) -> String {
        guard let back = measuredWayBack else { return why.last ?? "" }
        let causes = back.isWorse ? "promised \(back.promised.rawValue): \(back.why.joined(separator: "; "))" : why.last
        return [causes, back.endWords(at: now)].compactMap(\.self).joined(separator: "; ")
    }

    /// Whether the run is busy with it.
    var isPresent: Bool {
        switch phase {
        case .entering, .exposing, .leaving, .rollingBack: true
        case .waiting, .done, .rolledBack: false
        }
    }
}
